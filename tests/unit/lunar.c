/*
 * lunar: every month of 1900 to 2100 as an independent table has it, but for three named ones;
 * there and back on every day; birthdays in leap months; what is outside.
 */
#include "lib/base/lunar.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

enum { TABLE_DAYS = 73412, LINE = 256 };

static int32_t
day_of(int year, int month, int day, bool leap)
{
	return lunar_day(&(struct lunar){ year, month, day, leap });
}

/* The months whose first day the other table has one day later; lunar.c has the reason. */
static bool
is_disputed(int year, int month)
{
	return (year == 2057 && month == 9) || (year == 2089 && month == 8) ||
	    (year == 2097 && month == 7);
}

struct count {
	int months, disputed, wrong;
};

/* Compares the months of a year, whose lengths are DAYS, from its first day on. */
static void
compare_year(int year, int32_t day, int leap, char *days, struct count *c)
{
	struct lunar l = { year, 1, 1, false };

	for (char *s = strtok(days, " "); s; s = strtok(NULL, " ")) {
		const int32_t got = lunar_day(&l);

		if (is_disputed(year, l.month) && !l.leap)
			c->disputed += got == day - 1;
		else if (got != day)
			c->wrong++;
		c->months++;
		day += atoi(s);
		l.leap = !l.leap && l.month == leap;
		l.month += !l.leap;
	}
}

static void
test_table(void)
{
	FILE *f = fopen("tests/data/lunar_years.csv", "r");
	char line[LINE], new_year[DATE_SIZE], days[LINE];
	struct count c = { 0 };
	int year, leap, leaps = 0, years = 0;

	while (f && fgets(line, sizeof line, f)) {
		if (sscanf(line, "%d,%10[0-9-],%d,%255[0-9 ]", &year, new_year, &leap, days) != 4)
			continue;
		leaps += lunar_leap(year) == leap;
		compare_year(year, date_parse(new_year), leap, days, &c);
		years++;
	}
	if (f)
		fclose(f);
	ok(years == 201 && leaps == 201, "the leap month of every year");
	ok(c.months == 2486 && c.wrong == 0 && c.disputed == 3,
	    "the first day of every month but three");
}

static void
test_there_and_back(void)
{
	const int32_t first = date_parse("1900-01-31"), last = date_parse("2101-01-28");
	struct lunar l, before = { 1899, 12, 30, false };
	int days = 0, back = 0, follow = 0;

	for (int32_t day = first; day <= last; day++, days++) {
		if (!lunar_of(day, &l))
			continue;
		back += lunar_day(&l) == day;
		follow += l.day == 1 ? before.day >= 29 : l.day == before.day + 1 &&
		    l.month == before.month && l.leap == before.leap;
		before = l;
	}
	ok(days == TABLE_DAYS && back == days, "there and back on every day");
	ok(follow == days, "each date follows the one before");
	ok(!lunar_of(first - 1, &l) && !lunar_of(last + 1, &l), "the days outside the table");
	ok(before.year == 2100 && before.month == 12 && before.day == 29, "the last day");
}

/* Public holidays of China, and 2027, whose new moon is four minutes before midnight. */
static void
test_known(void)
{
	ok(day_of(2024, 1, 1, false) == date_parse("2024-02-10"), "New Year of 2024");
	ok(day_of(2025, 1, 1, false) == date_parse("2025-01-29"), "New Year of 2025");
	ok(day_of(2026, 1, 1, false) == date_parse("2026-02-17"), "New Year of 2026");
	ok(day_of(2027, 1, 1, false) == date_parse("2027-02-06"), "New Year of 2027");
	ok(day_of(2025, 8, 15, false) == date_parse("2025-10-06"), "Mid-Autumn of 2025");
	ok(day_of(2025, 5, 5, false) == date_parse("2025-05-31"), "Dragon Boat of 2025");
	ok(lunar_leap(2020) == 4 && lunar_leap(2023) == 2 && lunar_leap(2024) == 0 &&
	    lunar_leap(2025) == 6 && lunar_leap(2033) == 11, "leap months");
}

static void
test_birthdays(void)
{
	struct lunar born;

	ok(lunar_of(date_parse("1994-05-21"), &born) && born.year == 1994 && born.month == 4 &&
	    born.day == 11 && !born.leap, "1994-05-21 is 4-11");
	ok(lunar_birthday(&born, 2020, false) == date_parse("2020-05-03"), "in 2020: 4-11");
	ok(lunar_birthday(&born, 2020, true) == date_parse("2020-06-02"), "or the leap 4-11");
	ok(lunar_birthday(&born, 2021, true) == lunar_birthday(&born, 2021, false),
	    "the same in a year without leap month");
	ok(lunar_of(date_parse("2020-06-02"), &born) && born.leap && born.month == 4,
	    "born in a leap month");
	ok(lunar_birthday(&born, 2021, true) == day_of(2021, 4, 11, false),
	    "without that leap month: in the ordinary month");
	born = (struct lunar){ 1980, 1, 30, false };
	ok(day_of(2021, 1, 30, false) == DATE_NONE &&
	    lunar_birthday(&born, 2021, false) == day_of(2021, 1, 29, false),
	    "the 30th of a month with 29 days is its last day");
	ok(lunar_birthday(&born, 1899, false) == DATE_NONE &&
	    lunar_birthday(&born, 2101, false) == DATE_NONE, "years outside the table");
}

static void
test_bad(void)
{
	ok(day_of(2024, 0, 1, false) == DATE_NONE && day_of(2024, 13, 1, false) == DATE_NONE,
	    "no such month");
	ok(day_of(2024, 1, 0, false) == DATE_NONE && day_of(2024, 1, 31, false) == DATE_NONE,
	    "no such day");
	ok(day_of(2024, 4, 1, true) == DATE_NONE && day_of(2020, 5, 1, true) == DATE_NONE,
	    "no such leap month");
	ok(lunar_leap(1899) == 0 && lunar_leap(2101) == 0, "no leap month outside the table");
}

int
main(void)
{
	test_table();
	test_there_and_back();
	test_known();
	test_birthdays();
	test_bad();
	return done();
}
