/*
 * known - the limit up to which facts count: a day for dates, a moment for date-times (pure).
 *
 * A tool computes it once, from --as-of, and passes it to all functions that read facts. So they
 * all ignore the same rows.
 */
#ifndef KNOWN_H
#define KNOWN_H
#include <stdint.h>

struct known {
	int32_t day;
	int64_t moment;		/* seconds, as in moment.h */
};

/* The end of DAY; with DATE_NONE: today and now, in the time zone in use. */
struct known known_by(int32_t day);

#endif
