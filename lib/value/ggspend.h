/*
 * ggspend - the gamma-gamma model of spend per purchase (pure).
 *
 * Fader, Hardie: The Gamma-Gamma Model of Monetary Value, note 025, 2013.
 * x is the number of repeat purchase days, zbar the mean of their amounts in units of the currency.
 */
#ifndef GGSPEND_H
#define GGSPEND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/stat/uncertain.h"

/* If the likelihood has no finite maximum, the fit is the limit that it tends to. */
enum ggspend_limit {
	GGSPEND_REGULAR,	/* p, q and gamma are finite */
	/* p -> infinity, p gamma -> level: each customer always spends the same amount */
	GGSPEND_SAME_AMOUNT,
	/* q -> infinity, q / gamma -> level: amounts vary, but all customers are alike */
	GGSPEND_SAME_CUSTOMERS,
	/* both: all amounts are equal to level */
	GGSPEND_ONE_AMOUNT,
	GGSPEND_LIMITS
};

struct ggspend {
	double p, q, gamma;	/* NAN if not finite */
	enum ggspend_limit limit;
	double level;		/* not used if regular */
};

/* The number of free parameters. */
size_t ggspend_parameters(enum ggspend_limit);

struct ggspend_row {
	double x, zbar;		/* both > 0 */
};

struct ggspend_fit {
	struct ggspend par;
	double se[3];
	struct uncertain uncertain;	/* see ggspend_moved; at a limit as well */
	double loglik;
	int64_t customers;
};

/*
 * The model after a move of the logarithms of its free parameters: p, q - 1 and gamma; at
 * GGSPEND_SAME_AMOUNT q - 1 and level, at GGSPEND_SAME_CUSTOMERS p and level.
 */
struct ggspend ggspend_moved(const struct ggspend *, const double *by);

/* The log density of zbar for this x. */
double ggspend_loglik(const struct ggspend *, double x, double zbar);

/* The expected spend per purchase; for x = 0 the mean of the population. */
double ggspend_expected(const struct ggspend *, double x, double zbar);

/*
 * Fits by maximum likelihood with q > 1 to N rows, on THREADS threads. Sums run in the order of the
 * rows, which must therefore be defined. Chooses the model with the fewest parameters within 1e-6
 * of the best log-likelihood. False if there is no row, or if q tends to 1 (the mean would be
 * infinite). se is NAN at a limit; loglik is INFINITY if all amounts are equal.
 */
bool ggspend_fit(const struct ggspend_row *, size_t n, unsigned threads, struct ggspend_fit *to);

#endif
