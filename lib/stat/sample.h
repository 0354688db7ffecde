/*
 * sample - what the answers of some say about all who could have answered (pure).
 *
 * Intervals are of 95 %.  REST is the part of the population that was not asked, the square of the
 * finite population correction: (N - n)/(N - 1) of N of whom n answered, 1 where N is without limit,
 * 0 where all answered (Cochran, Sampling Techniques, 3rd ed., 2.6).  Every interval is as if
 * n / REST had been asked, so that all are corrected alike.
 */
#ifndef SAMPLE_H
#define SAMPLE_H
#include <stdint.h>

enum { SAMPLE_SMALL = 30 };	/* an n below this is marked "small" */

#define SAMPLE_Z 1.9599639845400545	/* of the normal distribution, 2.5 % lie above it */
#define SAMPLE_ALPHA .05

struct sample_estimate {	/* NAN where it cannot be told */
	double value;		/* as it was counted */
	double centre, se;	/* what is compared with others, and its standard error */
	double variance;	/* of one answer; what need is reckoned from */
	double low, high;
	double df;		/* degrees of freedom; INFINITY where se is not estimated by a sum of squares */
};

struct sample_difference {
	double difference, low, high;	/* of the centres */
	double test;		/* z, or Welch's t where df is finite */
	double p;		/* two-sided */
};

/* POPULATION 0: without limit. */
double sample_rest(int64_t n, int64_t population);

struct sample_difference sample_compare(const struct sample_estimate *from, const struct sample_estimate *to);

/* Answers needed for an interval of MARGIN on either side, in the unit of the variance's root. */
int64_t sample_need(double variance, double margin, int64_t population);

#endif
