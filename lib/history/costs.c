#include "lib/history/costs.h"

#include <math.h>

/* Whether the sums fit into 64 bits, and so does the profit of the orders with a cost. */
static bool
sums(const struct costs *a, const struct costs *b, struct costs *to)
{
	int64_t profit;

	*to = (struct costs){ .with = a->with + b->with, .without = a->without + b->without };
	return !__builtin_add_overflow(a->cost, b->cost, &to->cost) &&
	    !__builtin_add_overflow(a->costed, b->costed, &to->costed) &&
	    !__builtin_sub_overflow(to->costed, to->cost, &profit);
}

bool
costs_join(struct costs *c, const struct costs *more)
{
	struct costs to;

	if (!sums(c, more, &to))
		return false;
	*c = to;
	return true;
}

bool
costs_add(struct costs *c, int64_t amount, bool has_cost, int64_t cost)
{
	const struct costs order = has_cost
	    ? (struct costs){ .cost = cost, .costed = amount, .with = 1 }
	    : (struct costs){ .without = 1 };

	return costs_join(c, &order);
}

double
costs_value(const struct costs *c, int64_t spend, double margin)
{
	const double known = (double)((long double)c->costed - (long double)c->cost);

	return c->without == 0 ? known : known + ((double)spend - (double)c->costed) * margin;
}

enum costs_result
costs_profit(const struct costs *c, int64_t spend, double margin, int64_t *profit)
{
	const int64_t known = c->costed - c->cost;
	const long double rest = (long double)spend - (long double)c->costed;

	if (c->without > 0 && isnan(margin))
		return COSTS_UNKNOWN;
	*profit = known;
	if (c->without == 0)
		return COSTS_OK;
	const long double other = roundl(rest * (long double)margin);

	if (!(fabsl(other) < 0x1p63L) || __builtin_add_overflow(known, (int64_t)other, profit))
		return COSTS_LARGE;
	return COSTS_OK;
}
