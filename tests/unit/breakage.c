/* breakage: the ratio and its interval, against a computation by hand. */
#include "lib/points/breakage.h"

#include <math.h>

#include "tests/unit/tap.h"

int
main(void)
{
	struct breakage b = { 0 };
	struct breakage_share s = breakage_share(&b);

	ok(isnan(s.share) && isnan(s.low) && isnan(s.high), "nothing is known");
	breakage_add(&b, 100, 20);
	s = breakage_share(&b);
	ok(s.share == .2 && isnan(s.low) && isnan(s.high), "one customer has no interval");
	breakage_add(&b, 60, 60);
	s = breakage_share(&b);
	/*
	 * r = 80 / 160; residuals 20 - 50 = -30 and 60 - 30 = 30; se = sqrt(2 / 1 * 1800) / 160 =
	 * .375; t(1) = 12.7062: wider than all that is possible
	 */
	ok(s.share == .5 && s.low == 0 && s.high == 1, "never below 0 or above 1");
	breakage_add(&b, 40, 20);
	breakage_add(&b, 50, 25);
	s = breakage_share(&b);
	/* r = 125 / 250; the residuals of the last two are 0;
	   se = sqrt(4 / 3 * 1800) / 250 = .19596; t(3) = 3.182446 */
	ok(s.share == .5 && s.low == 0 && s.high == 1, "four customers");
	for (int i = 0; i < 96; i++)
		breakage_add(&b, 50, 25);
	s = breakage_share(&b);
	/* se = sqrt(100 / 99 * 1800) / 5050 = .0084436; t(99) = 1.984217; half = .0167540 */
	ok(s.share == .5 && fabs(s.high - .5167540) < 1e-6 && fabs(s.low - .4832460) < 1e-6,
	    "a hundred customers");
	return done();
}
