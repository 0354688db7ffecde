/* tier: the days on which a customer qualifies, grace, and the way down. */
#include "lib/points/tier.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static int32_t
day(int y, int m, int d)
{
	return date_of(y, m, d);
}

static bool
holds(struct tier_held h, int at, int32_t until, int64_t value)
{
	return h.at == at && (at < 0 || h.until == until) && h.value == value;
}

int
main(void)
{
	const struct tier_event e[] = { { day(2024, 1, 1), 60 }, { day(2024, 6, 1), 50 },
		{ day(2024, 6, 15), -20 } };
	struct tier t[] = {
		{ "silver", 50, { 12, 'm' }, DURATION_NONE, false },
		{ "gold", 100, { 12, 'm' }, { 30, 'd' }, false },
	};

	ok(holds(tier_of(t, 2, e, 0, day(2024, 1, 1)), -1, 0, 0), "nothing counts");
	ok(holds(tier_of(t, 2, e, 3, day(2023, 12, 31)), -1, 0, 0),
	    "what comes later is not known");
	ok(holds(tier_of(t, 2, e, 3, day(2024, 1, 1)), 0, day(2024, 12, 31), 60),
	    "on the day itself, for twelve months");
	ok(holds(tier_of(t, 2, e, 3, day(2024, 6, 1)), 1, day(2025, 1, 30), 110),
	    "110 until the end of the year, then 30 days of grace");
	/* 90 from June 15 on: the last day of gold is June 14 */
	ok(holds(tier_of(t, 2, e, 3, day(2024, 6, 15)), 1, day(2024, 7, 14), 90), "a reversal");
	ok(holds(tier_of(t, 2, e, 3, day(2024, 7, 15)), 0, day(2024, 12, 31), 90), "one step down");
	/* 30 are left from 2025 on */
	ok(holds(tier_of(t, 2, e, 3, day(2025, 1, 1)), -1, 0, 30), "not enough any more");
	/* when the 50 have left, -20 until June 14: no tier comes back */
	ok(holds(tier_of(t, 2, e, 3, day(2025, 6, 2)), -1, 0, -20), "only a reversal is left");

	const struct tier_event one[] = { { day(2024, 1, 1), 100 } };

	t[0].grace = (struct duration){ 1, 'm' };
	t[0].minimum = 90;
	ok(holds(tier_of(t, 2, one, 1, day(2025, 1, 31)), 0, day(2025, 1, 31), 0),
	    "any: both were lost at the same time");
	t[1].one_step = true;
	ok(holds(tier_of(t, 2, one, 1, day(2025, 1, 31)), 0, day(2025, 2, 28), 0),
	    "one: the lower tier has its own grace after the higher one");
	ok(holds(tier_of(t, 2, one, 1, day(2025, 3, 1)), -1, 0, 0), "and then none");
	ok(tier_of(t, 0, one, 1, day(2024, 1, 1)).at == -1, "no tiers");
	return done();
}
