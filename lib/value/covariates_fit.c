#include "lib/value/covariates_own.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/value/rates.h"

/* The log-likelihood of the candidate without covariates. */
static double
loglik_without(const struct covariates_sums *s, const struct btyd_fit *without,
    const struct btyd *m)
{
	struct covariates_data plain = *s->data;
	struct covariates_sums sums = *s;

	if (m->limit == BTYD_REGULAR && !rates_equal(m))
		return without->loglik;
	plain.dim = 0;
	sums.data = &plain;
	return covariates_climb(&sums, &(struct covariates){ .par = *m }).fit.loglik;
}

static void
test(struct covariates_fit *to)
{
	to->df = (int)to->model.dim * (1 + covariates_move_dropout(&to->model.par));
	to->lr = fmax(0, 2 * (to->loglik - to->without));
	to->p = gsl_cdf_chisq_Q(to->lr, to->df);
}

/*
 * Marks the coefficient that is farthest from 0, if it is so large that its covariate decides: e^5
 * per standard deviation.
 */
static void
mark_endless(const struct covariates *c, bool which[])
{
	double most = 0;

	for (size_t k = 0; k < c->dim; k++)
		most = fmax(most, fmax(fabs(c->trans[k]), fabs(c->life[k])));
	for (size_t k = 0; k < c->dim; k++)
		which[k] = most > 5 && fmax(fabs(c->trans[k]), fabs(c->life[k])) == most;
}

/* Marks the covariate whose mean moves the parameters at 0 the most. */
static void
mark_far(const struct covariates *c, const struct covariates_scale *s, bool which[])
{
	double far[COVARIATES_MAX], most = 0;

	for (size_t k = 0; k < c->dim; k++) {
		far[k] = fmax(fabs(c->trans[k]), fabs(c->life[k])) * fabs(s->mean[k]);
		most = fmax(most, far[k]);
	}
	for (size_t k = 0; k < c->dim; k++)
		which[k] = far[k] == most;
}

static enum covariates_fault
fit_scaled(struct covariates_sums *s, const struct covariates_scale *scale,
    const struct btyd_fit *without, struct covariates_fit *to, bool which[])
{
	struct covariates_found found[BTYD_CANDIDATES];
	const struct covariates_found *best = &found[covariates_search(s, without, found)];

	mark_endless(&best->at, which);
	if (!best->good)
		return COVARIATES_ENDLESS;
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		to->candidate[i] = found[i].tried ? found[i].fit.loglik : NAN;
	to->loglik = best->fit.loglik;
	if (!covariates_natural(best, scale, to)) {
		mark_far(&to->model, scale, which);
		return COVARIATES_FAR;
	}
	to->without = loglik_without(s, without, &best->at.par);
	test(to);
	return COVARIATES_GOOD;
}

enum covariates_fault
covariates_fit(const struct btyd_fit *without, const struct covariates_data *d, unsigned threads,
    struct covariates_fit *to, bool which[static COVARIATES_MAX])
{
	double *z = mem_new(d->classes * d->dim, sizeof *z);
	enum covariates_fault fault = COVARIATES_CONSTANT;
	struct covariates_scale scale;

	*to = (struct covariates_fit){ .model.dim = d->dim, .tuples = d->n,
		.se = { NAN, NAN, NAN, NAN } };
	memset(which, 0, COVARIATES_MAX * sizeof *which);
	if (covariates_standardise(d, &scale, z, which)) {
		struct covariates_sums s = covariates_sums_new(d, z, threads);

		fault = covariates_collinear(d, z, which) ? COVARIATES_COLLINEAR
		    : fit_scaled(&s, &scale, without, to, which);
		covariates_sums_free(&s);
	}
	free(z);
	return fault;
}
