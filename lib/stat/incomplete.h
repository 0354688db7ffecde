/*
 * incomplete - the distribution functions of the beta and the gamma distribution (pure).
 *
 * GSL has them too, but its functions end the program if a series does not converge, unless a
 * handler is set for all threads.
 */
#ifndef INCOMPLETE_H
#define INCOMPLETE_H

/*
 * P(B <= w / (1 + w)) for B with the beta distribution of a, b > 0, and w >= 0. *slope is its
 * derivative by log w.
 */
double incomplete_beta(double a, double b, double w, double *slope);

/* P(G <= w) for G with the gamma distribution of shape a > 0 and rate 1. *slope as above. */
double incomplete_gamma(double a, double w, double *slope);

#endif
