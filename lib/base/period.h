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
 * Periods of a kind are numbered one after the other: period_number is the number of the period
 * that contains a day, and period_first the first day of a period.
 */
int32_t period_number(enum period, int32_t day);
int32_t period_first(enum period, int32_t number);

/*
 * The name of the period that begins on START: 2025-06-30, 2025-W27, 2025-07, 2025-Q3, 2025.
 * Returns TO.
 */
char *period_name(enum period, int32_t start, char to[static PERIOD_SIZE]);

/* Returns the kind of the period with this name, and sets its first day. PERIOD_NONE: no period. */
enum period period_parse(const char *name, int32_t *start);

#endif
