/* historic: three purchases of two years, Actual/365, worked by hand. */
#include "lib/value/historic.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

int
main(void)
{
	const struct fold_day days[] = {
		{ 10000000, date_of(2024, 1, 1) }, { 8000000, date_of(2025, 1, 1) },
		{ 6000000, date_of(2026, 1, 1) },
	};

	/* 366 and 731 days: 800 1.1^-(366/365) and 600 1.1^-(731/365) */
	ok(fabs(historic_value(days, 3, .1) / 1e4 - 2222.8211) < 5e-5, "three purchases");
	ok(fabs(historic_value(days, 2, .1) / 1e4 - 1727.0828) < 5e-5, "two purchases");
	ok(historic_value(days, 1, .1) == 1e7, "the first is not discounted");
	near(historic_value(days, 3, 0), 2.4e7, 1e-15, "no discount: the sum");
	ok(historic_value(days, 0, .1) == 0, "no purchase");
	return done();
}
