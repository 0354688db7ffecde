/*
 * sample - what the answers of a sample say about the whole population (pure).
 *
 * Intervals are 95 % intervals. REST stands for the part of the population that was not asked. It
 * is the square of the finite population correction: (N - n)/(N - 1) for n answers from a
 * population of N, 1 if N has no limit, 0 if all answered (Cochran, Sampling Techniques, 3rd ed.,
 * 2.6). Every interval is computed as if n / REST people had answered, so all methods are corrected
 * in the same way.
 */
#ifndef SAMPLE_H
#define SAMPLE_H
#include <stdint.h>

enum { SAMPLE_SMALL = 30 };	/* an n below this is marked "small" */

#define SAMPLE_Z 1.9599639845400545	/* of the normal distribution, 2.5 % lie above it */
#define SAMPLE_ALPHA .05

struct sample_estimate {	/* NAN if it is not defined */
	double value;		/* as counted, without adjustment */
	double centre, se;	/* the value for comparisons, and its standard error */
	double variance;	/* of one answer; sample_need takes it */
	double low, high;
	/* degrees of freedom; INFINITY unless a sum of squares estimates se */
	double df;
};

struct sample_difference {
	double difference, low, high;	/* of the centres */
	double test;		/* z; Welch's t if df is finite */
	double p;		/* two-sided */
};

/* REST for n answers; POPULATION 0: no limit. */
double sample_rest(int64_t n, int64_t population);

struct sample_difference sample_compare(const struct sample_estimate *from,
    const struct sample_estimate *to);

/*
 * The number of answers that give an interval of +-MARGIN. MARGIN has the unit of the square root
 * of VARIANCE.
 */
int64_t sample_need(double variance, double margin, int64_t population);

#endif
