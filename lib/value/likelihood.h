/*
 * likelihood - the log-likelihood of the models of btyd.h over many histories, and its maxima
 * (pure).
 *
 * The interior of a model and each of its limits is one problem of one to four positive parameters.
 */
#ifndef LIKELIHOOD_H
#define LIKELIHOOD_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/value/btyd.h"

struct likelihood;

/*
 * The likelihood of N tuples, sorted and unique. It keeps TUPLE, which the caller frees. Sums run
 * on THREADS threads.
 */
struct likelihood *likelihood_new(const struct btyd_tuple *, size_t n, unsigned threads);
void likelihood_free(struct likelihood *);

/*
 * For models with a k: the sum of the logarithms of the times between purchases, in weeks. Without
 * it, only likelihoods of the same k can be compared.
 */
void likelihood_set_gaps(struct likelihood *, double log_gaps);

double likelihood_customers(const struct likelihood *);
double likelihood_purchases(const struct likelihood *);	/* repeat purchases of all customers */
double likelihood_weeks(const struct likelihood *);	/* weeks observed, of all customers */

/* The log-likelihood; -INFINITY if it cannot be computed. */
double likelihood_of(struct likelihood *, const struct btyd *);

/* The parameters of the interior or of a limit that are free, as a vector: their places. */
struct likelihood_slots {
	size_t n;
	size_t of[4];		/* 0: r or lambda, 1: alpha, 2 and 3: those of dropout */
};
struct likelihood_slots likelihood_slots(const struct btyd *);

/*
 * Whether the third parameter is the odds of leaving. For equal dropout in Pareto/NBD it is a rate.
 */
bool likelihood_has_odds(const struct btyd *);

/* The vector of the free parameters; and the candidate of M with the vector PAR. */
void likelihood_par(const struct btyd *, double par[static 4]);
struct btyd likelihood_with_par(const struct btyd *, const double *par);

/*
 * The local maximum that a search from START finds, with the rates and the limit of START. NEAR:
 * use only Newton's method.
 */
struct btyd_candidate likelihood_max(struct likelihood *, const struct btyd *start, bool near);

/*
 * The model after a move of the logarithms of its free parameters, in the order of
 * struct uncertain. A probability of leaving moves by the logarithm of its odds.
 */
struct btyd likelihood_moved(const struct btyd *, const double *by);

#endif
