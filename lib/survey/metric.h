/*
 * metric - prints NPS, CSAT and CES of a group as cells of a table (program).
 *
 * The arithmetic is in nps.h, rating.h and sample.h; this file decides which of it is printed, and
 * in which order.
 */
#ifndef METRIC_H
#define METRIC_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/stat/rating.h"
#include "lib/stat/sample.h"

struct put;

enum metric { METRIC_NPS, METRIC_CSAT, METRIC_CES };
#define METRICS "nps|csat|ces"

struct metric_opts {
	int metric;		/* enum metric */
	struct rating_scale scale;
	bool wald;		/* the Wald interval for NPS, not the adjusted one */
	bool compare;		/* with the previous group */
	int64_t population;	/* at least the number of answers; -1: no limit */
	double target, need;	/* a score and a margin; NAN: not requested */
};

const char *metric_name(int metric);
struct rating_scale metric_scale(int metric);	/* the usual one */

/*
 * Sets the scale: SCALE (1-5) or, if it is NULL, the usual one of the metric. Options that
 * contradict each other are misuse.
 */
void metric_check(struct metric_opts *, const char *scale);

void metric_columns(struct put *, const struct metric_opts *);

/*
 * Prints the cells of a group and returns its estimate. BEFORE is the estimate to compare with, or
 * NULL.
 */
struct sample_estimate metric_put(struct put *, const struct metric_opts *,
    const int64_t count[RATING_COUNTS], const struct sample_estimate *before);

#endif
