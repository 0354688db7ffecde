/*
 * known - up to when facts count: the day for dates, the moment for date-times (pure).
 *
 * A tool asks for it once, from --as-of, and hands it to whatever reads facts; so all of them cut
 * at the same moment.
 */
#ifndef KNOWN_H
#define KNOWN_H
#include <stdint.h>

struct known {
	int32_t day;
	int64_t moment;		/* seconds, as in moment.h */
};

/* The whole of DAY; DATE_NONE: today until now, in the time zone in use. */
struct known known_by(int32_t day);

#endif
