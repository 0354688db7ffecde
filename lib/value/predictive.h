/*
 * predictive - the exact distribution of the number of purchases of a customer in (T, T+t], by the
 * models of btyd.h and their limits (pure).
 *
 * If a customer stayed for ever, the number N would be negative binomial, or Poisson if the rates
 * are equal; with stages (stages.h), that of the stages would, and N counts every k-th one. If
 * customers leave only at a purchase, P(Y >= n) of a customer who is there is the probability of
 * staying at n - 1 purchases, times P(N >= n). If they leave at any time, the distribution is mixed
 * over the rest of the lifetime by Gauss-Legendre quadrature.
 */
#ifndef PREDICTIVE_H
#define PREDICTIVE_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/value/btyd.h"

enum { PREDICTIVE_MOST = 1 << 20 };	/* the most purchases */

struct predictive {		/* zeroed: no room yet */
	double *p;		/* p[k] is P(Y = k) */
	size_t n;		/* the rest of the probability is below 1e-13 */
	size_t room;
};

/*
 * Sets the distribution for a customer; x, tx, T and t are those of btyd_expected. May be called
 * again. False if more than PREDICTIVE_MOST purchases are likely.
 */
bool predictive_set(struct predictive *, const struct btyd *, double x, double tx, double T,
    double t);
void predictive_free(struct predictive *);

/* Adds WEIGHT times the distribution P to TO. */
void predictive_add(struct predictive *to, double weight, const struct predictive *p);

/* P(Y = k) */
double predictive_at(const struct predictive *, size_t k);

/* The smallest y with P(Y <= y) >= q. */
size_t predictive_quantile(const struct predictive *, double q);

/* E[Y], E[Y^2] and E[Y^3]. */
void predictive_moments(const struct predictive *, double to[static 3]);

#endif
