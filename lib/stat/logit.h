/*
 * logit - logistic regression, with a ridge penalty or without (pure but for memory).
 *
 * The least of the sum over the rows of -y log p - (1 - y) log(1 - p), p = 1/(1 + exp(-(b0 + b . z))),
 * plus ridge/2 |b|^2; the intercept b0 is free.  z is the row standardised: less the mean, by the
 * standard deviation of the population (1 where that is below 1e-9), cut off at clip on either side.
 * Newton's method from 0, no step of a coefficient beyond 5, until the longest is below 1e-7.
 */
#ifndef LOGIT_H
#define LOGIT_H
#include <stdbool.h>
#include <stddef.h>

struct logit_rows {
	const double *x;	/* n by dim, row by row, all finite */
	const double *y;	/* from 0 to 1: labels, or how likely each is */
	size_t n, dim;
	const unsigned *fold;	/* NULL: all rows; else those of fold BUT are left out */
	unsigned but;
};

struct logit_opts {
	double ridge;
	double clip;		/* 0: nothing is cut off */
};

struct logit {
	size_t dim;
	double *mean, *sd;	/* of each feature */
	double *coef;		/* dim + 1 of them: the intercept, then those of z */
	bool *redundant;	/* of each feature, where ridge is 0: it is constant or follows from those
				   before it, and its coefficient is 0 */
	double *cov;		/* of coef, by rows; NULL where there is a penalty */
	double ridge, clip;
	double loglik;		/* without the penalty */
	int steps;
	/*
	 * The features tell 0 from 1 without fail, or all but ties: then nothing finite is best without a
	 * penalty, and where ridge was 0 the answer is that of LOGIT_RIDGE.
	 */
	bool separated;
};

#define LOGIT_RIDGE 1.

/* NULL where there is nothing to learn: no row, or y is 0 in all of them, or 1. */
struct logit *logit_fit(const struct logit_rows *, const struct logit_opts *);
void logit_free(struct logit *);

/* The logarithm of the odds of a row, and of odds the probability. */
double logit_score(const struct logit *, const double *x);
double logit_chance(double score);

/*
 * The coefficients of the features as they come, the intercept first, with standard errors (NAN
 * where there is a penalty, and of what is redundant); dim + 1 each.  Only where clip is 0.
 */
void logit_natural(const struct logit *, double *coef, double *se);

/*
 * Cross-validation: the score of each row by a fit on the rows of the other folds (0 to FOLDS - 1).
 * False where there is nothing to learn from one of these.
 */
bool logit_validate(const struct logit_rows *, const struct logit_opts *, unsigned folds,
    double *score);

#endif
