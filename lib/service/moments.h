/*
 * moments - moments of truth: what the contacts of a journey have to do with how it ends (pure, but
 * for want of memory).
 *
 * A journey is a sequence of scores from 1 to 5, each given at a touchpoint; its end is the last of
 * them.  Of a touchpoint:
 *
 * Its relation to the end is that of x, the mean of its scores in a journey, to y, the journey's end
 * score, over the journeys that were there before their end.  The end's own score is never in x, or
 * it would be related to itself.
 *
 * What raising all its scores by GAP, to a mean of the target, would add to the mean end score:
 *
 *	gain = gap * (slope * before + end)
 *
 * END is the share of all journeys that end there: their end scores are raised themselves.  BEFORE
 * is the share that were there before and end elsewhere: their ends follow by the slope of y on x.
 * A journey that does both counts in END alone, since its end cannot be raised twice.  Where the
 * slope is not known only the ends count, and where there are none either the gain is not known.
 * A touchpoint that is at the target gains 0.  The interval is the slope's; gap and shares are
 * taken as they are.
 *
 * The slope says what goes together, not what causes what: the touchpoints of a journey share its
 * customer and its trouble, so that each has some of what the others do, and gains do not add up.
 */
#ifndef MOMENTS_H
#define MOMENTS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/binomial.h"
#include "lib/stat/rating.h"
#include "lib/stat/relation.h"
#include "lib/stat/sample.h"

#define MOMENTS_SCALE ((struct rating_scale){ 1, 5 })

#define MOMENTS_NOWHERE UINT32_MAX	/* at no touchpoint */

struct moments_contact {
	uint32_t touchpoint;	/* 0, 1, 2 ..., or MOMENTS_NOWHERE */
	int32_t score;		/* 1 to 5 */
};

struct moments_truth {		/* of one touchpoint; NAN where it cannot be told */
	int64_t n;
	/* Student's interval, cut off at 1 and 5; none where all scores are alike */
	struct sample_estimate mean;
	double bottom;			/* share of the scores 1 and 2, and Wilson's interval */
	struct binomial_range bottom_range;
	size_t journeys;		/* with an x and a y */
	struct relation to_end;
	double before, end;		/* shares of all journeys */
	double gap;
	double gain, gain_low, gain_high;
};

struct moments;

struct moments *moments_new(size_t touchpoints);
void moments_free(struct moments *);

/* The contacts of one journey, in their order; or one that belongs to none. */
void moments_journey(struct moments *, const struct moments_contact *, size_t n);
void moments_alone(struct moments *, const struct moments_contact *);

struct moments_truth moments_truth(const struct moments *, size_t touchpoint, double target);

/*
 * What is remembered of a journey: its peak, the score farthest from 3, of two equally far ones the
 * lower, and its end; their mean (Kahneman, Fredrickson, Schreiber and Redelmeier 1993).  N >= 1.
 */
struct moments_memory {
	int peak, end;
	double peak_end, mean;	/* mean: of all scores */
};
struct moments_memory moments_memory(const struct moments_contact *, size_t n);

#endif
