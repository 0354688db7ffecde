#include "lib/value/stages.h"

#include <math.h>

#include "lib/stat/hyp.h"
#include "lib/value/rates.h"

enum { DIM = DROPOUT_DIM };

/*
 * S is the sum over j < k of of[j] v^j, where v is (T-tx) / (alpha+T); for equal rates it is T-tx.
 * of[j] is (r+kx)_j / j!, or lambda^j / j!; by and by2 are its derivatives by r or lambda.
 */
struct coefficients {
	double of[BTYD_STAGES], by[BTYD_STAGES], by2[BTYD_STAGES];
};

static struct coefficients
coefficients(const struct btyd *m, double x)
{
	const double s = rates_shape(m, x);
	struct coefficients w = { .of = { 1 } };

	for (int j = 1; j < rates_stages(m) && j < BTYD_STAGES; j++) {
		const double f = (rates_equal(m) ? m->lambda : s + j - 1) / j;

		w.of[j] = w.of[j - 1] * f;
		w.by[j] = w.by[j - 1] * f + w.of[j - 1] / j;
		w.by2[j] = w.by2[j - 1] * f + 2 * w.by[j - 1] / j;
	}
	return w;
}

double
stages_log_wait(const struct btyd *m, double x, double tx, double T)
{
	const struct coefficients w = coefficients(m, x);
	const double v = (T - tx) / (rates_equal(m) ? 1 : m->alpha + T);
	int j = rates_stages(m) - 1;
	double sum = w.of[j];

	while (j-- > 0)
		sum = sum * v + w.of[j];
	return log(sum);
}


/* Fitting. */

double
stages_log_ways(const struct btyd *m, double x, double log_gaps)
{
	const int k = rates_stages(m);

	return k > 1 ? (k - 1) * log_gaps - x * hyp_logrise(1, k - 1) : 0;
}

/*
 * Sums over the histories of one x, weighted by their numbers of customers. log is the sum of the
 * log-likelihoods, together with log(factor); d0 to d11 are its derivatives by r or lambda (0) and
 * alpha (1). left and bend are those of chances.c; bend0 and bend1 have the derivatives of the log
 * odds as a factor.
 */
struct sums {
	double log, factor, left, bend, bend0, bend1;
	double d0, d1, d00, d01, d11;
};

/* A logarithm and its derivatives. */
struct part {
	double value, d0, d1, d00, d01, d11;
};

static double
far_of(const struct btyd *m, const struct dropout_group *g, int32_t days)
{
	return g->far ? g->far[days] : rates_far(m, dropout_weeks(days));
}

/* P(no stage ends up to u, there is no dropout), without the factor (r)_kx alpha^-kx. */
static struct part
silence(const struct btyd *m, const struct dropout_group *g, int32_t days)
{
	const double s = rates_shape(m, g->x), u = dropout_weeks(days);

	if (rates_equal(m))
		return (struct part){ .value = -m->lambda * u, .d0 = -u };
	const double far = far_of(m, g, days), over = 1 / (m->alpha + u);

	return (struct part){ -s * far, -far, -s * over, 0, -over, s * over * over };
}

/* The log of the sum of the coefficients, whose value is returned. */
static double
wait(const struct btyd *m, const struct coefficients *w, const struct btyd_tuple *t,
    struct part *to)
{
	const double over = rates_equal(m) ? 0 : 1 / (m->alpha + dropout_weeks(t->age));
	const double since = dropout_weeks(t->age - t->recency), v = rates_equal(m) ? since
	    : since * over;
	double f = 0, fv = 0, fvv = 0, fs = 0, fss = 0, fsv = 0;

	for (int j = rates_stages(m) - 1; j >= 0; j--) {
		fvv = fvv * v + 2 * fv;
		fv = fv * v + f;
		f = f * v + w->of[j];
		fsv = fsv * v + fs;
		fs = fs * v + w->by[j];
		fss = fss * v + w->by2[j];
	}
	const double ls = fs / f, lv = fv / f, a = -v * over;	/* a: v by alpha */

	*to = (struct part){ .d0 = ls, .d00 = fss / f - ls * ls, .d1 = lv * a,
		.d01 = (fsv / f - ls * lv) * a,
		.d11 = (fvv / f - lv * lv) * a * a - 2 * lv * a * over };
	return f;
}

/* Adds log(e^z + S) for N customers; ODDS is e^-|z|. Few logarithms are needed: see chances.c. */
static void
add_log(struct sums *s, double n, double z, double odds, double waits)
{
	const double large = 1e200, all = z > 0 ? 1 + waits * odds : odds + waits;

	s->log += n * fmax(z, 0);
	if (n > 1) {
		s->log += n * log(all);
		return;
	}
	s->factor *= all;
	if (s->factor > large) {
		s->log += log(s->factor);
		s->factor = 1;
	}
}

/* Adds N customers. Z is the log odds of having left at tx, W the wait since then. */
static void
add_left(struct sums *s, double n, const struct part *z, const struct part *w, double waits)
{
	const double odds = exp(-fabs(z->value)), a = z->value > 0 ? 1 : odds,
	    b = z->value > 0 ? waits * odds : waits;
	const double left = n * (a / (a + b)), there = n * (b / (a + b)), bend = left * there / n;
	const double by0 = z->d0 - w->d0, by1 = z->d1 - w->d1;

	add_log(s, n, z->value, odds, waits);
	s->left += left;
	s->bend += bend;
	s->bend0 += bend * by0;
	s->bend1 += bend * by1;
	s->d0 += left * z->d0 + there * w->d0;
	s->d1 += left * z->d1 + there * w->d1;
	s->d00 += bend * by0 * by0 + there * w->d00;
	s->d01 += bend * by0 * by1 + left * z->d01 + there * w->d01;
	s->d11 += bend * by1 * by1 + left * z->d11 + there * w->d11;
}

static void
add_tuple(struct sums *s, const struct btyd *m, const struct dropout_group *g,
    const struct coefficients *c, const struct btyd_tuple *t)
{
	const double n = (double)t->n;
	const struct part T = silence(m, g, t->age), tx = silence(m, g, t->recency);
	const struct part z = { g->k + tx.value - T.value, tx.d0 - T.d0, tx.d1 - T.d1, 0,
		tx.d01 - T.d01, tx.d11 - T.d11 };
	struct part w;
	const double waits = wait(m, c, t, &w);

	s->log += n * T.value;
	s->d0 += n * T.d0;
	s->d1 += n * T.d1;
	s->d01 += n * T.d01;
	s->d11 += n * T.d11;
	add_left(s, n, &z, &w, waits);
}

/* The log-likelihood alone. */
static void
add_value(struct sums *s, const struct btyd *m, const struct dropout_group *g,
    const struct coefficients *c, const struct btyd_tuple *t)
{
	const double n = (double)t->n, T = silence(m, g, t->age).value;
	const double z = g->k + silence(m, g, t->recency).value - T;
	const double since = dropout_weeks(t->age - t->recency);
	const double v = rates_equal(m) ? since : since / (m->alpha + dropout_weeks(t->age));
	double waits = 0;

	for (int j = rates_stages(m) - 1; j >= 0; j--)
		waits = waits * v + c->of[j];
	s->log += n * T;
	add_log(s, n, z, exp(-fabs(z)), waits);
}

void
stages_add(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t,
    size_t n, bool derive, double *sum)
{
	const struct coefficients c = coefficients(m, g->x);
	double *grad = sum + 1, *hess = grad + DIM;
	struct sums s = { .factor = 1 };

	for (size_t i = 0; i < n; i++)
		if (derive)
			add_tuple(&s, m, g, &c, t + i);
		else
			add_value(&s, m, g, &c, t + i);
	sum[0] += s.log + log(s.factor);
	if (!derive)
		return;
	grad[0] += s.d0;
	grad[1] += s.d1;
	hess[0] += s.d00;
	hess[1] += s.d01;
	hess[DIM + 1] += s.d11;
	if (!(g->k > -INFINITY))
		return;
	grad[2] += s.left * g->ka;
	grad[3] += s.left * g->kb;
	hess[2] += s.bend0 * g->ka;
	hess[3] += s.bend0 * g->kb;
	hess[DIM + 2] += s.bend1 * g->ka;
	hess[DIM + 3] += s.bend1 * g->kb;
	hess[2 * DIM + 2] += s.bend * g->ka * g->ka + s.left * g->kaa;
	hess[2 * DIM + 3] += s.bend * g->ka * g->kb;
	hess[3 * DIM + 3] += s.bend * g->kb * g->kb + s.left * g->kbb;
}
