#include "lib/value/covariates_own.h"

#include <gsl/gsl_eigen.h>
#include <math.h>

#include "lib/base/fail.h"
#include "lib/value/likelihood.h"
#include "lib/value/rates.h"

/* the logarithms of the largest parameter, 1e100, and of the largest odds, which a file has as a */
static const double FARTHEST = 230, FARTHEST_ODDS = 12;
static const double SINGULAR = 1e-10;	/* an eigenvalue of the correlations, if collinear */

/* The correlations of the standardised covariates Z. */
static void
correlations(const struct covariates_data *d, const double *z, double to[])
{
	double customers = 0;

	for (size_t i = 0; i < d->dim * d->dim; i++)
		to[i] = 0;
	for (size_t i = 0; i < d->n; i++) {
		const double n = (double)d->tuple[i].n, *at = z + d->class[i] * d->dim;

		customers += n;
		for (size_t j = 0; j < d->dim; j++)
			for (size_t k = 0; k < d->dim; k++)
				to[j * d->dim + k] += n * at[j] * at[k];
	}
	for (size_t i = 0; i < d->dim * d->dim; i++)
		to[i] /= customers;
}

bool
covariates_collinear(const struct covariates_data *d, const double *z, bool which[])
{
	double r[COVARIATES_MAX * COVARIATES_MAX], value[COVARIATES_MAX],
	    vector[COVARIATES_MAX * COVARIATES_MAX];
	gsl_matrix_view from = gsl_matrix_view_array(r, d->dim, d->dim);
	gsl_matrix_view to = gsl_matrix_view_array(vector, d->dim, d->dim);
	gsl_vector_view values = gsl_vector_view_array(value, d->dim);
	gsl_eigen_symmv_workspace *w = gsl_eigen_symmv_alloc(d->dim);

	if (w == NULL)
		fail_errno(NULL);
	correlations(d, z, r);
	gsl_eigen_symmv(&from.matrix, &values.vector, &to.matrix, w);
	gsl_eigen_symmv_sort(&values.vector, &to.matrix, GSL_EIGEN_SORT_VAL_ASC);
	gsl_eigen_symmv_free(w);
	for (size_t k = 0; k < d->dim; k++)
		which[k] = fabs(vector[k * d->dim]) > 1e-3;
	return value[0] < SINGULAR;
}

static double
mean_of(const struct covariates_data *d, size_t k, double from, double power)
{
	double sum = 0, customers = 0;

	for (size_t i = 0; i < d->n; i++) {
		const double n = (double)d->tuple[i].n;

		sum += n * pow(d->value[d->class[i] * d->dim + k] - from, power);
		customers += n;
	}
	return sum / customers;
}

bool
covariates_standardise(const struct covariates_data *d, struct covariates_scale *s, double *z,
    bool which[])
{
	bool vary = true;

	for (size_t k = 0; k < d->dim; k++) {
		s->mean[k] = mean_of(d, k, 0, 1);
		s->sd[k] = sqrt(mean_of(d, k, s->mean[k], 2));
		which[k] = !(s->sd[k] > 1e-12 * fabs(s->mean[k]));
		vary = vary && !which[k];
		for (size_t i = 0; i < d->classes; i++)
			z[i * d->dim + k] = (d->value[i * d->dim + k] - s->mean[k]) / s->sd[k];
	}
	return vary;
}

/* The standard error of the sum of the logarithms of the parameters, times A. */
static double
error_of(const struct fit *f, const double *a, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			sum += a[i] * a[j] * f->cov[i][j] / (f->par[i] * f->par[j]);
	return sqrt(sum);
}

struct natural {		/* the parameters of the search, to be turned */
	const struct covariates_found *found;
	const struct covariates_scale *scale;
	struct covariates_action action[COVARIATES_PARS];
	size_t n, base;		/* their number, and how many are not coefficients */
};

/* The logarithm of the parameter P: the sum of those of the search, times A. */
static double
log_of(const struct natural *t, size_t p, double *a)
{
	const struct covariates_action *action = t->action;
	const double *par = t->found->fit.par, *mean = t->scale->mean, *sd = t->scale->sd;
	double sum;

	a[p] = p < t->base ? 1 : 1 / sd[action[p].covariate];
	sum = log(par[p]) * a[p];
	for (size_t q = t->base; p < t->base && q < t->n; q++)
		if (action[q].at == action[p].at) {
			a[q] = -action[q].sign * mean[action[q].covariate] /
			    sd[action[q].covariate];
			sum += a[q] * log(par[q]);
		}
	return sum;
}

static bool
is_near(const struct natural *t, size_t p, double log_par)
{
	const bool odds = p < t->base && likelihood_has_odds(&t->found->at.par) &&
	    t->action[p].at == 2;

	return fabs(log_par) < (odds ? FARTHEST_ODDS : FARTHEST);
}

static void
set_coefficient(const struct natural *t, size_t p, double x, double se, struct covariates_fit *to)
{
	const int k = t->action[p].covariate;
	const bool trans = p < t->base + t->found->at.dim;

	(trans ? to->model.trans : to->model.life)[k] = x;
	(trans ? to->trans_se : to->life_se)[k] = se;
}

bool
covariates_natural(const struct covariates_found *f, const struct covariates_scale *s,
    struct covariates_fit *to)
{
	const struct btyd *m = &f->at.par;
	struct natural t = { .found = f, .scale = s, .base = likelihood_slots(m).n };
	double par[COVARIATES_PARS], a[COVARIATES_PARS][FIT_DIM] = { 0 };
	double turn[COVARIATES_PARS][FIT_DIM];
	bool near = true;

	t.n = covariates_actions(m, f->at.dim, t.action);
	likelihood_par(m, par);
	for (size_t p = 0; p < t.n; p++) {
		const double log_par = log_of(&t, p, a[p]);
		const double se = f->good ? error_of(&f->fit, a[p], t.n) : NAN;

		near = near && is_near(&t, p, log_par);
		if (p >= t.base)
			set_coefficient(&t, p, log_par, se, to);
		else
			par[p] = exp(log_par);
		if (p < t.base && m->limit == BTYD_REGULAR && !rates_equal(m))
			to->se[p] = se * par[p];
	}
	const struct uncertain u = f->inside ? uncertain_of(&f->fit, t.n) :
	    (struct uncertain){ 0 };

	to->model.par = likelihood_with_par(m, par);
	to->uncertain = uncertain_of_sums(&u, a, t.n, turn);
	return near;
}
