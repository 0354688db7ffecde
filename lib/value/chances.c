#include "lib/value/chances.h"

#include <math.h>

#include "lib/value/rates.h"
#include "lib/value/stages.h"

enum { DIM = DROPOUT_DIM };

double
chances_of(const struct btyd *m, double x)
{
	return m->model == BTYD_BGNBD || m->model == BTYD_BGCNBD ? x : x + 1;
}

double
chances_log_left(const struct btyd *m, double x, double tx, double T, double at)
{
	if (!(at > -INFINITY))
		return at;
	return at + rates_silence(m, x, tx, T - tx) - stages_log_wait(m, x, tx, T);
}

void
chances_set_odds(const struct btyd *m, bool could_leave, struct dropout_group *g)
{
	const double odds = m->a / m->b;

	g->ka = 1 / odds;
	g->kaa = -g->ka * g->ka;
	g->kb = g->kbb = 0;
	g->k = could_leave ? log(odds) : -INFINITY;
}

/*
 * Sums over the histories of one x, weighted by their numbers of customers.
 *
 * The log probability of no other purchase up to T needs log(1 + T/alpha), or T for equal rates
 * (far), 1/T (inverse) and its square. The odds e^z of having left need log(1 + e^z), and sums of
 * the derivatives of z with two weights: P(left) for left_..., P(left) P(there) for bend_... The
 * derivatives are d (by r or lambda) and q (by alpha, without the factor r + x); those by the
 * parameters of dropout are the same for all histories. Times are in units of alpha inside the
 * logarithms, so that the sums stay exact if r and alpha tend to infinity.
 */
struct sums {
	double far, inverse, square;
	double log_odds, factor;	/* log(1 + e^z) is log_odds + log(factor) */
	double left, left_d, left_q, left_qq;
	double bend, bend_d, bend_q, bend_dd, bend_dq, bend_qq;
};

static double
far_of(const struct btyd *m, const struct dropout_group *g, int32_t days)
{
	return g->far ? g->far[days] : rates_far(m, dropout_weeks(days));
}

/*
 * Adds log(1 + e^z) for N customers; ODDS is e^-|z|. For single customers, multiplies the factors
 * first: this is as exact, and needs only one logarithm for many.
 */
static void
add_log_odds(struct sums *s, double n, double z, double odds)
{
	const double large = 1e200;

	s->log_odds += n * fmax(z, 0);
	if (n > 1) {
		s->log_odds += n * log1p(odds);
		return;
	}
	s->factor *= 1 + odds;
	if (s->factor > large) {
		s->log_odds += log(s->factor);
		s->factor = 1;
	}
}

static double
log_odds(const struct sums *s)
{
	return s->log_odds + log(s->factor);
}

/* Adds N customers with the derivatives d and q. Returns N P(left). */
static double
add_left(struct sums *s, double n, double z, double d, double q)
{
	const double odds = exp(-fabs(z)), less = odds / (1 + odds);
	const double left = n * (z > 0 ? 1 - less : less), bend = n * less * (1 - less);

	add_log_odds(s, n, z, odds);
	s->left += left;
	s->left_d += left * d;
	s->left_q += left * q;
	s->bend += bend;
	s->bend_d += bend * d;
	s->bend_q += bend * q;
	s->bend_dd += bend * d * d;
	s->bend_dq += bend * d * q;
	s->bend_qq += bend * q * q;
	return left;
}

/* The part for both kinds of rates. The derivative of z by alpha is BY times q. */
static void
add_dropout(const struct sums *s, const struct dropout_group *g, double by, double *sum)
{
	double *grad = sum + 1, *hess = grad + DIM;

	if (!(g->k > -INFINITY))
		return;
	grad[0] += s->left_d;
	grad[1] += by * s->left_q;
	grad[2] += s->left * g->ka;
	grad[3] += s->left * g->kb;
	hess[0] += s->bend_dd;
	hess[1] += by * s->bend_dq;
	hess[2] += s->bend_d * g->ka;
	hess[3] += s->bend_d * g->kb;
	hess[DIM + 1] += by * by * s->bend_qq;
	hess[DIM + 2] += by * s->bend_q * g->ka;
	hess[DIM + 3] += by * s->bend_q * g->kb;
	hess[2 * DIM + 2] += s->bend * g->ka * g->ka + s->left * g->kaa;
	hess[2 * DIM + 3] += s->bend * g->ka * g->kb;
	hess[3 * DIM + 3] += s->bend * g->kb * g->kb + s->left * g->kbb;
}

static void
derive_gamma(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t,
    size_t n, double *sum)
{
	struct sums s = { .factor = 1 };
	const double by = m->r + g->x;
	double *grad = sum + 1, *hess = grad + DIM;

	for (size_t i = 0; i < n; i++) {
		const double w = (double)t[i].n, T = 1 / (m->alpha + dropout_weeks(t[i].age));
		const double far = far_of(m, g, t[i].age);

		s.far += w * far;
		s.inverse += w * T;
		s.square += w * T * T;
		if (!(g->k > -INFINITY))
			continue;
		const double tx = 1 / (m->alpha + dropout_weeks(t[i].recency)), q = T - tx;
		const double d = far - far_of(m, g, t[i].recency);

		s.left_qq += add_left(&s, w, by * d + g->k, d, q) * (tx * tx - T * T);
	}
	sum[0] += log_odds(&s) - by * s.far;
	grad[0] -= s.far;
	grad[1] -= by * s.inverse;
	hess[1] += s.left_q - s.inverse;
	hess[DIM + 1] += by * (s.square + s.left_qq);
	add_dropout(&s, g, by, sum);
}

static void
derive_equal(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t,
    size_t n, double *sum)
{
	struct sums s = { .factor = 1 };

	for (size_t i = 0; i < n; i++) {
		const double w = (double)t[i].n, d = dropout_weeks(t[i].age - t[i].recency);

		s.far += w * dropout_weeks(t[i].age);
		if (g->k > -INFINITY)
			add_left(&s, w, m->lambda * d + g->k, d, 0);
	}
	sum[0] += log_odds(&s) - m->lambda * s.far;
	sum[1] -= s.far;
	add_dropout(&s, g, 0, sum);
}

/* The log-likelihood alone. */
static double
value(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t, size_t n)
{
	const bool equal = rates_equal(m);
	const double by = equal ? m->lambda : m->r + g->x;
	struct sums s = { .factor = 1 };

	for (size_t i = 0; i < n; i++) {
		const double w = (double)t[i].n;
		const double far = equal ? dropout_weeks(t[i].age) : far_of(m, g, t[i].age);

		s.far += w * far;
		if (!(g->k > -INFINITY))
			continue;
		const double z = g->k + by * (equal ? dropout_weeks(t[i].age - t[i].recency) :
		    far - far_of(m, g, t[i].recency));

		add_log_odds(&s, w, z, exp(-fabs(z)));
	}
	return log_odds(&s) - by * s.far;
}

void
chances_add(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t,
    size_t n, bool derive,
    double *sum)
{
	if (rates_stages(m) > 1)
		stages_add(m, g, t, n, derive, sum);
	else if (!derive)
		sum[0] += value(m, g, t, n);
	else if (rates_equal(m))
		derive_equal(m, g, t, n, sum);
	else
		derive_gamma(m, g, t, n, sum);
}
