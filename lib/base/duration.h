/* duration - a length of time as people write it: 365, 365d, 52w, 12m, 1y (pure). */
#ifndef DURATION_H
#define DURATION_H
#include <stdbool.h>
#include <stdint.h>

struct duration {
	int64_t n;
	char unit;	/* 'd' 'w' 'm' 'y' */
};

#define DURATION_NONE { .unit = '\0' }	/* where none was given */

bool duration_parse(const char *, struct duration *to);	/* 365, 365d, 52w, 12m, 1y; from 1 to 1e6 */

bool duration_parse_time(const char *, struct duration *to);	/* also 0 */

/* Days from START to START + the duration; m and y are calendar steps, the day clipped to the month. */
int32_t duration_days(struct duration, int32_t start);

#endif
