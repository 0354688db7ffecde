/*
 * moment - the dates and date-times of the store, as values and as seconds to compute with (pure).
 *
 * Seconds are moments as in calendar.h: since 1970-01-01T00:00:00 on the wall clock of the
 * business.
 */
#ifndef MOMENT_H
#define MOMENT_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"

struct moment {
	int32_t day;		/* DATE_NONE: none */
	int32_t second;		/* second of the day; -1: the time is not known */
};

#define MOMENT_NONE ((struct moment){ DATE_NONE, -1 })

bool moment_parse(const char *, struct moment *to);	/* YYYY-MM-DD[THH:MM[:SS]] */
/* returns TO; "" for MOMENT_NONE */
char *moment_text(struct moment, char to[static DATE_TIME_SIZE]);

int64_t moment_first(struct moment);	/* the first second of the day if the time is not known */
int64_t moment_last(struct moment);	/* the last second of the day if the time is not known */
struct moment moment_of(int64_t seconds);	/* the result has a time */

#endif
