/*
 * calendar - business time: how long was worked between two moments, and by when so much will have
 * been (pure, but for the memory of calendar_new).
 *
 * A moment is seconds since 1970-01-01T00:00:00 of the business's wall clock, day * 86400 + second
 * of the day.  Seconds of that clock are counted as they stand unless calendar_shift says where the
 * clocks were changed.  Outside the years 1 to 9999 nobody works.
 */
#ifndef CALENDAR_H
#define CALENDAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"

enum { CALENDAR_DAY_SECONDS = 86400, CALENDAR_WEEK = 7, CALENDAR_SPANS = 8 };

#define CALENDAR_NEVER INT64_MAX	/* later than the year 9999 */

struct calendar_hours {		/* of a day; none: closed */
	size_t n;
	struct calendar_span {
		int32_t from, to;	/* seconds of the day, [from, to): in order, none overlaps */
	} span[CALENDAR_SPANS];
};

struct calendar_row {		/* the hours of some days */
	bool weekdays;		/* they are weekdays, from Monday, 0; else dates */
	int32_t from, to;	/* the last one too; weekdays wrap: 5 to 0 is Saturday to Monday */
	bool work;		/* not these hours, but those of the first row of weekdays that has some */
	struct calendar_hours hours;
};

struct calendar;

/*
 * Dates win over weekdays, a later row over an earlier one of its sort; what no row names is closed.
 * NULL where no weekday has hours.
 */
struct calendar *calendar_new(const char *name, const struct calendar_row *, size_t n);

void calendar_free(struct calendar *);

/* Where the clocks of the business are changed, in their order: a skipped hour does not count, a repeated one twice. */
void calendar_shift(struct calendar *, const struct date_shift *, size_t n);

/* Working seconds in [from, to); 0 where that is empty. */
int64_t calendar_between(const struct calendar *, int64_t from, int64_t to);

/*
 * The first moment by which so many seconds were worked: the end of a span rather than the beginning
 * of the next one; FROM itself where SECONDS is 0.  Or CALENDAR_NEVER.
 */
int64_t calendar_add(const struct calendar *, int64_t from, int64_t seconds);

/* Working seconds of a working day: of the first row of weekdays that has some. */
int64_t calendar_day(const struct calendar *);

/* Which one it is: "cn.csv 1a2b3c4d", by the digest of its bytes, or "around the clock". */
const char *calendar_name(const struct calendar *);

#endif
