/* historic: three purchases of two years, Actual/365, and their profit, worked by hand. */
#include "lib/value/historic.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

/* Of the amounts. */
static double
value(const struct fold_day *day, size_t n, double rate)
{
	return historic_value(day, NULL, n, 1, rate).value;
}

int
main(void)
{
	const struct fold_day days[] = {
		{ 10000000, date_of(2024, 1, 1), 1 }, { 8000000, date_of(2025, 1, 1), 1 },
		{ 6000000, date_of(2026, 1, 1), 1 },
	};

	/* 366 and 731 days: 800 1.1^-(366/365) and 600 1.1^-(731/365) */
	ok(fabs(value(days, 3, .1) / 1e4 - 2222.8211) < 5e-5, "three purchases");
	ok(fabs(value(days, 2, .1) / 1e4 - 1727.0828) < 5e-5, "two purchases");
	ok(value(days, 1, .1) == 1e7, "the first is not discounted");
	near(value(days, 3, 0), 2.4e7, 1e-15, "no discount: the sum");
	ok(value(days, 0, .1) == 0, "no purchase");
	near(historic_value(days, NULL, 3, .25, .1).profit, 6e6, 1e-15, "a margin of all");

	/* 1000 - 400; 800, of which 500 cost 900; 600 without a cost, at a margin of .3 */
	const struct costs costs[] = {
		{ 4000000, 10000000, 2, 0 }, { 9000000, 5000000, 1, 3 }, { 0, 0, 0, 1 },
	};
	const struct historic known = historic_value(days, costs, 3, .3, .1);

	near(known.profit, 1e4 * (600 - 400 + .3 * 300 + .3 * 600), 1e-15, "the profit");
	near(known.value, 1e4 * (600 - 310 * pow(1.1, -366. / 365) + 180 * pow(1.1, -731. / 365)),
	    1e-14, "its present value");
	ok(historic_value(days, costs, 1, NAN, .1).value == 6e6, "a profit that needs no margin");
	ok(isnan(historic_value(days, costs, 2, NAN, .1).value) &&
	    isnan(historic_value(days, costs, 2, NAN, .1).profit), "one that is not known");
	return done();
}
