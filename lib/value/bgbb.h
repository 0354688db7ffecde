/*
 * bgbb - the beta-geometric/beta-Bernoulli model of purchases at discrete opportunities (pure).
 *
 * While a customer is there, it buys at each opportunity with its own probability p, or not. Before
 * each opportunity it leaves for good with its own probability theta. p is beta distributed among
 * the customers with alpha and beta, theta with gamma and delta. Fader, Hardie, Shang:
 * Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing Science 29(6), 2010.
 *
 * The data of a customer: x purchases at the n opportunities after the first purchase, of which
 * the last one was at the opportunity tx, from 1; 0 if x is 0.
 */
#ifndef BGBB_H
#define BGBB_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/mixture.h"

/*
 * The limits of p, and of theta. At the last one of each the probability is certain: all customers
 * buy at every opportunity while they are there; no customer leaves.
 */
enum bgbb_limit { BGBB_REGULAR, BGBB_EQUAL, BGBB_SPLIT, BGBB_CERTAIN, BGBB_LIMITS };

struct bgbb {
	enum bgbb_limit buying, leaving;
	struct mixture p, theta;	/* .a and .b are alpha and beta, gamma and delta */
};

struct bgbb_cell {
	int64_t x, tx, n;
	int64_t customers;
};

struct bgbb_fit {
	/* the candidate with the fewest parameters within 1e-6 of the best log-likelihood */
	struct bgbb par;
	/* of alpha, beta, gamma and delta, from the observed information; NAN at a limit */
	double se[4];
	double loglik;
	int64_t customers;
	size_t cells;	/* different data of customers */
	/* the log-likelihood of each candidate, by buying and leaving */
	double candidate[BGBB_LIMITS][BGBB_LIMITS];
};

/* P and THETA: a and b, or at a limit a alone; not used if the probability is certain. */
struct bgbb bgbb_of(enum bgbb_limit buying, const double *p, enum bgbb_limit leaving,
    const double *theta);

/* Why these cannot be the data of a customer: "recency is larger than opportunities"; NULL. */
const char *bgbb_wrong(int64_t x, int64_t tx, int64_t n);

/* The log-likelihood of one customer; the order of the purchases counts. */
double bgbb_loglik(const struct bgbb *, double x, double tx, double n);

/* P(there at opportunity n), and P(there at opportunity n + 1). */
double bgbb_alive(const struct bgbb *, double x, double tx, double n);
double bgbb_alive_next(const struct bgbb *, double x, double tx, double n);

/*
 * Expected purchases at the next PERIODS opportunities, each discounted by (1+rate)^-k for the k-th
 * of them. PERIODS may be INFINITY: with RATE > 0 the discounted expected residual transactions
 * (DERT); INFINITY if the sum has no limit.
 */
double bgbb_expected(const struct bgbb *, double x, double tx, double n, double periods,
    double rate);

/* Sorts the cells, combines equal ones, and leaves out those without customers; their number. */
size_t bgbb_collapse(struct bgbb_cell *, size_t n);

/*
 * Fits by maximum likelihood. Sorts the cells, and combines equal ones. False if nothing can be
 * fitted, because no customer has x > 0.
 */
bool bgbb_fit(struct bgbb_cell *, size_t n, struct bgbb_fit *to);

#endif
