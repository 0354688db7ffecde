/*
 * mean - a mean, its standard error and its 95 % interval by Student's t (pure).
 *
 * Values are added one by one (Welford 1962) in long double, so that means of short decimals come
 * out as short decimals.
 */
#ifndef MEAN_H
#define MEAN_H
#include <stdint.h>

struct mean {			/* zeroed: of nothing */
	int64_t n;
	long double mean, squares;	/* of the differences from the mean */
};

void mean_add(struct mean *, long double x);

double mean_value(const struct mean *);	/* NAN of nothing */
double mean_se(const struct mean *);	/* NAN of fewer than two */
double mean_half(const struct mean *);	/* half the width of the interval; NAN likewise */

#endif
