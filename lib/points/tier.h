/*
 * tier - the tier of a customer as of a day, from what counts for it (pure).
 *
 * A customer qualifies for a tier on every day on which the sum of the qualifying period that ends
 * there reaches the tier's minimum. The tier is held for the grace period after the last such day;
 * then comes the downgrade: to the highest tier that is still held, or with ONE_STEP at most to the
 * next lower one, which is then held for its own grace period.
 */
#ifndef TIER_H
#define TIER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/duration.h"

enum { TIER_MAX = 16 };		/* tiers of a programme */

struct tier {			/* in a programme: from the lowest to the highest */
	const char *name;
	int64_t minimum;
	struct duration period;
	struct duration grace;	/* .unit '\0': none */
	bool one_step;
};

struct tier_event {		/* what counts: points, or an amount; a reversal is below 0 */
	int32_t day;
	int64_t value;
};

struct tier_held {
	int at;			/* the tier; -1: none */
	int32_t until;		/* the last day on which it is held if nothing else comes */
	int64_t value;		/* what counts in the qualifying period of the next tier, else of
				   the highest one */
};

/* EVENT: N of them by day; those after AS_OF are ignored. At most TIER_MAX tiers. */
struct tier_held tier_of(const struct tier *, size_t tiers, const struct tier_event *event,
    size_t n, int32_t as_of);

#endif
