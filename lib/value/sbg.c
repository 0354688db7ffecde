#include "lib/value/sbg.h"

#include <math.h>

#include "lib/stat/fit.h"
#include "lib/stat/hyp.h"
#include "lib/stat/sample.h"

static const double SAME = 1e-6;	/* log-likelihoods that differ by less are equal */

enum sbg_fault
sbg_check(const double *survivors, size_t n)
{
	enum { FEWEST = 3 };

	if (n < FEWEST)
		return SBG_SHORT;
	if (!(survivors[0] > 0))
		return SBG_NOBODY;
	for (size_t i = 1; i < n; i++)
		if (survivors[i] > survivors[i - 1])
			return SBG_GROWS;
	if (survivors[n - 1] == survivors[0])
		return SBG_NONE_LOST;
	return survivors[1] == 0 ? SBG_ALL_LOST : SBG_FINE;
}

double
sbg_loglik(const struct mixture *m, const double *survivors, size_t n)
{
	double sum = 0;

	for (size_t t = 1; t < n; t++)
		if (survivors[t] < survivors[t - 1])
			sum += (survivors[t - 1] - survivors[t]) *
			    mixture_log(m, 1, (double)(t - 1));
	if (survivors[n - 1] > 0)
		sum += survivors[n - 1] * mixture_log(m, 0, (double)(n - 1));
	return sum;
}

struct cohort {
	const double *survivors;
	size_t n;
};

static double
loglik(void *ctx, const double *par)
{
	const struct cohort *c = ctx;
	const struct mixture m = mixture_of(MIXTURE_BETA, par);

	return sbg_loglik(&m, c->survivors, c->n);
}

/* Takes a limit, in which a share A of the customers leaves, if it is not worse. */
static void
take_limit(enum mixture_kind kind, double a, const struct cohort *c, struct sbg_fit *best)
{
	const struct mixture m = { kind, a, 1 - a };
	const double l = sbg_loglik(&m, c->survivors, c->n);

	if (isfinite(l) && !(l < best->loglik - SAME))
		*best = (struct sbg_fit){ m, { NAN, NAN }, { { NAN, NAN }, { NAN, NAN } }, l };
}

static void
take_regular(struct cohort *c, struct sbg_fit *best)
{
	static const double start[][2] = { { 1, 1 }, { 1, 10 }, { .1, .1 }, { 20, 200 } };
	const struct fit_model model = { .dim = 2, .loglik = loglik, .ctx = c };
	struct fit f;

	for (size_t i = 0; i < sizeof start / sizeof *start; i++) {
		const bool good = fit_max(&model, start[i], &f) && !fit_boundary(&f, 2);

		if (!(f.loglik > best->loglik))
			continue;
		*best = (struct sbg_fit){ mixture_of(MIXTURE_BETA, f.par), { NAN, NAN },
		    { { NAN, NAN }, { NAN, NAN } }, f.loglik };
		for (size_t j = 0; good && j < 2; j++) {
			best->se[j] = f.se[j];
			best->cov[j][0] = f.cov[j][0];
			best->cov[j][1] = f.cov[j][1];
		}
	}
}

void
sbg_fit(const double *survivors, size_t n, struct sbg_fit *to)
{
	struct cohort c = { survivors, n };
	double renewals = 0;

	for (size_t t = 1; t < n; t++)
		renewals += survivors[t - 1];
	*to = (struct sbg_fit){ .loglik = -INFINITY };
	take_regular(&c, to);
	take_limit(MIXTURE_EQUAL, (survivors[0] - survivors[n - 1]) / renewals, &c, to);
	take_limit(MIXTURE_SPLIT, 1 - survivors[1] / survivors[0], &c, to);
}

double
sbg_survival(const struct mixture *m, double t)
{
	return exp(mixture_log(m, 0, t));
}

double
sbg_retention(const struct mixture *m, double t)
{
	return mixture_miss(m, 0, t - 1);
}

struct sbg_interval
sbg_interval(const struct sbg_fit *f, double t)
{
	double up[3], all[3];

	if (isnan(f->se[0]) || !(t > 0))
		return (struct sbg_interval){ NAN, NAN };
	hyp_rise(f->theta.b, t, up);
	hyp_rise(f->theta.a + f->theta.b, t, all);
	/* log S is up[0] - all[0] */
	const double log_s = up[0] - all[0], by_a = -all[1], by_b = up[1] - all[1];
	const double variance = by_a * by_a * f->cov[0][0] + 2 * by_a * by_b * f->cov[0][1] +
	    by_b * by_b * f->cov[1][1];
	const double by = exp(SAMPLE_Z * sqrt(variance) / -log_s);

	return (struct sbg_interval){ exp(log_s * by), exp(log_s / by) };
}

double
sbg_renewals(const struct mixture *m, double t, double rate)
{
	return (1 + rate) * mixture_annuity(m, t, INFINITY, rate);
}

double
sbg_payments(const struct mixture *m, double t, double rate)
{
	return 1 + mixture_annuity(m, t, INFINITY, rate);
}
