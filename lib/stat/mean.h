/*
 * mean - a mean, its standard error and its 95 % interval by Student's t (pure).
 *
 * Adds values one by one (Welford 1962) in long double, so that the mean of short decimals is a
 * short decimal.
 */
#ifndef MEAN_H
#define MEAN_H
#include <stdint.h>

struct mean {			/* zeroed: no values */
	int64_t n;
	long double mean, squares;	/* sum of the squared differences from the mean */
};

void mean_add(struct mean *, long double x);

double mean_value(const struct mean *);	/* NAN without values */
double mean_se(const struct mean *);	/* NAN with fewer than two values */
/* half the width of the interval; NAN with fewer than two values */
double mean_half(const struct mean *);

#endif
