/* cac: the usual example of a course on marketing, worked by hand, and what is not defined. */
#include "lib/value/cac.h"

#include "lib/base/money.h"
#include "tests/unit/tap.h"

/*
 * 50,000 for 250 customers: 200 each. A margin of 100 per period, retention 80 %, discount 10 %:
 * clv 266.67, 1.3333 times the cac. 50 a month at 60 %: 200 / 30 = 6.67, in the 7th month.
 */
static void
test_course(void)
{
	struct cac_in in = { .has_cost = true, .cost = INT64_C(50000) * MONEY_ONE,
		.customers = 250 };

	mean_add(&in.clv, 100 * .8L / (1 + .1L - .8L));
	const struct cac c = cac_of(&in, 50, .6);

	near(c.cac, 200, 1e-15, "cac");
	near(c.ratio, 1.3333333333333333, 1e-12, "ltv:cac");
	ok(isnan(c.clv_low) && isnan(c.ratio_high), "one clv has no interval");
	ok(c.payback == 7, "months to pay back");
	ok(cac_of(&in, 200, 1).payback == 1 && cac_of(&in, 199.99, 1).payback == 2 &&
	    cac_of(&in, 20, .1).payback == 100, "whole months");
}

/* t(.975, 2) = 4.302652729696142; sd of 1 2 6 is sqrt(7). */
static void
test_interval(void)
{
	struct cac_in in = { .has_cost = true, .cost = 3 * MONEY_ONE, .customers = 6, .spend = 90,
		.months = 60 };
	const double half = 4.302652729696142 * sqrt(7. / 3);

	mean_add(&in.clv, 1);
	mean_add(&in.clv, 2);
	mean_add(&in.clv, 6);
	const struct cac c = cac_of(&in, NAN, 1);

	near(c.clv, 3, 1e-15, "mean clv");
	near(c.clv_low, 3 - half, 1e-10, "its lower limit");
	near(c.clv_high, 3 + half, 1e-10, "its upper limit");
	near(c.ratio_high, (3 + half) / .5, 1e-10, "the same of the ratio");
	ok(c.revenue == 1.5 && c.payback == 1, "90 in 60 months of customers");
}

static void
test_undefined(void)
{
	struct cac_in in = { .has_cost = true, .cost = MONEY_ONE };
	struct cac c = cac_of(&in, 50, 1);

	ok(isnan(c.cac) && isnan(c.ratio) && isnan(c.payback), "nobody came");
	in.customers = 4;
	in.cost = 0;
	mean_add(&in.clv, 5);
	c = cac_of(&in, 50, 1);
	ok(c.cac == 0 && isnan(c.ratio) && c.payback == 0, "for nothing");
	in.has_cost = false;
	c = cac_of(&in, 50, 1);
	ok(isnan(c.cac) && isnan(c.payback) && c.clv == 5, "the cost is not known");
	in = (struct cac_in){ .has_cost = true, .cost = MONEY_ONE, .customers = 1, .spend = -3,
		.months = 2 };
	ok(isnan(cac_of(&in, NAN, 1).payback), "more refunds than purchases");
	in.months = 0;
	ok(isnan(cac_of(&in, NAN, 1).revenue) && isnan(cac_of(&in, 50, 0).payback),
	    "no month, no margin");
}

int
main(void)
{
	test_course();
	test_interval();
	test_undefined();
	return done();
}
