#include "lib/guess/guess_own.h"

#include "lib/base/say.h"
#include "lib/base/text.h"

enum { SOME = 3 };	/* so many ids do not all end in zeros by chance */

/*
 * Orders whose ids are the same now would become one. Without an id, each row is an order, which is
 * nearer to the truth.
 */
static bool
leaves_out(struct column *c)
{
	c->damaged = guess_is(c, "order_id") && (c->shortened * 2 >= c->filled ||
	    (c->longs >= SOME && c->zeros_long == c->longs));
	if (c->damaged)
		c->role = NULL;
	return c->damaged;
}

static void
check(struct guess *g, struct column *c)
{
	const bool leaves = leaves_out(c);

	if (c->shortened > 0)
		guess_doubt(g, "'%s': %zu cell%s such as '%s' were shortened by a spreadsheet"
		    " program, so different ids are the same now%s (export the column as text)",
		    c->head, c->shortened, TEXT_PLURAL(c->shortened), c->short_one,
		    leaves ? say("; it is ignored, and each row counts as an order") : "");
	if (c->longs >= SOME && c->zeros_long == c->longs)
		guess_doubt(g, "'%s': all ids of more than 15 digits, such as '%s', end in zeros:"
		    " a spreadsheet program drops the other digits%s (export the column as text)",
		    c->head, c->long_one,
		    leaves ? say("; it is ignored, and each row counts as an order") : "");
}

void
guess_ids(struct guess *g)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (guess_is(c, "customer_id") || guess_is(c, "order_id") || c == g->identity)
			check(g, c);
}
