/* period: names and numbers of periods, compared with strftime(3) and counted day by day. */
#include "lib/base/period.h"

#include <string.h>
#include <time.h>

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

static void
by_strftime(enum period p, int32_t day, char to[static PERIOD_SIZE])
{
	const time_t t = (time_t)day * 86400;
	const struct tm *tm = gmtime(&t);

	if (p == PERIOD_QUARTER)
		snprintf(to, PERIOD_SIZE, "%04u-Q%u", (unsigned)(tm->tm_year + 1900) % 10000,
		    (unsigned)(tm->tm_mon / 3 + 1) % 10);
	else if (p == PERIOD_WEEK)
		strftime(to, PERIOD_SIZE, "%G-W%V", tm);
	else {
		strftime(to, PERIOD_SIZE, "%Y-%m-%d", tm);
		to[p == PERIOD_YEAR ? 4 : p == PERIOD_MONTH ? 7 : 10] = '\0';
	}
}

/* A period begins where the name changes, and its number is one more. */
static void
test_period(enum period p, const char *name)
{
	char was[PERIOD_SIZE] = "", want[PERIOD_SIZE], got[PERIOD_SIZE];
	int32_t number = period_number(p, date_of(1899, 12, 31)), start = 0;
	bool named = true, numbered = true, begun = true, parsed = true;
	int32_t again;

	for (int32_t day = date_of(1900, 1, 1); day < date_of(2201, 1, 1); day++) {
		by_strftime(p, day, want);
		if (strcmp(want, was) != 0) {
			start = *was || p != PERIOD_WEEK ? day : period_start(p, day);
			number += *was || p != PERIOD_WEEK || start == day;
		}
		memcpy(was, want, sizeof was);
		begun = begun && period_start(p, day) == start;
		named = named && strcmp(period_name(p, start, got), want) == 0;
		parsed = parsed && period_parse(want, &again) == p && again == start;
		numbered = numbered && period_number(p, day) == number &&
		    period_first(p, number) == start;
	}
	ok(begun && named, name);
	ok(numbered, "numbers");
	ok(parsed, "names are read");
}

static void
test_refused(void)
{
	static const char *const not[] = { "", "2025-", "2025-13", "2025-0", "2025-00", "2025-1",
		"2025-Q5", "2025-Q0", "2025-W54", "2025-W53", "2025-W1", "2025-w01", "2025-06x",
		"25-06", "2025-06-31", "0000", "20256", "2025-W", "-2025", "2025-Q11", "2025-+6" };
	int32_t start;
	bool all = true;

	for (size_t i = 0; i < sizeof not / sizeof *not; i++)
		all = all && period_parse(not[i], &start) == PERIOD_NONE;
	ok(all, "names of no period");
	ok(period_parse("2020-W53", &start) == PERIOD_WEEK, "a year of 53 weeks");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(period_count(cases[i].period, date_parse(cases[i].from),
		    date_parse(cases[i].to)) == cases[i].count, cases[i].from);
	for (int p = PERIOD_DAY; p <= PERIOD_YEAR; p++)
		ok(counts((enum period)p), "one start after the other");
	test_period(PERIOD_DAY, "days");
	test_period(PERIOD_WEEK, "weeks");
	test_period(PERIOD_MONTH, "months");
	test_period(PERIOD_QUARTER, "quarters");
	test_period(PERIOD_YEAR, "years");
	ok(period_number(PERIOD_WEEK, -3) == 0 && period_number(PERIOD_WEEK, -4) == -1 &&
	    period_first(PERIOD_WEEK, -1) == -10, "weeks before 1970");
	test_refused();
	return done();
}
