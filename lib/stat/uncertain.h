/*
 * uncertain - how uncertain the parameters of a fit are, and what follows from that (pure).
 *
 * The logarithms of the parameters are taken as normally distributed about the estimate; their
 * covariance is the inverse of the observed information. There are two uses. The delta method: the
 * variance of a function of the parameters is the sum over the axes of its squared derivatives
 * along them. Cubature: the mean of a function over the distribution is its mean over 2 dim points;
 * it is exact for polynomials of degree 3 (Arasaratnam and Haykin, Cubature Kalman Filters, IEEE
 * Transactions on Automatic Control 54(6), 2009).
 */
#ifndef UNCERTAIN_H
#define UNCERTAIN_H
#include <stddef.h>

#include "lib/stat/fit.h"

struct uncertain {
	size_t dim;			/* 0: not known */
	double root[FIT_DIM][FIT_DIM];	/* lower triangle R; the covariance is R R' */
};

/* That of a fit with DIM parameters. */
struct uncertain uncertain_of(const struct fit *, size_t dim);

/*
 * That of DIM sums of the logarithms, with the coefficients A by rows. Its axes are combinations of
 * those of U: axis i is the sum over k of TURN[i][k] times axis k.
 */
struct uncertain uncertain_of_sums(const struct uncertain *, double (*a)[FIT_DIM],
    size_t dim, double turn[][FIT_DIM]);

/* How much to add to each logarithm to go by BY standard deviations along an axis. */
void uncertain_along(const struct uncertain *, size_t axis, double by,
    double to[static FIT_DIM]);

/*
 * The points of the cubature, of equal weight; only the estimate itself if the covariance is not
 * known. No parameter changes by more than a factor of 20: farther away the normal distribution is
 * no longer credible.
 */
size_t uncertain_points(const struct uncertain *);
void uncertain_point(const struct uncertain *, size_t i, double to[static FIT_DIM]);

#endif
