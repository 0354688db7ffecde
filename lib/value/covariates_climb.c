#include "lib/value/covariates_own.h"

#include <math.h>

#include "lib/value/likelihood.h"

_Static_assert((int)COVARIATES_PARS <= (int)FIT_DIM, "fit.h has room for all parameters");

static const double CONDITION_MAX = 1e6;

/*
 * fit.h has positive parameters and searches in their logarithms. So the parameter of a coefficient
 * is its exponential.
 */
static struct covariates
with_par(const struct btyd *m, size_t dim, const double *par)
{
	const size_t n = likelihood_slots(m).n;
	struct covariates c = { .par = likelihood_with_par(m, par), .dim = dim };

	for (size_t k = 0; k < dim; k++) {
		c.trans[k] = log(par[n + k]);
		c.life[k] = covariates_move_dropout(m) ? log(par[n + dim + k]) : 0;
	}
	return c;
}

static void
par_of(const struct covariates *c, double par[COVARIATES_PARS])
{
	const size_t n = likelihood_slots(&c->par).n;

	likelihood_par(&c->par, par);
	for (size_t k = 0; k < c->dim; k++) {
		par[n + k] = exp(c->trans[k]);
		par[n + c->dim + k] = exp(c->life[k]);
	}
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	struct covariates_sums *s = ctx;
	const size_t n = s->npar;
	double to[1 + COVARIATES_PARS + COVARIATES_PARS * COVARIATES_PARS];
	const double *g = to + 1, *h = g + n;

	s->at = with_par(&s->at.par, s->at.dim, par);
	covariates_sums_of(s, to);
	for (size_t p = 0; p < n; p++) {
		grad[p] = g[p] / par[p];
		for (size_t q = 0; q <= p; q++)
			hess[p * n + q] = hess[q * n + p] =
			    (h[p * n + q] - (p == q ? g[p] : 0)) / (par[p] * par[q]);
	}
	return to[0];
}

struct covariates_found
covariates_climb(struct covariates_sums *s, const struct covariates *from)
{
	struct covariates_found to = { .tried = true };
	double start[COVARIATES_PARS];

	s->at = *from;
	s->npar = covariates_actions(&from->par, from->dim, s->action);
	par_of(from, start);
	const struct fit_model m = { .dim = s->npar, .low = COVARIATES_LOW,
		.high = COVARIATES_HIGH, .derive = derive, .ctx = s, .near = true };

	to.good = fit_max(&m, start, &to.fit);
	to.inside = to.good && to.fit.condition <= CONDITION_MAX;
	to.at = with_par(&from->par, from->dim, to.fit.par);
	if (!isfinite(to.fit.loglik))
		to.fit.loglik = -INFINITY;
	return to;
}
