/*
 * historic - the present value of the profit from what customers have bought so far (pure).
 */
#ifndef HISTORIC_H
#define HISTORIC_H
#include <stddef.h>

#include "lib/history/fold.h"

struct historic {		/* in ten-thousandths, as the amounts; NAN if not known */
	double profit;		/* the sum of the profits of the days */
	double value;		/* the same, each discounted to the first day */
};

/*
 * Of N days, at a yearly RATE by the convention Actual/365: (1+rate)^-(days/365). The profit of a
 * day is that of its costs, with MARGIN for rows without one; if COSTS is NULL, it is MARGIN times
 * the amount.
 */
struct historic historic_value(const struct fold_day *, const struct costs *, size_t n,
    double margin, double rate);

#endif
