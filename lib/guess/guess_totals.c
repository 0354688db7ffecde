/*
 * Many shops export a row per article, and repeat the total of the order in each of them. Added
 * up, an order of two articles counts twice. Without the articles the rows of an order are equal,
 * and --unique leaves one of them.
 */
#include "lib/guess/guess_own.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/guess/values.h"

enum { ENOUGH = 3 };	/* so many different totals do not come of equal prices */

static bool
is_of_article(const struct column *c)
{
	static const char *const roles[] = { "sku", "quantity", "price", "cost", "discount",
		NULL };
	const char *const *role = roles;

	while (*role && !guess_is(c, *role))
		role++;
	return *role != NULL;
}

static bool
is_equal(const struct column *c, size_t a, size_t b)
{
	return values_of_row(c->values, a) == values_of_row(c->values, b);
}

/*
 * Are the two rows of an order equal in all that is of the order? The status may be of an article,
 * of which one is cancelled.
 */
static bool
is_repeated(const struct guess *g, size_t a, size_t b)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->role && !is_of_article(c) && !guess_is(c, "status") && !is_equal(c, a, b))
			return false;
	return true;
}

static bool
has_other_article(const struct guess *g, size_t a, size_t b)
{
	for (const struct column *c = g->column; c < g->column + g->layout.width; c++)
		if ((c->role == NULL || is_of_article(c)) && !is_equal(c, a, b))
			return true;
	return false;
}

/* The number of different amounts of orders with several articles; 0 if one of them varies. */
static size_t
count_totals(const struct guess *g, const struct column *order, const struct column *amount)
{
	size_t *first = mem_new(values_count(order->values) + 1, sizeof *first);
	bool *is_total = mem_new(values_count(amount->values) + 1, sizeof *is_total);
	bool varies = false;
	size_t n = 0;

	for (size_t r = g->layout.first; r < g->layout.end && !varies; r++) {
		const size_t at = values_of_row(order->values, r);
		const size_t value = values_of_row(amount->values, r);

		if (*values_text(order->values, at) == '\0' || !guess_is_whole(g, r))
			continue;
		if (first[at] == 0)
			first[at] = r + 1;	/* 0: none so far */
		else if (!is_repeated(g, first[at] - 1, r))
			varies = true;
		else if (has_other_article(g, first[at] - 1, r) && !is_total[value]) {
			is_total[value] = true;
			n++;
		}
	}
	free(first);
	free(is_total);
	return varies ? 0 : n;
}

void
guess_totals(struct guess *g)
{
	const struct column *order = guess_column(g, "order_id");
	const struct column *amount = guess_column(g, "amount");

	if (g->tool != GUESS_ORDERS || order == NULL || amount == NULL ||
	    count_totals(g, order, amount) < ENOUGH)
		return;
	g->totals = true;
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (is_of_article(c))
			c->role = NULL;
	guess_doubt(g, "amount: '%s' is the same in all rows of an order, and is read as its total,"
	    " once and without the articles (without --unique: it is of each row)",
	    amount->head);
}
