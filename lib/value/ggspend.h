/*
 * ggspend - the gamma-gamma model of spend per purchase (pure).
 *
 * Fader, Hardie: The Gamma-Gamma Model of Monetary Value, note 025, 2013.
 * x repeat purchase days whose amounts have the mean zbar, in units of the currency.
 */
#ifndef GGSPEND_H
#define GGSPEND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the likelihood has no finite maximum, the model that it tends to is reported. */
enum ggspend_limit {
	GGSPEND_REGULAR,	/* p, q and gamma are finite */
	GGSPEND_SAME_AMOUNT,	/* p -> infinity, p gamma -> level: each customer spends the same
				   every time */
	GGSPEND_SAME_CUSTOMERS,	/* q -> infinity, q / gamma -> level: amounts vary, customers do
				   not */
	GGSPEND_ONE_AMOUNT,	/* both: all amounts are level */
	GGSPEND_LIMITS
};

struct ggspend {
	double p, q, gamma;	/* those of them that are finite; else NAN */
	enum ggspend_limit limit;
	double level;		/* not used if regular */
};

struct ggspend_row {
	double x, zbar;		/* both > 0 */
};

struct ggspend_fit {
	struct ggspend par;
	double se[3];
	double loglik;
	int64_t customers;
};

/* Log density of zbar given x. */
double ggspend_loglik(const struct ggspend *, double x, double zbar);

/* Expected spend per purchase; the population's mean where x = 0. */
double ggspend_expected(const struct ggspend *, double x, double zbar);

/*
 * Maximum likelihood with q > 1, over N rows in a defined order (sums run in it), on THREADS
 * threads. The limit with the fewest parameters within 1e-6 of the best is reported.  False if
 * there is no row, or q tends to 1 (the mean would be infinite).  se is NAN at a limit; loglik is
 * INFINITY if all amounts are equal.
 */
bool ggspend_fit(const struct ggspend_row *, size_t n, unsigned threads, struct ggspend_fit *to);

#endif
