#include "lib/care/birthdays.h"

#include <stdio.h>

#include "lib/base/date.h"

enum { LONG = 30, SHORT = 29 };

static bool
is_leap(int year)
{
	return date_of(year, 2, 29) != DATE_NONE;
}

size_t
birthdays_solar(int32_t day, bool march, char to[static BIRTHDAYS_SOLAR][BIRTHDAYS_SOLAR_SIZE])
{
	int y, m, d;
	char text[DATE_SIZE];

	date_split(day, &y, &m, &d);
	snprintf(to[0], BIRTHDAYS_SOLAR_SIZE, "%s", date_text(day, text) + DATE_SIZE - 6);
	if (is_leap(y) || !(march ? m == 3 && d == 1 : m == 2 && d == 28))
		return 1;
	snprintf(to[1], BIRTHDAYS_SOLAR_SIZE, "02-29");
	return 2;
}

/* Appends the days of birth with the month and day of BORN whose birthday is on DAY. */
static size_t
add_births(struct lunar born, int32_t day, int year, bool in_leap, int32_t *to)
{
	size_t n = 0;

	if (lunar_birthday(&born, year, in_leap) != day)
		return 0;
	for (born.year = LUNAR_FIRST; born.year <= year; born.year++) {
		const int months = lunar_leap(born.year) == born.month ? 2 : 1;

		for (int i = 0; i < months; i++) {
			born.leap = i == 1;
			to[n] = lunar_day(&born);
			n += to[n] != DATE_NONE && to[n] < day;
		}
	}
	return n;
}

size_t
birthdays_lunar(int32_t day, bool in_leap, struct lunar *date,
    int32_t to[static BIRTHDAYS_LUNAR])
{
	if (!lunar_of(day, date))
		return 0;
	struct lunar born = { 0, date->month, date->day, false };
	size_t n = add_births(born, day, date->year, in_leap, to);

	born.day = LONG;
	if (date->day == SHORT)	/* the month may have no 30th */
		n += add_births(born, day, date->year, in_leap, to + n);
	return n;
}
