/* binomial - the share of yes among n answers of yes or no (pure). */
#ifndef BINOMIAL_H
#define BINOMIAL_H
#include <stdint.h>

struct binomial_range {
	double low, high;
};

/*
 * Wilson's 95 % score interval for the share of YES out of N, from 0 to 1. REST is the part of the
 * population that was not asked (sample.h); 1 if the population has no limit. The interval never
 * exceeds 0 and 1, and has a width even if all answers are the same (Wilson 1927; Brown, Cai and
 * DasGupta 2001). NAN if N is 0.
 */
struct binomial_range binomial_wilson(int64_t yes, int64_t n, double rest);

#endif
