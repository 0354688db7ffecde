/*
 * sbg: the two segments of Fader and Hardie (2007), with values of an independent computation, and
 * cohorts whose maximum is known by hand.
 */
#include "lib/value/sbg.h"

#include <stddef.h>

#include "tests/unit/tap.h"

static const double regular[] = { 1000, 631, 468, 382, 326, 289, 262, 241 };
static const double high_end[] = { 1000, 869, 743, 653, 593, 551, 517, 491 };

static const struct segment {
	const double *survivors;
	double alpha, beta, loglik, survivors_8_to_12[5], renewals, payments;
} segments[] = {
	{ regular, .704077299, 1.182043026, -1680.265188463,
	    { 220.084967, 204.410787, 191.190191, 179.864992, 170.037453 },
	    6.84231494808, 3.69490842748 },
	{ high_end, .668088351, 3.806094966, -1611.158147391,
	    { 460.439672, 435.779590, 414.172398, 395.055343, 377.999072 },
	    7.52962805505, 5.92225349564 },
};

static void
test_segment(const struct segment *s)
{
	struct sbg_fit f;

	ok(sbg_check(s->survivors, 8) == SBG_FINE, "can be fitted");
	sbg_fit(s->survivors, 8, &f);
	ok(f.theta.kind == MIXTURE_BETA, "regular");
	near(f.theta.a, s->alpha, 1e-6, "alpha");
	near(f.theta.b, s->beta, 1e-6, "beta");
	near(f.loglik, s->loglik, 1e-9, "log-likelihood");
	for (int t = 8; t <= 12; t++)
		near(1000 * sbg_survival(&f.theta, t), s->survivors_8_to_12[t - 8], 1e-7,
		    "survivors");
	near(sbg_renewals(&f.theta, 7, .1), s->renewals, 1e-8, "DERL before the eighth renewal");
	near(sbg_payments(&f.theta, 0, .1), s->payments, 1e-8, "a new customer");
}

static void
test_regular(void)
{
	static const double retention[] = { .626706054, .756047143, .818822569, .855902587,
	    .880383468, .897754139, .910719432, .920766626 };
	struct sbg_fit f;

	sbg_fit(regular, 8, &f);
	near(f.se[0] / f.theta.a, .093170, 1e-5, "standard error of log alpha");
	near(f.se[1] / f.theta.b, .128993, 1e-5, "standard error of log beta");
	for (int t = 1; t <= 8; t++)
		near(sbg_retention(&f.theta, t), retention[t - 1], 1e-7, "retention");
	ok(isinf(sbg_payments(&f.theta, 0, 0)), "alpha below 1: no mean lifetime");
}

/*
 * The interval by the same method with numeric derivatives of log(-log S) by the logarithms of the
 * parameters.
 */
static void
test_interval(void)
{
	const double h = 1e-5;
	struct sbg_fit f;
	double by[2];

	sbg_fit(regular, 8, &f);
	const struct sbg_interval got = sbg_interval(&f, 12);

	for (int i = 0; i < 2; i++) {
		struct mixture up = f.theta, down = f.theta;

		*(i == 0 ? &up.a : &up.b) *= exp(h);
		*(i == 0 ? &down.a : &down.b) *= exp(-h);
		by[i] = (log(-mixture_log(&up, 0, 12)) - log(-mixture_log(&down, 0, 12))) / (2 * h);
		by[i] /= i == 0 ? f.theta.a : f.theta.b;
	}
	const double se = sqrt(by[0] * by[0] * f.cov[0][0] + 2 * by[0] * by[1] * f.cov[0][1] +
	    by[1] * by[1] * f.cov[1][1]);
	const double middle = log(-mixture_log(&f.theta, 0, 12));

	near(got.low, exp(-exp(middle + 1.959963984540054 * se)), 1e-7, "low");
	near(got.high, exp(-exp(middle - 1.959963984540054 * se)), 1e-7, "high");
	ok(isnan(sbg_interval(&f, 0).low), "no interval of what is certain");
}

static void
test_limits(void)
{
	struct sbg_fit f;

	/* half leave each time: theta 1/2, and 800 + 400 + 200 renewals of which half are lost */
	sbg_fit((const double[]){ 800, 400, 200, 100 }, 4, &f);
	ok(f.theta.kind == MIXTURE_EQUAL && isnan(f.se[0]), "geometric");
	near(f.theta.a, .5, 1e-12, "theta");
	near(f.loglik, -1400 * M_LN2, 1e-12, "log-likelihood");
	near(sbg_renewals(&f.theta, 3, 0), 1, 1e-12, "one more renewal");
	ok(isnan(sbg_interval(&f, 5).high), "no interval at a limit");
	/* ever more leave: no distribution of theta does better than equal ones */
	sbg_fit((const double[]){ 1000, 950, 800, 400 }, 4, &f);
	ok(f.theta.kind == MIXTURE_EQUAL, "rising losses");
	near(f.theta.a, 600 / 2750., 1e-12, "theta of rising losses");
	sbg_fit((const double[]){ 1000, 600, 600, 600 }, 4, &f);
	ok(f.theta.kind == MIXTURE_SPLIT, "once or never");
	near(f.theta.a, .4, 1e-12, "pi");
	near(f.loglik, 400 * log(.4) + 600 * log(.6), 1e-12, "log-likelihood");
	near(sbg_survival(&f.theta, 9), .6, 1e-12, "the others stay");
}

static void
test_faults(void)
{
	static const struct {
		double survivors[4];
		size_t n;
		enum sbg_fault fault;
	} bad[] = {
		{ { 10, 5 }, 2, SBG_SHORT }, { { 0 }, 0, SBG_SHORT },
		{ { 10, 5, 6 }, 3, SBG_GROWS }, { { 0, 0, 0 }, 3, SBG_NOBODY },
		{ { 10, 10, 10 }, 3, SBG_NONE_LOST }, { { 10, 0, 0 }, 3, SBG_ALL_LOST },
		{ { 10, 5, 0 }, 3, SBG_FINE },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ok(sbg_check(bad[i].survivors, bad[i].n) == bad[i].fault, "check");
}

int
main(void)
{
	for (size_t i = 0; i < sizeof segments / sizeof *segments; i++)
		test_segment(&segments[i]);
	test_regular();
	test_interval();
	test_limits();
	test_faults();
	return done();
}
