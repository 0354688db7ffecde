#include "lib/stat/fit.h"

#include "lib/stat/hyp.h"
#include "tests/unit/tap.h"

/* A gamma sample, described by its sufficient statistics. */
struct sample {
	double n, sum, logs;
};

static double
loglik(void *ctx, const double *par)
{
	const struct sample *s = ctx;
	double l[3];

	hyp_gamma(par[0], l);
	return s->n * (par[0] * log(par[1]) - l[0]) + (par[0] - 1) * s->logs - par[1] * s->sum;
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	const struct sample *s = ctx;
	double l[3];

	hyp_gamma(par[0], l);
	grad[0] = s->n * (log(par[1]) - l[1]) + s->logs;
	grad[1] = s->n * par[0] / par[1] - s->sum;
	hess[0] = -s->n * l[2];
	hess[1] = hess[2] = s->n / par[1];
	hess[3] = -s->n * par[0] / (par[1] * par[1]);
	return loglik(ctx, par);
}

/*
 * The result solves the likelihood equations, the covariance is the inverse information, and
 * differences work as well as derivatives.
 */
static void
test_gamma(void)
{
	struct sample s = { 1000, 2500, 600 };
	struct fit_model m = { .dim = 2, .loglik = loglik, .derive = derive, .ctx = &s };
	struct fit exact, differences;
	double l[3], start[] = { 1, 1 };

	ok(fit_max(&m, start, &exact), "a gamma sample");
	hyp_gamma(exact.par[0], l);
	near(exact.par[0] / exact.par[1], 2.5, 1e-12, "its mean");
	near(log(exact.par[1]) - l[1], -.6, 1e-12, "and the other equation");
	near(exact.se[0], sqrt(exact.par[0] / (1000 * (exact.par[0] * l[2] - 1))), 1e-10,
	    "standard error of the shape");
	near(exact.cov[0][1], exact.cov[1][0], 1e-12, "the covariance is symmetric");
	ok(exact.gradient < 1e-5 && exact.condition < 1e3 && !fit_boundary(&exact, 2), "inside");
	m.derive = NULL;
	ok(fit_max(&m, start, &differences), "without derivatives");
	near(differences.par[0], exact.par[0], 1e-8, "the same shape");
	near(differences.par[1], exact.par[1], 1e-8, "the same rate");
	near(differences.loglik, exact.loglik, 1e-13, "the same likelihood");
	near(differences.se[0], exact.se[0], 1e-5, "the same standard error");
	near(differences.se[1], exact.se[1], 1e-5, "and the other");
}

static double
never(void *ctx, const double *par)
{
	(void)ctx;
	return par[0] > 0 ? NAN : 0;
}

static double
rising(void *ctx, const double *par)
{
	return -*(const double *)ctx / par[0];
}

static void
test_none(void)
{
	double one = 1;
	struct fit_model impossible = { .dim = 1, .loglik = never },
	    up = { .dim = 1, .loglik = rising, .ctx = &one };
	struct fit f;

	ok(!fit_max(&impossible, &one, &f) && isnan(f.se[0]), "impossible everywhere");
	ok(!fit_max(&up, &one, &f) && isnan(f.se[0]) && fit_boundary(&f, 1), "no maximum");
}

int
main(void)
{
	test_gamma();
	test_none();
	return done();
}
