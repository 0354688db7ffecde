#include "lib/guess/guess_own.h"

#include "lib/base/text.h"

enum { SOME = 3 };	/* so many ids do not all end in zeros by chance */

static void
check(struct guess *g, const struct column *c)
{
	if (c->shortened > 0)
		guess_doubt(g, "'%s': %zu cell%s such as '%s' were shortened by a spreadsheet"
		    " program, so different ids are the same now (export the column as text)",
		    c->head, c->shortened, TEXT_PLURAL(c->shortened), c->short_one);
	if (c->longs >= SOME && c->zeros_long == c->longs)
		guess_doubt(g, "'%s': all ids of more than 15 digits, such as '%s', end in zeros:"
		    " a spreadsheet program drops the other digits (export the column as text)",
		    c->head, c->long_one);
}

void
guess_ids(struct guess *g)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (guess_is(c, "customer_id") || guess_is(c, "order_id") || c == g->identity)
			check(g, c);
}
