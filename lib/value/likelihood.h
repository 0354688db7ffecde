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

double likelihood_customers(const struct likelihood *);
double likelihood_purchases(const struct likelihood *);	/* repeat purchases of all customers */
double likelihood_weeks(const struct likelihood *);	/* weeks observed, of all customers */

/* The log-likelihood; -INFINITY if it cannot be computed. */
double likelihood_of(struct likelihood *, const struct btyd *);

/*
 * The local maximum that a search from START finds, with the rates and the limit of START. NEAR:
 * use only Newton's method.
 */
struct btyd_candidate likelihood_max(struct likelihood *, const struct btyd *start, bool near);

#endif
