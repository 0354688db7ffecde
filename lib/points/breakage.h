/*
 * breakage - which share of the points that are left expires unused, by lots of the past (pure).
 *
 * A lot of the past is looked at as many days before its expiry as the lots in question are now: of
 * what was left of it then, how much was left at the end? The share is the ratio of the two sums
 * over all lots. Its variance is that of a ratio of means (Cochran, Sampling Techniques, 1977,
 * section 6.3), with the customers as the units, because the lots of a customer depend on each
 * other; the 95 % interval is by Student's t, and never leaves 0 to 1.
 */
#ifndef BREAKAGE_H
#define BREAKAGE_H
#include <stdint.h>

#define BREAKAGE_METHOD "ratio"

struct breakage {		/* zeroed: nothing is known */
	int64_t n;		/* customers who had points left */
	long double left, lost;	/* sums over them, and sums of squares and products */
	long double left2, lost2, both;
};

/* A customer: LEFT points then, above 0, and LOST of them in the end. */
void breakage_add(struct breakage *, int64_t left, int64_t lost);

/* NAN without customers; the interval also with fewer than two, or if all are alike. */
struct breakage_share {
	double share, low, high;
};
struct breakage_share breakage_share(const struct breakage *);

#endif
