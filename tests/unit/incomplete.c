/* Against the distribution functions of GSL, and against closed forms. */
#include "lib/stat/incomplete.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>

#include "tests/unit/tap.h"

static void
test_beta(void)
{
	static const double par[] = { .01, .3, 1, 2.5, 7, 60, 900, 20000 };
	static const double odds[] = { 1e-6, .01, .2, 1, 1.5, 30, 1e4 };
	enum { N = sizeof par / sizeof *par, W = sizeof odds / sizeof *odds };
	bool value = true, slope = true;
	double s;

	for (size_t i = 0; i < N * N * W; i++) {
		const double a = par[i % N], b = par[i / N % N], w = odds[i / N / N];
		const double got = incomplete_beta(a, b, w, &s), want = gsl_cdf_beta_P(w / (1 + w),
		    a, b);

		if (fabs(got - want) > 1e-10) {
			value = false;
			printf("# a %g b %g w %g: got %.17g, want %.17g\n", a, b, w, got, want);
		}
		const double x = w / (1 + w), dense = gsl_ran_beta_pdf(x, a, b) * x * (1 - x);

		if (fabs(s - dense) > 1e-9 * (1 + dense)) {
			slope = false;
			printf("# a %g b %g w %g: slope %.17g, want %.17g\n", a, b, w, s, dense);
		}
	}
	ok(value, "beta: the distribution function of GSL");
	ok(slope, "beta: the slope by log w is x (1-x) times the density of GSL");
}

static void
test_gamma(void)
{
	static const double par[] = { .01, .3, 1, 2.5, 7, 60, 900, 20000 };
	bool value = true, slope = true;
	double s;

	for (size_t i = 0; i < sizeof par / sizeof *par; i++)
		for (double by = 1e-4; by < 20; by *= 1.37) {
			const double a = par[i], w = a * by;
			const double got = incomplete_gamma(a, w, &s);

			value &= is_near(got, gsl_cdf_gamma_P(w, a, 1), 1e-9) ||
			    fabs(got - gsl_cdf_gamma_P(w, a, 1)) < 1e-13;
			slope &= fabs(s - w * gsl_ran_gamma_pdf(w, a, 1)) < 1e-9 * (1 + s);
		}
	ok(value, "gamma: the distribution function of GSL");
	ok(slope, "gamma: the slope by log w is w times the density of GSL");
}

static void
test_closed(void)
{
	double s;

	/* a = 1: 1 - (1-x)^b; b = 1: x^a; gamma of shape 1: exponential */
	near(incomplete_beta(1, 3, 1, &s), 1 - .125, 1e-14, "beta of a = 1");
	near(incomplete_beta(2, 1, 3, &s), .5625, 1e-14, "beta of b = 1");
	near(incomplete_gamma(1, 2, &s), -expm1(-2), 1e-14, "gamma of shape 1");
	near(s, 2 * exp(-2), 1e-14, "its slope");
	ok(incomplete_beta(2, 3, 0, &s) == 0 && s == 0, "beta: 0 at 0");
	ok(incomplete_beta(2, 3, INFINITY, &s) == 1 && s == 0, "beta: 1 at infinity");
	ok(incomplete_gamma(2, 0, &s) == 0 && s == 0, "gamma: 0 at 0");
	ok(incomplete_gamma(2, INFINITY, &s) == 1 && s == 0, "gamma: 1 at infinity");
}

int
main(void)
{
	test_beta();
	test_gamma();
	test_closed();
	return done();
}
