/*
 * relation - the correlation of two measurements, and the regression line (pure).
 *
 * Pearson's correlation has a 95 % interval by Fisher's z (1921): tanh(atanh r -+ 1.96/sqrt(n -
 * 3)). The least-squares slope of y on x has a 95 % interval by Student's t with n - 2 degrees of
 * freedom.
 */
#ifndef RELATION_H
#define RELATION_H
#include <stddef.h>

struct relation {
	double r, low, high;
	double slope, slope_low, slope_high;
};

enum { RELATION_LEAST = 4 };	/* pairs; three points are close to a line too often */

/*
 * All NAN with fewer pairs than RELATION_LEAST, or if x or y does not vary. If r is -1 or 1 up to
 * rounding, there are no intervals.
 */
struct relation relation_of(const double *x, const double *y, size_t n);

#endif
