/*
 * moments - moments of truth: how the contacts of a journey relate to its end (pure).
 *
 * A journey is a sequence of scores from 1 to 5, each given at a touchpoint. Its end is the last of
 * them. For each touchpoint there are two measures.
 *
 * The relation to the end is that of x, the mean score of the touchpoint in a journey, to y, the
 * score of the end. It is computed over the journeys that met the touchpoint before their end. The
 * score of the end is never part of x: it would be related to itself.
 *
 * The gain is what the mean end score would gain, if all scores of the touchpoint rose by GAP, so
 * that their mean reached the target:
 *
 * 	gain = gap * (slope * before + end)
 *
 * END is the share of all journeys that end at the touchpoint: their end scores rise themselves.
 * BEFORE is the share of the journeys that met it before and end elsewhere: their end scores follow
 * by the slope of y on x. A journey that does both counts in END only, because its end cannot rise
 * twice. If the slope is unknown, only the ends count; if there are no ends either, the gain is
 * unknown. At or above the target the gain is 0. The interval of the gain is that of the slope; gap
 * and shares are taken as exact.
 *
 * The slope describes an association, not a cause. The touchpoints of a journey share its customer
 * and its trouble, so each shows some of the effect of the others, and gains do not add up.
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

#define MOMENTS_NOWHERE UINT32_MAX	/* without a touchpoint */

struct moments_contact {
	uint32_t touchpoint;	/* 0, 1, 2 ..., or MOMENTS_NOWHERE */
	int32_t score;		/* 1 to 5 */
};

struct moments_truth {		/* the measures of a touchpoint; NAN if not defined */
	int64_t n;
	/* Student's interval, limited to 1 and 5; none if all scores are equal */
	struct sample_estimate mean;
	double bottom;	/* the share of the scores 1 and 2, with Wilson's interval */
	struct binomial_range bottom_range;
	size_t journeys;		/* that met it before their end */
	struct relation to_end;
	double before, end;		/* shares of all journeys */
	double gap;
	double gain, gain_low, gain_high;
};

struct moments;

struct moments *moments_new(size_t touchpoints);
void moments_free(struct moments *);

/* Adds the contacts of a journey, in their order, or a contact without a journey. */
void moments_journey(struct moments *, const struct moments_contact *, size_t n);
void moments_alone(struct moments *, const struct moments_contact *);

/*
 * What the measures of a touchpoint are computed from, whatever the order of the journeys. A pair
 * is a journey that met it before its end.
 */
struct moments_pair {
	uint32_t sum, times;	/* its scores before the end; x is their mean */
	int32_t end;		/* y */
};
struct moments_counts {
	int64_t score[RATING_COUNTS];
	int64_t before, end;	/* numbers of journeys */
	const struct moments_pair *pair;	/* by x, then by y */
	size_t pairs;
};
struct moments_counts moments_counts(struct moments *, size_t touchpoint);
int64_t moments_journeys(const struct moments *);

/* Add what was counted elsewhere. N journeys have the pair. */
void moments_add(struct moments *, size_t touchpoint, const struct moments_counts *);
void moments_add_pair(struct moments *, size_t touchpoint, struct moments_pair, int64_t n);
void moments_add_journeys(struct moments *, int64_t n);

struct moments_truth moments_truth(struct moments *, size_t touchpoint, double target);

/*
 * What people remember of a journey: the mean of its peak and its end (Kahneman, Fredrickson,
 * Schreiber and Redelmeier 1993). The peak is the score farthest from 3; among two equally far ones
 * the lower. N >= 1.
 */
struct moments_memory {
	int peak, end;
	double peak_end, mean;	/* mean: of all scores */
};
struct moments_memory moments_memory(const struct moments_contact *, size_t n);

#endif
