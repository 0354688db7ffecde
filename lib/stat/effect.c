#include "lib/stat/effect.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"

/*
 * effect_of prepares the cases: sort_cases puts the strata one after the other, and centre makes
 * residuals a of the outcome, and b of what an effect takes off: b[ADDED] of t, b[TIMES] of y t.
 * shuffle draws arms again and again and keeps their sums; statistic computes the studentised
 * difference from sums, for any effect; tail compares it; bound searches where the tail crosses
 * alpha / 2.
 */

#define ROUNDING 1e-12	/* of a difference, as a share of the means */

enum scale { ADDED, TIMES, SCALES };

struct item {
	double a, b[SCALES];
};

/* Over the cases of the smaller arm, or over all. */
struct sums {
	double a, aa, b[SCALES], ab[SCALES], bb[SCALES];
};

struct stratum {
	size_t from, n, small;	/* the first case, how many, and how many in the smaller arm */
};

struct trial {
	struct item *item;	/* stratum by stratum, the smaller arm first */
	struct stratum *stratum;
	size_t nstrata;
	double n[2];		/* cases of the smaller arm, of the other one */
	double per[2], weight[2];	/* see weigh */
	double sign;		/* 1: the smaller arm is the treatment, -1: the hold-out */
	struct sums all, seen;
	struct sums *shuffled;
	size_t shuffles;	/* 0: EFFECT_WELCH */
	double tail;		/* alpha / 2 */
};

static void
add(struct sums *s, const struct item *i)
{
	s->a += i->a;
	s->aa += i->a * i->a;
	for (int k = 0; k < SCALES; k++) {
		s->b[k] += i->b[k];
		s->ab[k] += i->a * i->b[k];
		s->bb[k] += i->b[k] * i->b[k];
	}
}

/*
 * Numbers the strata anew, so that those without both arms are one, and sorts the cases by stratum,
 * in each the smaller arm first. Returns the order of the cases.
 */
static size_t *
sort_cases(struct trial *t, const struct effect_case *c, size_t n, bool held_first)
{
	uint32_t strata = 0;

	for (size_t i = 0; i < n; i++)
		strata = c[i].stratum >= strata ? c[i].stratum + 1 : strata;
	size_t (*arm)[2] = mem_new(strata, sizeof *arm), *at = mem_new(strata, sizeof *at);
	size_t *order = mem_new(n, sizeof *order);

	for (size_t i = 0; i < n; i++)
		arm[c[i].stratum][c[i].held != held_first]++;
	t->stratum = mem_new((size_t)strata + 1, sizeof *t->stratum);
	t->nstrata = 1;		/* 0: those without both arms */
	for (size_t s = 0; s < strata; s++) {
		at[s] = arm[s][0] > 0 && arm[s][1] > 0 ? t->nstrata++ : 0;
		t->stratum[at[s]].small += arm[s][0];
		t->stratum[at[s]].n += arm[s][0] + arm[s][1];
	}
	size_t *next = mem_new(t->nstrata * 2, sizeof *next), from = 0;

	for (size_t s = 0; s < t->nstrata; s++) {
		t->stratum[s].from = next[2 * s] = from;
		next[2 * s + 1] = from + t->stratum[s].small;
		from += t->stratum[s].n;
	}
	for (size_t i = 0; i < n; i++)
		order[next[2 * at[c[i].stratum] + (c[i].held != held_first)]++] = i;
	free(next);
	free(arm);
	free(at);
	return order;
}

/* The columns of the regression: outcome, treatment, outcome of the treated, and the covariate. */
enum { Y, T, YT, X, COLUMNS };

static void
columns(const struct effect_case *c, double to[static COLUMNS])
{
	to[Y] = c->y;
	to[T] = !c->held;
	to[YT] = c->held ? 0 : c->y;
	to[X] = c->x;
}

static void
means(const struct effect_case *c, const size_t *order, const struct stratum *s,
    double to[static COLUMNS])
{
	double v[COLUMNS];

	memset(to, 0, COLUMNS * sizeof *to);
	for (size_t i = s->from; i < s->from + s->n; i++) {
		columns(&c[order[i]], v);
		for (int k = 0; k < COLUMNS; k++)
			to[k] += v[k] / (double)s->n;
	}
}

/* Makes the residuals. Returns the share of the variance of Y that X explains. */
static double
centre(struct trial *t, const struct effect_case *c, const size_t *order, size_t n)
{
	double (*v)[COLUMNS] = mem_new(n, sizeof *v), mean[COLUMNS], xv[COLUMNS] = { 0 }, yy = 0;

	for (const struct stratum *s = t->stratum; s < t->stratum + t->nstrata; s++) {
		means(c, order, s, mean);
		for (size_t i = s->from; i < s->from + s->n; i++) {
			columns(&c[order[i]], v[i]);
			for (int k = 0; k < COLUMNS; k++)
				v[i][k] -= mean[k];
			for (int k = 0; k < COLUMNS; k++)
				xv[k] += v[i][X] * v[i][k];
			yy += v[i][Y] * v[i][Y];
		}
	}
	double slope[COLUMNS];

	for (int k = 0; k < COLUMNS; k++)
		slope[k] = xv[X] > 0 ? xv[k] / xv[X] : 0;
	for (size_t i = 0; i < n; i++)
		t->item[i] = (struct item){ v[i][Y] - slope[Y] * v[i][X],
			{ v[i][T] - slope[T] * v[i][X], v[i][YT] - slope[YT] * v[i][X] } };
	free(v);
	return yy > 0 ? slope[Y] * xv[Y] / yy : 0;
}

static struct sums
sum_small(const struct trial *t)
{
	struct sums s = { 0 };

	for (size_t k = 0; k < t->nstrata; k++)
		for (size_t i = 0; i < t->stratum[k].small; i++)
			add(&s, &t->item[t->stratum[k].from + i]);
	return s;
}

static struct sums
sum_all(const struct trial *t, size_t n)
{
	struct sums s = { 0 };

	for (size_t i = 0; i < n; i++)
		add(&s, &t->item[i]);
	return s;
}

/* Draws the smaller arm of each stratum, to the places where it stands. */
static void
draw(struct trial *t, gsl_rng *random)
{
	for (const struct stratum *s = t->stratum; s < t->stratum + t->nstrata; s++) {
		struct item *item = t->item + s->from;

		for (size_t i = 0; i < s->small && i + 1 < s->n; i++) {
			const uint64_t left = s->n - i;
			const size_t k = i + (size_t)(gsl_rng_get(random) * left >> 32);
			const struct item was = item[i];

			item[i] = item[k];
			item[k] = was;
		}
	}
}

static void
shuffle(struct trial *t, uint64_t seed)
{
	gsl_rng *random = gsl_rng_alloc(gsl_rng_taus2);	/* all of its 32 bits are random */

	gsl_rng_set(random, (unsigned long)seed);
	t->shuffled = mem_new(t->shuffles, sizeof *t->shuffled);
	for (size_t i = 0; i < t->shuffles; i++) {
		draw(t, random);
		t->shuffled[i] = sum_small(t);
	}
	gsl_rng_free(random);
}

/* The difference of the arms, treatment less hold-out, and its standard error. */
struct difference {
	double value, se;
};

/* An effect BY that is taken off, and what follows from it for all assignments. */
struct taken {
	enum scale k;
	double by, all;		/* the sum of the squares of all residuals */
};

static struct taken
take(const struct trial *t, enum scale k, double by)
{
	return (struct taken){ k, by,
	    t->all.aa - by * (2 * t->all.ab[k] - by * t->all.bb[k]) };
}

static inline struct difference
difference(const struct trial *t, const struct sums *s, const struct taken *e)
{
	const double sum = s->a - e->by * s->b[e->k];
	const double one = s->aa - e->by * (2 * s->ab[e->k] - e->by * s->bb[e->k]);
	const double q0 = fmax(0, one - sum * sum * t->per[0]);
	const double q1 = fmax(0, e->all - one - sum * sum * t->per[1]);
	const double v = q0 * t->weight[0] + q1 * t->weight[1];

	/* less than the rounding of the sums is nothing */
	return (struct difference){ t->sign * sum * (t->per[0] + t->per[1]),
	    v > 1e-13 * e->all * t->per[0] ? sqrt(v) : 0 };
}

/* What a sum of squares adds to the squared standard error. */
static void
weigh(struct trial *t)
{
	for (int i = 0; i < 2; i++) {
		t->per[i] = 1 / t->n[i];
		t->weight[i] = t->per[i] / (t->n[i] - 1);
	}
	if (t->n[0] < 2)	/* one case has no variance of its own: that of both arms */
		t->weight[0] = t->weight[1] = (t->per[0] + t->per[1]) / (t->n[1] - 1);
}

static double
statistic(struct difference d)
{
	if (d.se > 0)
		return d.value / d.se;
	return d.value == 0 ? 0 : copysign(INFINITY, d.value);
}

/* Welch's degrees of freedom, of the outcomes as they are. */
static double
freedom(const struct trial *t)
{
	const struct sums *s = &t->seen;
	const double v0 = (s->aa - s->a * s->a / t->n[0]) / (t->n[0] - 1) / t->n[0];
	const double v1 = (t->all.aa - s->aa - s->a * s->a / t->n[1]) / (t->n[1] - 1) / t->n[1];

	if (!(t->n[0] > 1 && v0 + v1 > 0))
		return t->n[0] + t->n[1] - 2;
	return (v0 + v1) * (v0 + v1) / (v0 * v0 / (t->n[0] - 1) + v1 * v1 / (t->n[1] - 1));
}

/* P of a difference as large as seen (SIDE 1), or as small (-1), if the effect were BY. */
static double
tail(const struct trial *t, enum scale k, double by, int side)
{
	const struct taken e = take(t, k, by);
	const double seen = side * statistic(difference(t, &t->seen, &e));
	const double least = isinf(seen) ? seen : seen - 1e-9 * (1 + fabs(seen));	/* ties */
	size_t n = 1;

	if (t->shuffles == 0)
		return gsl_cdf_tdist_Q(seen, freedom(t));
	for (size_t i = 0; i < t->shuffles; i++) {
		const struct difference d = difference(t, &t->shuffled[i], &e);

		n += d.se > 0 ? side * d.value >= least * d.se : side * statistic(d) >= least;
	}
	return (double)n / (double)(t->shuffles + 1);
}

enum { WIDEN = 40, HALVE = 40 };

/*
 * The bound of the interval below the estimate FROM (SIDE 1), or above it (-1). LIMIT is where the
 * scale ends, if it does. Infinite if nothing is rejected.
 */
static double
bound(const struct trial *t, enum scale k, double from, double step, int side, double limit)
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
intervals(const struct trial *t, struct effect *e)
{
	const struct sums *s = &t->seen;

	e->value = s->a / s->b[ADDED];
	const struct taken off = take(t, ADDED, e->value);
	const double se = difference(t, s, &off).se;
	const double step = se > 0 ? 2 * se : fabs(e->value) / 2 + sqrt(t->all.aa);

	e->low = bound(t, ADDED, e->value, step, 1, INFINITY);
	e->high = bound(t, ADDED, e->value, step, -1, INFINITY);
	const double up = tail(t, ADDED, 0, 1), down = tail(t, ADDED, 0, -1);

	e->p = fmin(1, 2 * fmin(up, down));
	if (isinf(e->low) || isinf(e->high)) {
		e->why = EFFECT_FEW;
		e->low = e->high = NAN;
		return;
	}
	const double factor = s->a / s->b[TIMES];

	/* without any outcome of the hold-out, or of the treated, a ratio says nothing */
	if (!(e->held_mean > 0) || !(e->treated_mean > 0) || !(factor < 1))
		return;
	const double width = fabs(step / e->treated_mean);

	e->relative = relative_of(factor);
	e->relative_low = relative_of(bound(t, TIMES, factor, width, 1, INFINITY));
	e->relative_high = relative_of(bound(t, TIMES, factor, width, -1, 1));
}

/* The squared skewness of the residuals. */
static double
skewness2(const struct trial *t, size_t n)
{
	double m3 = 0;
	const double m2 = t->all.aa / (double)n;

	for (size_t i = 0; i < n; i++)
		m3 += t->item[i].a * t->item[i].a * t->item[i].a / (double)n;
	return m2 > 0 ? m3 * m3 / (m2 * m2 * m2) : 0;
}

/* How many shuffles; 0: EFFECT_WELCH. */
static size_t
shuffles_for(const struct trial *t, size_t n)
{
	const double need = ceil(25 / t->tail) - 1;

	if (need > EFFECT_MOST || (t->n[0] > EFFECT_LARGE && t->n[0] > 355 * skewness2(t, n)))
		return 0;
	return need > EFFECT_SHUFFLES ? (size_t)need : EFFECT_SHUFFLES;
}

static struct trial
trial_new(const struct effect_case *c, size_t n, size_t held, double alpha, double *saved)
{
	const bool held_first = held <= n - held;
	const size_t small = held_first ? held : n - held;
	struct trial t = { .item = mem_new(n, sizeof *t.item), .sign = held_first ? -1 : 1,
		.n = { (double)small, (double)(n - small) }, .tail = alpha / 2 };
	size_t *order = sort_cases(&t, c, n, held_first);

	weigh(&t);
	*saved = centre(&t, c, order, n);
	free(order);
	t.all = sum_all(&t, n);
	t.seen = sum_small(&t);
	t.shuffles = shuffles_for(&t, n);
	return t;
}

static void
trial_free(struct trial *t)
{
	free(t->item);
	free(t->stratum);
	free(t->shuffled);
}

static size_t
count_held(const struct effect_case *c, size_t n)
{
	size_t held = 0;

	for (size_t i = 0; i < n; i++)
		held += c[i].held;
	return held;
}

static enum effect_why
why_not(const struct effect_case *c, size_t n, size_t held)
{
	size_t same = 1;

	if (n == 0)
		return EFFECT_NO_CASES;
	if (held == 0 || held == n)
		return held == 0 ? EFFECT_NO_HOLDOUT : EFFECT_NO_TREATMENT;
	while (same < n && c[same].y == c[0].y)
		same++;
	return same == n ? EFFECT_SAME : EFFECT_OK;
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
	const size_t held = count_held(c, n);
	struct effect e = { .treated = n - held, .held = held,
		.treated_mean = mean_of(c, n, false, n - held),
		.held_mean = mean_of(c, n, true, held), .value = NAN, .low = NAN, .high = NAN,
		.relative = NAN, .relative_low = NAN, .relative_high = NAN, .p = NAN,
		.saved = NAN, .why = why_not(c, n, held) };

	if (e.why != EFFECT_OK) {
		e.value = e.why == EFFECT_SAME ? 0 : NAN;
		return e;
	}
	struct trial t = trial_new(c, n, held, alpha, &e.saved);

	e.method = t.shuffles > 0 ? EFFECT_SHUFFLED : EFFECT_WELCH;
	if (t.shuffles > 0)
		shuffle(&t, seed);
	intervals(&t, &e);
	trial_free(&t);
	if (fabs(e.value) < ROUNDING * fmax(fabs(e.treated_mean), fabs(e.held_mean)))
		e.value = 0;
	return e;
}

static int
ascending(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The value that the share P of the N values reaches at most. Sorts them. */
static double
quantile(double *v, size_t n, double p)
{
	qsort(v, n, sizeof *v, ascending);
	const size_t i = (size_t)ceil(p * (double)n);

	return v[i > 0 ? i - 1 : 0];
}

/*
 * The statistic with the effect D is (difference + D) / se. It exceeds its limit if
 * D > limit * se - difference.
 */
static double
least_shuffled(const struct trial *t, double power)
{
	const struct taken none = take(t, ADDED, 0);
	double *v = mem_new(t->shuffles, sizeof *v);

	for (size_t i = 0; i < t->shuffles; i++)
		v[i] = statistic(difference(t, &t->shuffled[i], &none));
	const double limit = quantile(v, t->shuffles, 1 - t->tail);

	for (size_t i = 0; i < t->shuffles; i++) {
		const struct difference d = difference(t, &t->shuffled[i], &none);

		v[i] = limit * d.se - d.value;
	}
	const double least = quantile(v, t->shuffles, power);

	free(v);
	return least;
}

static double
least_welch(const struct trial *t, double power)
{
	const double v = t->all.aa / (t->n[0] + t->n[1] - 2);

	return (gsl_cdf_ugaussian_Qinv(t->tail) + gsl_cdf_ugaussian_Pinv(power)) *
	    sqrt(v / t->n[0] + v / t->n[1]);
}

/* Of the number of ways to draw the smaller arm of each stratum, the logarithm. */
static double
log_draws(const struct trial *t)
{
	double sum = 0;

	for (const struct stratum *s = t->stratum; s < t->stratum + t->nstrata; s++)
		sum += lgamma((double)s->n + 1) - lgamma((double)s->small + 1) -
		    lgamma((double)(s->n - s->small) + 1);
	return sum;
}

struct effect_least
effect_least(const struct effect_case *c, size_t n, double alpha, double power, uint64_t seed)
{
	const size_t held = count_held(c, n);
	struct effect_least l = { .value = NAN, .mean = NAN, .saved = NAN, .least_p = NAN,
		.treated = n - held,
		.held = held, .why = why_not(c, n, held) };
	long double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += c[i].y;
	l.mean = n > 0 ? (double)(sum / (long double)n) : NAN;
	if (l.why != EFFECT_OK)
		return l;
	struct trial t = trial_new(c, n, held, alpha, &l.saved);

	l.least_p = fmin(1, 2 * exp(-log_draws(&t)));
	if (l.least_p > alpha * (1 + 1e-9)) {
		l.why = EFFECT_NO_TEST;
		trial_free(&t);
		return l;
	}
	l.method = t.shuffles > 0 ? EFFECT_SHUFFLED : EFFECT_WELCH;
	if (t.shuffles > 0)
		shuffle(&t, seed);
	l.value = (t.shuffles > 0 ? least_shuffled : least_welch)(&t, power);
	if (!isfinite(l.value)) {
		l.value = NAN;
		l.why = EFFECT_FEW;
	}
	trial_free(&t);
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
