/*
 * histogram - the classes of a distribution, and how concentrated it is (pure).
 *
 * If the largest value is more than 10 times the median of the positive ones, equally wide classes
 * would put most values into the first. The limits of the classes are then 1, 2 and 5 times a power
 * of ten, which are about equally wide on a logarithmic scale. Otherwise all are equally wide.
 */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H
#include <stdbool.h>
#include <stddef.h>

enum { HISTOGRAM_MOST = 12 };	/* steps of classes; a ratio scale has up to two more classes */

/*
 * The N values from FROM to below TO; the last class includes TO. On a ratio scale, the class with
 * the TO 0 has all values of 0 or less, and its FROM is NAN.
 */
struct histogram_class {
	double from, to;
	size_t n;
};

struct histogram {
	bool ratio;
	size_t n;
	struct histogram_class of[HISTOGRAM_MOST + 2];
};

/* Of values that ascend and are finite; none: no class. */
struct histogram histogram_of(const double *x, size_t n);

/*
 * The share of the total that the largest values have, the PART of them, rounded up. NAN if a value
 * is negative or the total is not positive: a share would mean nothing.
 */
double histogram_top(const double *x, size_t n, double part);

double histogram_median(const double *x, size_t n);	/* NAN: there are no values */
double histogram_mean(const double *x, size_t n);

/* How many are 0 or less. */
size_t histogram_none(const double *x, size_t n);

#endif
