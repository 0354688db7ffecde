/* duration: which texts are valid, and calendar steps of months and years. */
#include "lib/base/duration.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static int64_t
days(const char *s, int32_t start)
{
	struct duration d;

	return duration_parse(s, &d) ? duration_days(d, start) : -1;
}

int
main(void)
{
	static const char *const bad[] = { "", "0", "d", "-1", "1.5", "1h", "1dd", " 1", "1 d",
	    "1000001", "12345678" };
	const int32_t leap_day = date_of(2024, 2, 29), last = date_of(9999, 12, 31);
	struct duration d;
	bool none = true;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		none = none && !duration_parse(bad[i], &d);
	ok(none, "what is not a duration");
	ok(duration_parse_time("0", &d) && duration_days(d, 5) == 0 &&
	    duration_parse_time("0m", &d) &&
	    duration_days(d, leap_day) == 0, "a time may be 0");
	ok(duration_parse_time("12w", &d) && duration_days(d, 0) == 84 &&
	    !duration_parse_time("-1", &d) &&
	    !duration_parse_time("1000001", &d), "   and is else as a duration");
	ok(days("365", 0) == 365 && days("365d", 0) == 365 && days("1000000", 0) == 1000000,
	    "days, also without a unit");
	ok(days("52w", 0) == 364, "weeks");
	ok(days("1m", date_of(2024, 1, 31)) == 29, "31 January + 1m is the last of February");
	ok(days("1m", date_of(2023, 1, 31)) == 28, "in a common year");
	ok(days("12m", leap_day) == 365 && days("1y", leap_day) == 365,
	    "29 February + 1y is 28 February");
	ok(days("4y", leap_day) == 1461, "+ 4y is 29 February");
	ok(days("11m", date_of(2024, 12, 15)) == 335, "over the end of a year");
	ok(days("400y", date_of(2000, 1, 1)) == 146097, "400 years");
	ok(days("1d", last) == 1 && days("1m", last) == 31 && days("1y", last) == 366,
	    "after the last day there is");
	ok(duration_parse("2y", &d) && duration_start(d, leap_day) == date_of(2022, 2, 28) &&
	    duration_parse("3m", &d) && duration_start(d, date_of(2025, 5, 31)) ==
	    date_of(2025, 2, 28) && duration_parse("2w", &d) && duration_start(d, 20) == 6,
	    "backwards");
	const int32_t first = date_of(1, 1, 1), day = date_of(3, 2, 15);

	ok(duration_parse("2y", &d) && duration_start(d, day) == date_of(1, 2, 15) &&
	    duration_parse("3y", &d) && duration_start(d, day) == first &&
	    duration_parse("25m", &d) && duration_start(d, day) == date_of(1, 1, 15) &&
	    duration_parse("26m", &d) && duration_start(d, day) == first &&
	    duration_parse("1000000y", &d) && duration_start(d, last) == first &&
	    duration_parse("1000000d", &d) && duration_start(d, day) == first &&
	    duration_parse("1000000w", &d) && duration_start(d, day) == first,
	    "   not before the calendar begins");
	struct duration horizon;

	ok(duration_parse_horizon("inf", &horizon) && duration_is_infinite(horizon),
	    "without an end");
	ok(duration_parse_horizon("12m", &horizon) && !duration_is_infinite(horizon) &&
	    horizon.n == 12, "with an end");
	ok(!duration_parse_horizon("infinite", &horizon) && !duration_parse("inf", &horizon),
	    "only a horizon can be inf");
	return done();
}
