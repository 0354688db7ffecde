/*
 * ggsum - what a customer spends in the next n purchases, by the gamma-gamma model of ggspend.h and
 * its limits (pure).
 *
 * The sum of n amounts has a gamma distribution of shape p n, whose rate has one of shape q + p x
 * and rate gamma + x zbar, given the purchases so far (Fader and Hardie, note 025). So the sum,
 * divided by the unit gamma + x zbar, is beta prime distributed with p n and q + p x. Each limit
 * has such a unit too. x and zbar are those of ggspend_expected.
 */
#ifndef GGSUM_H
#define GGSUM_H
#include <stddef.h>

#include "lib/stat/uncertain.h"
#include "lib/value/ggspend.h"
#include "lib/value/predictive.h"

/* The unit of the sum. In this unit its distribution depends on x and n only. */
double ggsum_unit(const struct ggspend *, double x, double zbar);

/* P(sum of n > 0 purchases <= w units). *slope is the derivative by log w, where there is one. */
double ggsum_below(const struct ggspend *, double x, double n, double w, double *slope);

/*
 * The first three moments, in units, of the sum of Y purchases, where COUNT has the moments of Y:
 * E[Y], E[Y^2] and E[Y^3]. INFINITY if there is none.
 */
void ggsum_moments(const struct ggspend *, double x, const double count[static 3],
    double to[static 3]);

/*
 * The spend models that are as likely as the fit, of equal weight: the points of the cubature. The
 * unit of each, divided by that of the fit, is by + (1 - by) SHARE, where SHARE is the share of
 * x zbar in the unit of the fit (ggsum_share).
 */
enum { GGSUM_POINTS = 6 };
struct ggsum_points {
	size_t n;
	struct ggspend of[GGSUM_POINTS];
	double by[GGSUM_POINTS];
};
void ggsum_points(const struct ggspend_fit *, struct ggsum_points *);
double ggsum_share(const struct ggspend *, double x, double zbar);

/*
 * For the quantiles of many customers with the same x. It keeps the points, and the distributions
 * of the sums that were used. Not for several threads at once.
 */
struct ggsum;
struct ggsum *ggsum_new(const struct ggsum_points *, double x);
void ggsum_free(struct ggsum *);

/*
 * The smallest w so that the sum of Y purchases is at most w units with the probability Q, for a
 * SHARE of 0 or 1.
 */
double ggsum_quantile(struct ggsum *, int share, const struct predictive *, double q);

#endif
