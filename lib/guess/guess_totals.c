/*
 * Many shops export a row per article, and repeat the total of the order in each of them. Added
 * up, an order of two articles counts twice. Different totals show it, or one, if the name of the
 * column says so. Without the articles the rows of an order are equal, and --unique leaves one of
 * them.
 */
#include "lib/guess/guess_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/spelling.h"
#include "lib/guess/values.h"
#include "lib/io/header.h"

enum { ENOUGH = 3 };	/* so many different totals do not come of equal prices */
#define CENT 0.01

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

/* Does the name say that the amount is that of an order: 订单金额, 订单金额(元), "Order Total"? */
static bool
is_named_total(const char *head)
{
	static const char *const names[] = { "order total", "grand total", "order total amount",
		"total order amount" };
	static const char *const chinese[] = { "订单金额", "订单总额", "订单总金额", "订单总价",
		"应付总额", "订单应付金额", "订单实付金额" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (header_same(head, names[i]))
			return true;
	for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
		const size_t n = strlen(chinese[i]);

		if (strncmp(head, chinese[i], n) == 0 && (head[n] == '\0' || head[n] == '(' ||
		    strncmp(head + n, "（", 3) == 0))
			return true;
	}
	return false;
}

/* The number in a row of the column; NAN: there is none. */
static double
number(const struct guess *g, const struct column *c, size_t row)
{
	const char *cell = column_text(c, row);
	enum spelling_currency currency;
	char plain[SPELLING_SIZE];

	return spelling_read(cell, g->decimal, plain, &currency) == SPELLING_OK ?
	    strtod(plain, NULL) : NAN;
}

/* Is the amount of the row that of its article: price times quantity? */
static bool
is_of_line(const struct guess *g, const struct column *amount, size_t row)
{
	const struct column *price = g->beside;
	const struct column *quantity = guess_column(g, "quantity");

	if (price == NULL || price->values == NULL)
		return false;
	const double n = quantity && quantity->values ? number(g, quantity, row) : 1;

	return fabs(number(g, price, row) * n - number(g, amount, row)) < CENT / 2;
}

/*
 * The number of different amounts of orders with several articles; 0 if one of them varies, or is
 * that of its article.
 */
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
		else if (!is_repeated(g, first[at] - 1, r) || (is_of_line(g, amount, r) &&
		    is_of_line(g, amount, first[at] - 1)))
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
	    count_totals(g, order, amount) < (is_named_total(amount->head) ? 1 : ENOUGH))
		return;
	g->totals = true;
	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (is_of_article(c))
			c->role = NULL;
	guess_doubt(g, "amount: '%s' is the same in all rows of an order, and is read as its total,"
	    " once and without the articles (without --unique: it is of each row)",
	    amount->head);
}
