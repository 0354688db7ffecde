/*
 * sbg - the shifted beta-geometric model of contracts that are renewed (pure).
 *
 * At the end of each period a customer leaves with its own probability theta, which is beta
 * distributed among the customers with alpha and beta. So the retention rate of a cohort rises:
 * those who leave easily leave first. Fader, Hardie: How to Project Customer Retention, Journal of
 * Interactive Marketing 21(1), 2007.
 */
#ifndef SBG_H
#define SBG_H
#include <stddef.h>

#include "lib/stat/mixture.h"

enum sbg_fault {
	SBG_FINE,
	SBG_SHORT,	/* fewer than three periods */
	SBG_GROWS,	/* more survivors than in the period before */
	SBG_NOBODY,	/* no customer at the start */
	SBG_NONE_LOST,	/* no customer leaves */
	SBG_ALL_LOST	/* all leave at the end of the first period */
};

struct sbg_fit {
	/* the regular model, or a limit if that has the same log-likelihood */
	struct mixture theta;
	/* of alpha and beta, from the observed information; NAN at a limit */
	double se[2], cov[2][2];
	double loglik;
};

/* SURVIVORS are the customers of a cohort who are there in the periods 0 to N - 1. */
enum sbg_fault sbg_check(const double *survivors, size_t n);

/* Fits by maximum likelihood to survivors that sbg_check finds fine. */
void sbg_fit(const double *survivors, size_t n, struct sbg_fit *to);

double sbg_loglik(const struct mixture *, const double *survivors, size_t n);

/* The share of the cohort that is there in period T; and of those of period T - 1. */
double sbg_survival(const struct mixture *, double t);
double sbg_retention(const struct mixture *, double t);

/*
 * The 95 % interval of the survival, by the delta method for log(-log S), so that it lies between 0
 * and 1. It is that of the parameters. NAN at a limit, and for period 0.
 */
struct sbg_interval {
	double low, high;
};
struct sbg_interval sbg_interval(const struct sbg_fit *, double t);

/*
 * The expected number of payments of a customer who is there in period T, discounted by RATE per
 * period. sbg_renewals: from the next renewal on, which is not discounted: the discounted expected
 * residual lifetime (DERL) just before the renewal. sbg_payments: with the payment for period T,
 * which is not discounted. INFINITY if there is no limit.
 */
double sbg_renewals(const struct mixture *, double t, double rate);
double sbg_payments(const struct mixture *, double t, double rate);

#endif
