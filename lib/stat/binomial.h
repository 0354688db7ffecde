/* binomial - yes or no, asked n times: the share of yes (pure). */
#ifndef BINOMIAL_H
#define BINOMIAL_H
#include <stdint.h>

struct binomial_range {
	double low, high;
};

/*
 * Wilson's score interval of 95 % of YES out of N, from 0 to 1, of a part of the population (REST,
 * sample.h; 1 if it is without limit): never beyond 0 and 1, and of some width where all say the
 * same (Wilson 1927; Brown, Cai and DasGupta 2001).  NAN where N is 0.
 */
struct binomial_range binomial_wilson(int64_t yes, int64_t n, double rest);

#endif
