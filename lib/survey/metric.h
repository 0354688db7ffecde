/*
 * metric - NPS, CSAT and CES: what the answers of a group tell, as cells of a table (program).
 *
 * The arithmetic is in nps.h, rating.h and sample.h; here is what of it is printed, and in which order.
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
	bool wald;		/* the interval of NPS is not adjusted */
	bool compare;		/* with the group before */
	int64_t population;	/* of no fewer than have answered; -1: without limit */
	double target, need;	/* a score; a margin; NAN: not asked for */
};

const char *metric_name(int metric);

/* The scale: SCALE, 1-5, or where that is NULL the usual one.  Misuse where the options do not go together. */
void metric_check(struct metric_opts *, const char *scale);

void metric_columns(struct put *, const struct metric_opts *);

/* The cells of one group, and its estimate; BEFORE is that of the one to compare with, or NULL. */
struct sample_estimate metric_put(struct put *, const struct metric_opts *,
    const int64_t count[RATING_COUNTS], const struct sample_estimate *before);

#endif
