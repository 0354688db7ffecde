/* period: how many periods lie between two days, by hand and against their starts. */
#include "lib/base/period.h"

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static const struct {
	enum period period;
	const char *from, *to;
	int32_t count;
} cases[] = {
	{ PERIOD_DAY, "2024-02-28", "2024-03-01", 2 },
	/* 29 January 2024 is a Monday */
	{ PERIOD_WEEK, "2024-01-28", "2024-01-29", 1 },
	{ PERIOD_WEEK, "2024-01-29", "2024-02-04", 0 },
	{ PERIOD_WEEK, "2024-12-30", "2025-01-06", 1 },
	{ PERIOD_MONTH, "2024-01-31", "2024-02-01", 1 },
	{ PERIOD_MONTH, "2024-02-01", "2024-02-29", 0 },
	{ PERIOD_MONTH, "2023-11-30", "2025-01-01", 14 },
	{ PERIOD_QUARTER, "2024-03-31", "2024-04-01", 1 },
	{ PERIOD_QUARTER, "2023-12-31", "2024-12-31", 4 },
	{ PERIOD_YEAR, "2023-12-31", "2024-01-01", 1 },
	{ PERIOD_YEAR, "2024-01-01", "2024-12-31", 0 },
	{ PERIOD_MONTH, "2024-03-01", "2024-02-01", -1 },
};

/* Counting the starts one by one gives the same. */
static bool
counts(enum period p)
{
	const int32_t from = date_of(2023, 11, 5);
	int32_t n = 0;

	for (int32_t day = from; day < from + 800; day++) {
		n += day > from && period_start(p, day) == day;
		if (period_count(p, from, day) != n)
			return false;
	}
	return true;
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(period_count(cases[i].period, date_parse(cases[i].from),
		    date_parse(cases[i].to)) == cases[i].count, cases[i].from);
	for (int p = PERIOD_DAY; p <= PERIOD_YEAR; p++)
		ok(counts((enum period)p), "one start after the other");
	return done();
}
