/*
 * covariates_own - how a model with covariates is fitted; only for the files of covariates (pure).
 *
 *	covariates.c		the model of the customers who have the same covariates: a class
 *	covariates_sums.c	the likelihood of all classes, and its derivatives
 *	covariates_climb.c	the maximum of one candidate: an interior, or a limit (btyd.h)
 *	covariates_search.c	the best candidate
 *	covariates_scale.c	from the covariates as they are to standardised ones, and back
 *	covariates_fit.c	covariates_fit, which does all of this
 *
 * The covariates are standardised for the search: its parameters are the logarithms of those of the
 * mean customer, and the coefficients per standard deviation. The customers of a class share one
 * ordinary model (covariates_model). So the likelihood is a sum of ordinary likelihoods, which
 * dropout.h derives by the parameters of the class (add_group); the chain rule turns these
 * derivatives into those by the parameters of the search (expand). The search first looks in the
 * interior, and if its maximum is not finite also at the limits.
 */
#ifndef COVARIATES_OWN_H
#define COVARIATES_OWN_H
#include "lib/stat/fit.h"
#include "lib/value/covariates.h"
#include "lib/value/dropout.h"

enum { COVARIATES_PARS = DROPOUT_DIM + 2 * COVARIATES_MAX };

/* The bounds of the parameters, as in likelihood.c. */
#define COVARIATES_LOW 1e-60
#define COVARIATES_HIGH 1e8

/* Where a parameter of the search acts: on the parameter AT of a class, times SIGN z. */
struct covariates_action {
	size_t at;
	int covariate;		/* -1: none, the factor is 1 */
	double sign;
};

/* Of all parameters of the search: first those of the model, then the coefficients. */
size_t covariates_actions(const struct btyd *, size_t dim,
    struct covariates_action to[COVARIATES_PARS]);

struct covariates_group {	/* tuples of a class with the same x */
	size_t first, n;
};

struct covariates_sums {
	const struct covariates_data *data;
	const double *z;	/* the standardised covariates of the classes */
	unsigned threads;
	struct covariates_group *group;
	size_t *chunk;		/* the first group of each; one more than there are */
	size_t nchunk;
	struct covariates at;
	struct covariates_action action[COVARIATES_PARS];
	size_t npar;		/* of these actions */
	double *sum;		/* per chunk: the value, its gradient and its Hessian */
};

struct covariates_sums covariates_sums_new(const struct covariates_data *, const double *z,
    unsigned threads);
void covariates_sums_free(struct covariates_sums *);

/* The log-likelihood at .at, its gradient and its Hessian (the lower half), in TO. */
void covariates_sums_of(struct covariates_sums *, double *to);

struct covariates_found {	/* a candidate */
	bool tried, good;	/* good: a maximum was found */
	bool inside;		/* and it is well conditioned */
	struct covariates at;	/* standardised */
	struct fit fit;
};

struct covariates_found covariates_climb(struct covariates_sums *, const struct covariates *from);

/* Climbs to all candidates that may be the best, and returns the place of the best of FOUND. */
size_t covariates_search(struct covariates_sums *, const struct btyd_fit *without,
    struct covariates_found found[static BTYD_CANDIDATES]);

struct covariates_scale {
	double mean[COVARIATES_MAX], sd[COVARIATES_MAX];
};

/* Sets the covariates Z of all classes. False, with WHICH, if some do not vary. */
bool covariates_standardise(const struct covariates_data *, struct covariates_scale *, double *z,
    bool which[]);

/* Whether a combination of the covariates does not vary. WHICH are part of it. */
bool covariates_collinear(const struct covariates_data *, const double *z, bool which[]);

/*
 * The coefficients per unit of the covariates, and the parameters at z = 0. False if one of these
 * is too large or too small.
 */
bool covariates_natural(const struct covariates_found *, const struct covariates_scale *,
    struct covariates_fit *);

#endif
