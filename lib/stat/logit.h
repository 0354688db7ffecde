/*
 * logit - logistic regression, with a ridge penalty or without (pure).
 *
 * It minimises the sum over the rows of -y log p - (1 - y) log(1 - p), where p = 1/(1 + exp(-(b0 +
 * b . z))), plus ridge/2 |b|^2. The penalty does not include the intercept b0. z is the
 * standardised row: the feature minus its mean, divided by the standard deviation of the population
 * (by 1 if that is below 1e-9), and limited to -clip .. clip.
 *
 * Newton's method starts at 0, changes a coefficient by at most 5 per step, and ends after a step
 * below 1e-7.
 */
#ifndef LOGIT_H
#define LOGIT_H
#include <stdbool.h>
#include <stddef.h>

struct logit_rows {
	const double *x;	/* n x dim, by rows, all finite */
	const double *y;	/* from 0 to 1: labels or probabilities */
	size_t n, dim;
	const unsigned *fold;	/* NULL: use all rows; else use those that are not in fold BUT */
	unsigned but;
};

struct logit_opts {
	double ridge;
	double clip;		/* limit of the standardised features; 0: no limit */
};

struct logit {
	size_t dim;
	double *mean, *sd;	/* of the features */
	double *coef;		/* dim + 1: the intercept, then the coefficients of z */
	/*
	 * features that are constant or follow from features before them; their coefficient is 0;
	 * only if ridge is 0
	 */
	bool *redundant;
	double *cov;		/* covariance of coef by rows; NULL if there is a penalty */
	double ridge, clip;
	double loglik;		/* without the penalty */
	int steps;
	/*
	 * The features separate 0 from 1 completely, or except for ties. Then there is no finite
	 * minimum without a penalty: if ridge was 0, the fit uses LOGIT_RIDGE instead.
	 */
	bool separated;
};

#define LOGIT_RIDGE 1.

/* NULL if there is nothing to learn: no row, or y is 0 in all rows, or 1 in all rows. */
struct logit *logit_fit(const struct logit_rows *, const struct logit_opts *);
void logit_free(struct logit *);

/* The logarithm of the odds of a row, and the probability that belongs to it. */
double logit_score(const struct logit *, const double *x);
double logit_chance(double score);

/*
 * The intercept and the coefficients of the features as they are (not standardised), with standard
 * errors; each array has dim + 1. The standard errors are NAN after a fit with a penalty and for
 * redundant features. Only valid if clip is 0.
 */
void logit_natural(const struct logit *, double *coef, double *se);

/*
 * Cross-validation: scores each row by a fit on the rows of the other folds (0 to FOLDS - 1). False
 * if one of these fits has nothing to learn.
 */
bool logit_validate(const struct logit_rows *, const struct logit_opts *, unsigned folds,
    double *score);

#endif
