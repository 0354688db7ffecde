#include "lib/stat/effect_own.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"

enum { HALVE = 40 };

/* The value that the share P of the N values reaches at most. Sorts them. */
static double
quantile(double *v, size_t n, double p)
{
	sort_doubles(v, n);
	const size_t i = (size_t)ceil(p * (double)n);

	return v[i > 0 ? i - 1 : 0];
}

/*
 * The statistic with the effect D is (difference + D) / se. It exceeds its limit if
 * D > limit * se - difference.
 */
static double
least_shuffled(const struct effect_trial *t, double power)
{
	const struct effect_taken none = effect_take(t, EFFECT_ADDED, 0);
	double *v = mem_new(t->shuffles, sizeof *v);

	for (size_t i = 0; i < t->shuffles; i++)
		v[i] = effect_statistic(effect_difference(t, &t->shuffled[i], &none));
	const double limit = quantile(v, t->shuffles, 1 - t->tail);

	for (size_t i = 0; i < t->shuffles; i++) {
		const struct effect_difference d = effect_difference(t, &t->shuffled[i], &none);

		v[i] = limit * d.se - d.value;
	}
	const double least = quantile(v, t->shuffles, power);

	free(v);
	return least;
}

static double
least_welch(const struct effect_trial *t, double power)
{
	const double v = t->all.aa / (t->n[0] + t->n[1] - 2);

	return (gsl_cdf_ugaussian_Qinv(t->tail) + gsl_cdf_ugaussian_Pinv(power)) *
	    sqrt(v / t->n[0] + v / t->n[1]);
}

/* Of the number of ways to draw the smaller arm of each stratum, the logarithm. */
static double
log_draws(const struct effect_trial *t)
{
	double sum = 0;

	for (const struct effect_stratum *s = t->stratum; s < t->stratum + t->nstrata; s++)
		sum += lgamma((double)s->n + 1) - lgamma((double)s->small + 1) -
		    lgamma((double)(s->n - s->small) + 1);
	return sum;
}

struct effect_least
effect_least(const struct effect_case *c, size_t n, double alpha, double power, uint64_t seed)
{
	const size_t held = effect_count_held(c, n);
	struct effect_least l = { .value = NAN, .mean = NAN, .saved = NAN, .least_p = NAN,
		.treated = n - held,
		.held = held, .why = effect_why_not(c, n, held) };
	long double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += c[i].y;
	l.mean = n > 0 ? (double)(sum / (long double)n) : NAN;
	if (l.why != EFFECT_OK)
		return l;
	struct effect_trial t = effect_trial_new(c, n, held, alpha, &l.saved);

	l.least_p = fmin(1, 2 * exp(-log_draws(&t)));
	if (l.least_p > alpha * (1 + 1e-9)) {
		l.why = EFFECT_NO_TEST;
		effect_trial_free(&t);
		return l;
	}
	l.method = t.shuffles > 0 ? EFFECT_SHUFFLED : EFFECT_WELCH;
	if (t.shuffles > 0)
		effect_shuffle(&t, seed);
	l.value = (t.shuffles > 0 ? least_shuffled : least_welch)(&t, power);
	if (!isfinite(l.value)) {
		l.value = NAN;
		l.why = EFFECT_FEW;
	}
	effect_trial_free(&t);
	return l;
}

double
effect_least_share(const struct effect_least *l, double alpha, double power)
{
	const double rest = 1 - l->saved, p = l->mean;
	const double se = sqrt(rest * p * (1 - p) * (1 / (double)l->held + 1 / (double)l->treated));
	/* the shuffles know that few in an arm are skewed */
	const double z = l->method == EFFECT_SHUFFLED && l->value > 0 && se > 0 ? l->value / se :
	    gsl_cdf_ugaussian_Qinv(alpha / 2) + gsl_cdf_ugaussian_Pinv(power);
	double low = 0, high = 1 - p;	/* more than z standard errors at HIGH, or nowhere */

	for (int i = 0; i < HALVE; i++) {
		const double d = (low + high) / 2, q = p + d;
		const double v = rest * (p * (1 - p) / (double)l->held +
		    q * (1 - q) / (double)l->treated);

		*(d > z * sqrt(v) ? &high : &low) = d;
	}
	return high < 1 - p ? high : NAN;
}
