#include "lib/stat/effect_own.h"

#include <gsl/gsl_cdf.h>

#include "lib/base/say.h"

#define ROUNDING 1e-12	/* of a difference, as a share of the means */

/* Welch's degrees of freedom, of the outcomes as they are. */
static double
freedom(const struct effect_trial *t)
{
	const struct effect_sums *s = &t->seen;
	const double v0 = (s->aa - s->a * s->a / t->n[0]) / (t->n[0] - 1) / t->n[0];
	const double v1 = (t->all.aa - s->aa - s->a * s->a / t->n[1]) / (t->n[1] - 1) / t->n[1];

	if (!(t->n[0] > 1 && v0 + v1 > 0))
		return t->n[0] + t->n[1] - 2;
	return (v0 + v1) * (v0 + v1) / (v0 * v0 / (t->n[0] - 1) + v1 * v1 / (t->n[1] - 1));
}

/* P of a difference as large as seen (SIDE 1), or as small (-1), if the effect were BY. */
static double
tail(const struct effect_trial *t, enum effect_scale k, double by, int side)
{
	const struct effect_taken e = effect_take(t, k, by);
	const double seen = side * effect_statistic(effect_difference(t, &t->seen, &e));
	const double least = isinf(seen) ? seen : seen - 1e-9 * (1 + fabs(seen));	/* ties */
	size_t n = 1;

	if (t->shuffles == 0)
		return gsl_cdf_tdist_Q(seen, freedom(t));
	for (size_t i = 0; i < t->shuffles; i++) {
		const struct effect_difference d = effect_difference(t, &t->shuffled[i], &e);

		n += d.se > 0 ?
		    side * d.value >= least * d.se : side * effect_statistic(d) >= least;
	}
	return (double)n / (double)(t->shuffles + 1);
}

enum { WIDEN = 40, HALVE = 40 };

/*
 * The bound of the interval below the estimate FROM (SIDE 1), or above it (-1). LIMIT is where the
 * scale ends, if it does. Infinite if nothing is rejected.
 */
static double
bound(const struct effect_trial *t, enum effect_scale k, double from, double step, int side,
    double limit)
{
	const double nothing = 1e-6 * step;	/* a step at 0 is found up to ties */
	double in = from, out = from;

	for (int i = 0;; i++, step *= 2) {
		out = from - side * step;
		if (side < 0 && out >= limit)
			out = in + (limit - in) / 2;
		if (tail(t, k, out, side) <= t->tail)
			break;
		if (i == WIDEN)
			return side > 0 ? -(double)INFINITY : (double)INFINITY;
		in = out;
	}
	for (int i = 0; i < HALVE; i++) {
		const double mid = in + (out - in) / 2;

		*(tail(t, k, mid, side) <= t->tail ? &out : &in) = mid;
	}
	return fabs(in) < nothing ? 0 : in;
}

/* The effect of a factor 1 - K on the outcomes of the treated, as a share of the hold-out. */
static double
relative_of(double k)
{
	return isinf(k) ? (k > 0 ? INFINITY : -1) : k >= 1 ? INFINITY : k / (1 - k);
}

static void
intervals(const struct effect_trial *t, struct effect *e)
{
	const struct effect_sums *s = &t->seen;

	e->value = s->a / s->b[EFFECT_ADDED];
	const struct effect_taken off = effect_take(t, EFFECT_ADDED, e->value);
	const double se = effect_difference(t, s, &off).se;
	const double step = se > 0 ? 2 * se : fabs(e->value) / 2 + sqrt(t->all.aa);

	e->low = bound(t, EFFECT_ADDED, e->value, step, 1, INFINITY);
	e->high = bound(t, EFFECT_ADDED, e->value, step, -1, INFINITY);
	const double up = tail(t, EFFECT_ADDED, 0, 1), down = tail(t, EFFECT_ADDED, 0, -1);

	e->p = fmin(1, 2 * fmin(up, down));
	if (isinf(e->low) || isinf(e->high)) {
		e->why = EFFECT_FEW;
		e->low = e->high = NAN;
		return;
	}
	const double factor = s->a / s->b[EFFECT_TIMES];

	/* without any outcome of the hold-out, or of the treated, a ratio says nothing */
	if (!(e->held_mean > 0) || !(e->treated_mean > 0) || !(factor < 1))
		return;
	const double width = fabs(step / e->treated_mean);

	e->relative = relative_of(factor);
	e->relative_low = relative_of(bound(t, EFFECT_TIMES, factor, width, 1, INFINITY));
	e->relative_high = relative_of(bound(t, EFFECT_TIMES, factor, width, -1, 1));
}

static double
mean_of(const struct effect_case *c, size_t n, bool held, size_t of)
{
	long double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += c[i].held == held ? c[i].y : 0;
	return of > 0 ? (double)(sum / (long double)of) : NAN;
}

struct effect
effect_of(const struct effect_case *c, size_t n, double alpha, uint64_t seed)
{
	const size_t held = effect_count_held(c, n);
	struct effect e = { .treated = n - held, .held = held,
		.treated_mean = mean_of(c, n, false, n - held),
		.held_mean = mean_of(c, n, true, held), .value = NAN, .low = NAN, .high = NAN,
		.relative = NAN, .relative_low = NAN, .relative_high = NAN, .p = NAN,
		.saved = NAN, .why = effect_why_not(c, n, held) };

	if (e.why != EFFECT_OK) {
		e.value = e.why == EFFECT_SAME ? 0 : NAN;
		return e;
	}
	struct effect_trial t = effect_trial_new(c, n, held, alpha, &e.saved);

	e.method = t.shuffles > 0 ? EFFECT_SHUFFLED : EFFECT_WELCH;
	if (t.shuffles > 0)
		effect_shuffle(&t, seed);
	intervals(&t, &e);
	effect_trial_free(&t);
	if (fabs(e.value) < ROUNDING * fmax(fabs(e.treated_mean), fabs(e.held_mean)))
		e.value = 0;
	return e;
}

const char *
effect_method_name(enum effect_method m)
{
	return m == EFFECT_SHUFFLED ? "shuffled" : "welch";
}

const char *
effect_why_text(enum effect_why w)
{
	static const char *const text[] = {
		[EFFECT_OK] = "",
		[EFFECT_NO_CASES] = SAY("there are no customers"),
		[EFFECT_NO_HOLDOUT] = SAY("nobody is held out"),
		[EFFECT_NO_TREATMENT] = SAY("everybody is held out"),
		[EFFECT_SAME] = SAY("all customers have the same outcome"),
		[EFFECT_FEW] = SAY("too few customers for an interval"),
		[EFFECT_NO_TEST] = SAY("so few customers that no test can find an effect"),
	};

	return text[w];
}
