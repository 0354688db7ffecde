#include "lib/guess/guess_own.h"

#include "lib/base/text.h"

enum { SOME = 3 };	/* so many ids do not all end in zeros by chance */

/*
 * Rows with ids that are short are rejected, which would be most rows of the file; orders whose
 * ids end in zeros would become one. Without an id, each row is an order, which is nearer to the
 * truth.
 */
static void
leave_out(struct guess *g, struct column *c, bool most)
{
	c->role = NULL;
	c->damaged = true;
	if (most)
		guess_doubt(g, "order_id: '%s' is ignored, because rows with damaged ids are"
		    " rejected; each row counts as an order", c->head);
	else
		guess_doubt(g, "order_id: '%s' is ignored, because it would make one order of"
		    " many; each row counts as an order (--rename='%s=order_id' in the place of"
		    " --ignore loads it)", c->head, c->head);
}

static void
check(struct guess *g, struct column *c)
{
	const bool zeros = c->longs >= SOME && c->zeros_long == c->longs;
	const bool most = c->shortened > 0 && c->shortened * 2 >= c->filled;

	if (c->shortened > 0)
		guess_doubt_file(g, "'%s': %zu cell%s such as '%s' were shortened by a spreadsheet"
		    " program, so different ids are the same now (export the column as text)",
		    c->head, c->shortened, TEXT_PLURAL(c->shortened), c->short_one);
	if (zeros)
		guess_doubt_file(g, "'%s': all ids of more than 15 digits, such as '%s', end in"
		    " zeros: a spreadsheet program drops the other digits (export the column"
		    " as text)",
		    c->head, c->long_one);
	if (guess_is(c, "order_id") && (zeros || most))
		leave_out(g, c, most);
}

void
guess_ids(struct guess *g)
{
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (guess_is(c, "customer_id") || guess_is(c, "order_id") || c == g->identity)
			check(g, c);
}
