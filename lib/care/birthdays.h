/* birthdays - the dates of birth whose birthday is on a day, by the calendars of China (pure). */
#ifndef BIRTHDAYS_H
#define BIRTHDAYS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/lunar.h"

/* The month and day of a date of birth: "02-29". */
enum { BIRTHDAYS_SOLAR = 2, BIRTHDAYS_SOLAR_SIZE = 6 };

/*
 * The months and days of birth whose birthday is on DAY, up to two; returns their number. In a
 * common year the birthday of 29 February is on 28 February; MARCH: on 1 March.
 */
size_t birthdays_solar(int32_t day, bool march,
    char to[static BIRTHDAYS_SOLAR][BIRTHDAYS_SOLAR_SIZE]);

/* As many days of birth may have the same lunar birthday. */
enum { BIRTHDAYS_LUNAR = 4 * (LUNAR_LAST - LUNAR_FIRST + 1) };

/*
 * The days of birth, before DAY, whose lunar birthday is on DAY, in no order; returns their number,
 * and the lunar date of DAY. IN_LEAP: as for lunar_birthday. 0 if the table does not have the day.
 */
size_t birthdays_lunar(int32_t day, bool in_leap, struct lunar *date,
    int32_t to[static BIRTHDAYS_LUNAR]);

#endif
