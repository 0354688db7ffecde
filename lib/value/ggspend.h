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

struct ggspend {
	double p, q, gamma;
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
 * Maximum likelihood with q > 1, over N rows in a defined order (sums run in it), on THREADS threads.
 * False where there is none: no row, all means alike, or q tends to 1 (the mean would be infinite).
 * Where p or q tends to infinity (the amounts of one customer are alike; all customers are alike),
 * the parameters are where the search stopped: what is expected no longer changes there; se is NAN.
 */
bool ggspend_fit(const struct ggspend_row *, size_t n, unsigned threads, struct ggspend_fit *to);

#endif
