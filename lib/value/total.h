/*
 * total - the total of a group of customers, and its interval (pure).
 *
 * The total varies for two reasons: the parameters are estimated, and customers buy at random. The
 * first variance comes from the delta method (uncertain.h), the second is the sum of the variances
 * of the customers. The interval has the mean, the variance and the third cumulant of the total, as
 * in a Pearson type III distribution, whose quantiles Wilson and Hilferty (1931) approximate. For a
 * large group it is the normal interval.
 */
#ifndef TOTAL_H
#define TOTAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOTAL_AXES = 24 };	/* of the purchase model and the spend model together */

struct total {			/* zeroed: nobody */
	int64_t n;
	double mean;
	double along[TOTAL_AXES];	/* derivatives along the axes of the uncertainty */
	double variance, third;		/* cumulants of the purchases at random */
	bool loses;		/* a part of it may be below 0 */
};

void total_add(struct total *, const struct total *);

double total_se(const struct total *);	/* because the parameters are estimated */
double total_sd(const struct total *);	/* because customers buy at random */

struct total_range {
	double low, high;	/* NAN if the variance is infinite */
};

/*
 * The interval that has the share CONFIDENCE of the probability. It is never below 0, unless the
 * total loses.
 */
struct total_range total_range(const struct total *, double confidence);

#endif
