/*
 * covariates - models of repeat buying in which facts about a customer that do not change, the
 * covariates z, move the parameters (pure).
 *
 * Covariates of the purchases ("trans") move the rates: the alpha of a customer is
 * alpha exp(-trans . z). Those of dropout ("life") move the beta of Pareto/NBD, which is
 * beta exp(-life . z), or the a of MBG/NBD, which is a exp(life . z). So a positive coefficient
 * means that the customer buys more often, or leaves earlier, and exp(coefficient) is the factor
 * by which the mean rate of purchase grows per unit of z, or the mean rate of leaving (Pareto/NBD),
 * or the odds a/b of leaving (MBG/NBD).
 *
 * Fader, Hardie: Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models,
 * note 019, 2007. They multiply both a and b in BG/NBD, but then the mean of the probability of
 * leaving does not depend on z; here b is the same for all customers.
 *
 * At a limit (btyd.h) the covariates move what is left of these parameters: lambda exp(trans . z),
 * the rate of leaving mu exp(life . z), or the odds of leaving times exp(life . z). Without dropout
 * there are no covariates of dropout.
 */
#ifndef COVARIATES_H
#define COVARIATES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/value/btyd.h"

enum { COVARIATES_MAX = 8 };

struct covariates {
	struct btyd par;	/* of a customer whose covariates are all 0 */
	size_t dim;		/* number of covariates, at most COVARIATES_MAX */
	double trans[COVARIATES_MAX], life[COVARIATES_MAX];
};

/* Whether covariates move dropout: not if there is none. */
bool covariates_move_dropout(const struct btyd *);

/* The model of a customer with the covariates Z. */
struct btyd covariates_model(const struct covariates *, const double *z);

/* Whether its parameters are in the range of the fits, so that it can score a customer. */
bool covariates_usable(const struct btyd *);

/* The number of numbers of the model that are estimated. */
size_t covariates_parameters(const struct covariates *);

/*
 * How uncertain the parameters of this model are, from UNCERTAIN of the fit: as in struct
 * btyd_fit. TURN is that of uncertain_of_sums. Without covariates it is UNCERTAIN.
 */
struct uncertain covariates_uncertain(const struct covariates *, const double *z,
    const struct uncertain *, double turn[4][FIT_DIM]);

/*
 * The data of a fit: N tuples, sorted by class, x, recency and age. All customers of a class have
 * the same covariates: a row of VALUE, which has DIM columns and CLASSES rows.
 */
struct covariates_data {
	const struct btyd_tuple *tuple;
	const uint32_t *class;		/* of each tuple */
	size_t n;
	const double *value;
	size_t classes, dim;
};

/* Why there can be no fit. WHICH marks the covariates: at each that is constant, or collinear. */
enum covariates_fault {
	COVARIATES_GOOD,
	COVARIATES_CONSTANT,	/* they have the same value for all customers */
	COVARIATES_COLLINEAR,	/* one of them follows from the others */
	/* the likelihood grows without end with these coefficients, or with other parameters */
	COVARIATES_ENDLESS,
	/* the other parameters, at z = 0, are too large or too small for a double */
	COVARIATES_FAR,
};

struct covariates_fit {
	struct covariates model;
	double se[4];		/* as in btyd_fit */
	double trans_se[COVARIATES_MAX], life_se[COVARIATES_MAX];
	double loglik;
	/* of the logarithms of the free parameters at z = 0, and of the coefficients after them */
	struct uncertain uncertain;
	size_t tuples;
	double candidate[BTYD_CANDIDATES];	/* their log-likelihoods; NAN: not fitted */

	/*
	 * The likelihood-ratio test against the model, or the same limit of it, without covariates:
	 * 2 (loglik - without) has a chi-squared distribution with DF degrees of freedom if no
	 * covariate has an effect (Wilks 1938).
	 */
	double without, lr, p;
	int df;
};

/*
 * Fits MBG/NBD or Pareto/NBD by maximum likelihood: the model WITHOUT was fitted to the same
 * customers without covariates. The result does not depend on the number of threads. If there is a
 * fault, only .model.dim is set.
 */
enum covariates_fault covariates_fit(const struct btyd_fit *without, const struct covariates_data *,
    unsigned threads, struct covariates_fit *to, bool which[static COVARIATES_MAX]);

#endif
