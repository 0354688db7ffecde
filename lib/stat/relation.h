/*
 * relation - how two things that were measured together go together (pure).
 *
 * Pearson's correlation with its 95 % interval by Fisher's z (1921): tanh(atanh r -+ 1.96/sqrt(n - 3)).
 * The least-squares slope of y on x, with its 95 % interval by Student's t of n - 2 degrees of freedom.
 */
#ifndef RELATION_H
#define RELATION_H
#include <stddef.h>

struct relation {
	double r, low, high;
	double slope, slope_low, slope_high;
};

enum { RELATION_LEAST = 4 };	/* pairs; of three any line is near */

/* All NAN of fewer pairs than RELATION_LEAST, and where x or y does not vary; r of -1 or 1, up to rounding,
   has no intervals. */
struct relation relation_of(const double *x, const double *y, size_t n);

#endif
