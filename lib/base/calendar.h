/*
 * calendar - business time: the working seconds between two moments, and the moment at which a
 * given number of working seconds has passed (pure).
 *
 * A moment is a number of seconds since 1970-01-01T00:00:00 on the wall clock of the business:
 * 86400 * day + second of the day. Every second of that clock counts once, unless calendar_shift
 * says when the clocks change. Outside the years 1 to 9999 no time is working time.
 */
#ifndef CALENDAR_H
#define CALENDAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"

enum { CALENDAR_DAY_SECONDS = 86400, CALENDAR_WEEK = 7, CALENDAR_SPANS = 8 };

#define CALENDAR_NEVER INT64_MAX	/* no moment up to the year 9999 */

struct calendar_hours {		/* the hours of a day; n = 0: closed */
	size_t n;
	struct calendar_span {
		/* seconds of the day, [from, to); sorted, and no two overlap */
		int32_t from, to;
	} span[CALENDAR_SPANS];
};

struct calendar_row {		/* a row of a calendar: the hours of some days */
	bool weekdays;		/* FROM and TO are weekdays (0 is Monday), else days as in date.h */
	int32_t from, to;	/* inclusive; weekdays wrap: 5 to 0 is Saturday to Monday */
	/* use the hours of the first row of weekdays that gives hours, instead of HOURS */
	bool work;
	struct calendar_hours hours;
};

struct calendar;

/*
 * A row of dates overrides the rows of weekdays. Among rows of the same sort, a later row overrides
 * an earlier one. A day that no row names is closed. NULL if no weekday has hours.
 */
struct calendar *calendar_new(const char *name, const struct calendar_row *, size_t n);

void calendar_free(struct calendar *);

/*
 * Sets when the clocks of the business change, in order of time. A skipped hour does not count, a
 * repeated hour counts twice.
 */
void calendar_shift(struct calendar *, const struct date_shift *, size_t n);

/* The working seconds in [from, to); 0 if TO is not after FROM. */
int64_t calendar_between(const struct calendar *, int64_t from, int64_t to);

/*
 * The first moment by which SECONDS working seconds have passed since FROM. This is the end of a
 * span, not the beginning of the next one. It is FROM if SECONDS is 0, and CALENDAR_NEVER if so
 * many seconds never pass.
 */
int64_t calendar_add(const struct calendar *, int64_t from, int64_t seconds);

/* The seconds of a working day, that is of the first row of weekdays that gives hours. */
int64_t calendar_day(const struct calendar *);

/*
 * The name of the calendar: the file and the digest of its bytes ("cn.csv 1a2b3c4d"), or "around
 * the clock".
 */
const char *calendar_name(const struct calendar *);

#endif
