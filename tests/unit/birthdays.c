/*
 * birthdays: for every date of birth of two centuries, the days that find it are those that
 * lunar_birthday and the calendar say, once a year; 29 February; leap months.
 */
#include "lib/care/birthdays.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

static int32_t found[BIRTHDAYS_LUNAR];

static bool
finds(const char *day, bool in_leap, const char *born)
{
	struct lunar l;
	const size_t n = birthdays_lunar(date_parse(day), in_leap, &l, found);

	for (size_t i = 0; i < n; i++)
		if (found[i] == date_parse(born))
			return true;
	return false;
}

/* V23: borax, issue 47. */
static void
test_leap_month(void)
{
	ok(finds("2020-05-03", false, "1994-05-21"), "lunar 4-11 in 2020: the ordinary month");
	ok(!finds("2020-06-02", false, "1994-05-21"), "not in the leap month");
	ok(finds("2020-06-02", true, "1994-05-21"), "in the leap month, if preferred");
	ok(!finds("2020-05-03", true, "1994-05-21"), "and not in the ordinary one then");
	ok(finds("2021-05-22", true, "1994-05-21") && finds("2021-05-22", false, "1994-05-21"),
	    "the same in a year without it");
	ok(finds("2021-05-22", false, "2020-06-02"), "born in the leap month");
}

/* Each person who was born in a year has one birthday in each later lunar year. */
static void
test_once_a_year(void)
{
	const int32_t first = date_parse("1984-02-02"), last = date_parse("1986-02-08");
	const int32_t from = date_parse("2020-01-25"), to = date_parse("2021-02-11");
	int wrong = 0;

	for (int leap = 0; leap < 2; leap++) {
		int times[800] = { 0 };

		for (int32_t day = from; day <= to; day++) {
			struct lunar l;
			const size_t n = birthdays_lunar(day, leap == 1, &l, found);

			for (size_t i = 0; i < n; i++)
				if (found[i] >= first && found[i] <= last)
					times[found[i] - first]++;
		}
		for (int32_t born = first; born <= last; born++)
			wrong += times[born - first] != 1;
	}
	ok(wrong == 0, "each of 738 dates of birth is found once in lunar 2020");
}

static bool
solar(const char *day, bool march, size_t n, const char *second)
{
	char to[BIRTHDAYS_SOLAR][BIRTHDAYS_SOLAR_SIZE];

	return birthdays_solar(date_parse(day), march, to) == n && strcmp(to[0], day + 5) == 0 &&
	    (n == 1 || strcmp(to[1], second) == 0);
}

static void
test_solar(void)
{
	ok(solar("2021-02-28", false, 2, "02-29") && solar("2021-03-01", false, 1, ""),
	    "29 February in a common year: the 28th");
	ok(solar("2021-02-28", true, 1, "") && solar("2021-03-01", true, 2, "02-29"),
	    "or 1 March");
	ok(solar("2024-02-28", false, 1, "") && solar("2024-02-29", false, 1, "") &&
	    solar("2024-03-01", true, 1, ""), "on its day in a leap year");
	ok(solar("2100-02-28", false, 2, "02-29") && solar("2000-02-28", false, 1, ""),
	    "2100 is a common year, 2000 is not");
}

static void
test_outside(void)
{
	struct lunar l;

	ok(birthdays_lunar(date_parse("1899-12-31"), false, &l, found) == 0 &&
	    birthdays_lunar(date_parse("2101-06-01"), false, &l, found) == 0,
	    "outside the table nobody has a birthday");
	ok(!finds("1994-05-21", false, "1994-05-21"), "the day of birth is no birthday");
}

int
main(void)
{
	test_leap_month();
	test_once_a_year();
	test_solar();
	test_outside();
	return done();
}
