/* duration - a period of time as people write it: 365, 365d, 52w, 12m, 1y (pure). */
#ifndef DURATION_H
#define DURATION_H
#include <stdbool.h>
#include <stdint.h>

struct duration {
	int64_t n;
	char unit;	/* 'd' 'w' 'm' 'y'; 'i': without end */
};

#define DURATION_NONE { .unit = '\0' }	/* not given */

/* 365, 365d, 52w, 12m, 1y; N is from 1 to 1000000 */
bool duration_parse(const char *, struct duration *to);

bool duration_parse_time(const char *, struct duration *to);	/* also 0 */

/* Also "inf": without end. duration_days cannot be used then. */
bool duration_parse_horizon(const char *, struct duration *to);
bool duration_is_infinite(struct duration);

/*
 * The days from START to the end of the duration. m and y are calendar steps; a day after the end
 * of the month becomes the last of it.
 */
int32_t duration_days(struct duration, int32_t start);

/*
 * The day that is the duration before END, calendar steps as above; the first day of the calendar
 * (date.h) if that is earlier.
 */
int32_t duration_start(struct duration, int32_t end);

#endif
