/*
 * moment - dates and date-times of the store, and as seconds to reckon with (pure).
 *
 * The seconds are those of calendar.h: since 1970-01-01T00:00:00 by the wall clock of the business.
 */
#ifndef MOMENT_H
#define MOMENT_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/date.h"

struct moment {
	int32_t day;		/* DATE_NONE: none */
	int32_t second;		/* of the day; -1: some time of it */
};

#define MOMENT_NONE ((struct moment){ DATE_NONE, -1 })

bool moment_parse(const char *, struct moment *to);	/* YYYY-MM-DD[THH:MM[:SS]] */
char *moment_text(struct moment, char to[static DATE_TIME_SIZE]);	/* returns to; "" for none */

int64_t moment_first(struct moment);	/* of a day its first second */
int64_t moment_last(struct moment);	/* of a day its last second */
struct moment moment_of(int64_t seconds);	/* with a time */

#endif
