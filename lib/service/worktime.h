/* worktime - how long a service may take: 30min, 4h, 1.5h, 2d, in working time (pure). */
#ifndef WORKTIME_H
#define WORKTIME_H
#include <stdbool.h>
#include <stdint.h>

/*
 * Decimals, then min, h or d; a d is a working day, of so many seconds (calendar_day).  To the
 * nearest second, at least one; at most 1e6 of the unit.
 */
bool worktime_parse(const char *, int64_t day_seconds, int64_t *seconds);

double worktime_hours(int64_t seconds);	/* as they are printed: 5400 is 1.5 */

#endif
