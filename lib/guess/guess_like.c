#include "lib/guess/guess_own.h"

#include <string.h>

bool
guess_like_number(const struct column *c)
{
	const size_t most = c->point > c->comma ? c->point : c->comma;

	return c->filled > 0 && most * 10 >= c->filled * 7;
}

/* Do all cells read as a date that is not just a number? */
static bool
is_clear_date(const struct column *c)
{
	size_t most = c->fits[0];

	for (size_t f = 1; column_format(f) && strcmp(column_format(f), "unix") != 0; f++)
		most = c->fits[f] > most ? c->fits[f] : most;
	return c->filled > 0 && most == c->filled;
}

/* Amounts have decimals or a currency, ids may have zeros at the front. */
static bool
is_like_amount(const struct column *c)
{
	return guess_like_number(c) && c->whole < c->filled && c->zeros == 0;
}

int
guess_like_customer(const struct column *c)
{
	const bool back = c->distinct < c->filled;

	if (c->filled == 0 || c->distinct < 2 || is_clear_date(c) || is_like_amount(c))
		return 0;
	if (c->zeros == 0 && guess_like_number(c))
		return back && c->high >= 1000 ? 2 : 0;
	return back ? GUESS_LIKE_ID : GUESS_LIKE_ID - 1;
}

/* The column without a role that looks the most like it, the first of equals; NULL: none. */
static struct column *
find_like(struct guess *g, int (*like)(const struct column *))
{
	struct column *best = NULL;
	int most = 0;

	for (struct column *c = g->column; c < g->column + g->layout.width; c++)
		if (c->role == NULL && like(c) > most) {
			most = like(c);
			best = c;
		}
	return best;
}

static int
like_date(const struct column *c)
{
	return is_clear_date(c);
}

static int
like_amount(const struct column *c)
{
	return is_like_amount(c) && !is_clear_date(c);
}

static int
like_quantity(const struct column *c)
{
	return c->filled > 0 && guess_like_number(c) && c->zeros == 0 && c->high < 1000;
}

/* Gives a role that no column has by its name to one that looks like it, which is a doubt. */
static void
fill_role(struct guess *g, const char *role, int (*like)(const struct column *))
{
	struct column *c = guess_column(g, role) ? NULL : find_like(g, like);

	if (c) {
		c->role = role;
		c->weight = 1;
	}
}

void
guess_like_orders(struct guess *g)
{
	fill_role(g, "date", like_date);
	fill_role(g, "amount", like_amount);
	fill_role(g, "customer_id", guess_like_customer);
}

void
guess_like_all(struct guess *g)
{
	guess_like_orders(g);
	fill_role(g, "quantity", like_quantity);
	for (size_t i = 0; i < g->layout.width; i++)
		g->column[i].weight = 2;	/* one doubt is enough */
	guess_doubt(g, "names: there is no header; the columns are named by their cells"
	    " (--names=NAME,...)");
}
