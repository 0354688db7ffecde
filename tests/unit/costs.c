/* costs: sums of costs and the profit, worked by hand. */
#include "lib/history/costs.h"

#include <stdint.h>

#include "tests/unit/tap.h"

static bool
profit_is(const struct costs *c, int64_t spend, double margin, int64_t want)
{
	int64_t profit;

	return costs_profit(c, spend, margin, &profit) == COSTS_OK && profit == want;
}

int
main(void)
{
	struct costs c = { 0 };
	int64_t profit;

	ok(profit_is(&c, 0, NAN, 0), "without orders there is no profit");
	ok(costs_add(&c, 100, true, 60) && profit_is(&c, 100, NAN, 40), "amount less cost");
	ok(costs_add(&c, 50, true, 70) && profit_is(&c, 150, NAN, 20), "a loss");
	ok(costs_add(&c, -50, true, -70) && profit_is(&c, 100, NAN, 40), "goods that come back");
	ok(costs_add(&c, -10, true, 0) && profit_is(&c, 90, NAN, 30), "goods that do not");
	ok(costs_add(&c, 10, false, 0) && costs_profit(&c, 100, NAN, &profit) == COSTS_UNKNOWN,
	    "an order without a cost has no known profit");
	ok(profit_is(&c, 100, .3, 33) && profit_is(&c, 100, 0, 30) && profit_is(&c, 100, 1, 40),
	    "but with a margin");
	ok(costs_add(&c, -4, false, 0) && profit_is(&c, 96, .3, 32),
	    "a refund takes the margin back, rounded");
	near(costs_value(&c, 96, .3), 31.8, 1e-15, "not rounded");
	ok(isnan(costs_value(&c, 96, NAN)), "not known without a margin");
	ok(costs_value(&(struct costs){ .cost = 7, .costed = 5, .with = 1 }, 5, NAN) == -2,
	    "which is not needed if each has a cost");
	ok(c.with == 4 && c.without == 2 && c.cost == 60 && c.costed == 90, "the sums");

	struct costs big = { .cost = INT64_MAX, .costed = INT64_MAX, .with = 1 };
	const struct costs was = big;

	ok(!costs_add(&big, 0, true, 1) && !costs_add(&big, 1, true, 0) &&
	    big.cost == was.cost && big.costed == was.costed && big.with == 1,
	    "a sum above 64 bits is not added");
	ok(costs_add(&big, -1, true, -1) && big.cost == INT64_MAX - 1, "one within them is");
	struct costs far = { .cost = INT64_MIN + 10, .costed = -20, .with = 1 };

	ok(!costs_add(&far, 30, true, 0) && far.costed == -20, "nor is a profit above 64 bits");
	ok(!costs_join(&far, &(struct costs){ .costed = 30, .with = 1 }) &&
	    costs_join(&far, &(struct costs){ .costed = 5, .with = 1, .without = 2 }) &&
	    far.with == 2 && far.without == 2 && far.costed == -15, "sums are joined");
	struct costs most = { .cost = -INT64_MAX, .costed = 0, .with = 1, .without = 1 };

	ok(costs_profit(&most, INT64_MAX, 1, &profit) == COSTS_LARGE &&
	    profit_is(&most, -100, 1, INT64_MAX - 100), "a margin can make it too large");
	return done();
}
