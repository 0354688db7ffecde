/* period - days, weeks, months, quarters and years of the calendar (pure). */
#ifndef PERIOD_H
#define PERIOD_H
#include <stdint.h>

enum period {
	PERIOD_NONE = -1, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR
};
#define PERIODS "day|week|month|quarter|year"

enum { PERIOD_SIZE = 11 };	/* room for a name and its NUL */

/* The first day of the period that contains a day. Weeks begin on Monday (ISO 8601). */
int32_t period_start(enum period, int32_t day);

/* The number of period starts after the day FROM, up to the day TO; not for PERIOD_NONE. */
int32_t period_count(enum period, int32_t from, int32_t to);

/*
 * The name of the period that begins on START: 2025-06-30, 2025-W27, 2025-07, 2025-Q3, 2025.
 * Returns TO.
 */
char *period_name(enum period, int32_t start, char to[static PERIOD_SIZE]);

#endif
