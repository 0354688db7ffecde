/*
 * lunar - the Chinese calendar, from 1900-01-31 to 2101-01-28 (pure).
 *
 * The first day of a month is the day of the new moon in Beijing (GB/T 33661-2017). The table is a
 * list of such days, one word per year; lunar.c has its source.
 */
#ifndef LUNAR_H
#define LUNAR_H
#include <stdbool.h>
#include <stdint.h>

enum { LUNAR_FIRST = 1900, LUNAR_LAST = 2100 };	/* lunar years */

struct lunar {
	int year, month, day;	/* month from 1 to 12, day from 1 to 30 */
	bool leap;		/* the second month with this number, which is the leap month */
};

/* The lunar date of DAY (date.h). Returns false if the table does not have the day. */
bool lunar_of(int32_t day, struct lunar *);

/* The day of a lunar date; DATE_NONE if there is no such date in the table. */
int32_t lunar_day(const struct lunar *);

/* The number of the month after which YEAR has a leap month; 0: it has none. */
int lunar_leap(int year);

/*
 * The day in the lunar year YEAR on which somebody has the birthday who was born on the lunar date
 * BORN. A birthday in a leap month is celebrated in the ordinary month with its number, unless
 * IN_LEAP says that the leap month is preferred in the years that have it; IN_LEAP holds for a
 * birthday in an ordinary month, too. If the month has only 29 days, a birthday on the 30th is on
 * the 29th. DATE_NONE: the table does not have the year.
 */
int32_t lunar_birthday(const struct lunar *born, int year, bool in_leap);

#endif
