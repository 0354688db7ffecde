/* worktime - a time limit in working time: 30min, 4h, 1.5h, 2d (pure). */
#ifndef WORKTIME_H
#define WORKTIME_H
#include <stdbool.h>
#include <stdint.h>

/*
 * Reads a decimal number and the unit min, h or d; a d is a working day of DAY_SECONDS
 * (calendar_day). The result is rounded to seconds. False if it is not valid, rounds to 0 seconds,
 * or exceeds 1e6 units.
 */
bool worktime_parse(const char *, int64_t day_seconds, int64_t *seconds);

double worktime_hours(int64_t seconds);	/* as tools print them: 5400 is 1.5 */

#endif
