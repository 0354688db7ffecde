#include "lib/value/chances.h"

#include <math.h>

#include "lib/value/rates.h"

enum { DIM = DROPOUT_DIM };

double
chances_of(const struct btyd *m, double x)
{
	return m->model == BTYD_BGNBD ? x : x + 1;
}

double
chances_log_left(const struct btyd *m, double x, double tx, double T, double at)
{
	return at > -INFINITY ? rates_silence(m, x, tx, T - tx) + at : -INFINITY;
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
 * The terms of one history: VALUE, the log probability of no other purchase up to T, and Z, the log
 * odds of having left. Times are in units of alpha inside the logarithms, so that the sums stay
 * exact if r and alpha tend to infinity. BY has the derivatives of z by all parameters. GRAD and
 * HESS have those of value, LEFT the second ones of z, by the rates: by r (or lambda) and by alpha;
 * by r and alpha, and twice by alpha.
 */
struct history {
	double value, z;
	double by[DIM];
	double grad[2], hess[2], left[2];
};

static struct history
of_gamma(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t)
{
	const double s = m->r + g->x, T = m->alpha + dropout_weeks(t->age),
	    tx = m->alpha + dropout_weeks(t->recency);
	const double far = log(T / m->alpha);
	struct history h = { .value = -s * far, .grad = { -far, -s / T },
	    .hess = { -1 / T, s / (T * T) } };

	if (g->k > -INFINITY) {
		const double by_r = far - log(tx / m->alpha), by_both = 1 / T - 1 / tx;

		h.z = s * by_r + g->k;
		h.by[0] = by_r;
		h.by[1] = s * by_both;
		h.left[0] = by_both;
		h.left[1] = s * (1 / (tx * tx) - 1 / (T * T));
	}
	return h;
}

static struct history
of_equal(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t)
{
	const double T = dropout_weeks(t->age), silent = dropout_weeks(t->age - t->recency);

	return (struct history){ .value = -m->lambda * T, .grad = { -T },
	    .z = m->lambda * silent + g->k, .by = { silent } };
}

static void
add_history(struct history *h, const struct dropout_group *g, double n, double *sum)
{
	double *grad = sum + 1, *hess = grad + DIM;

	sum[0] += n * h->value;
	grad[0] += n * h->grad[0];
	grad[1] += n * h->grad[1];
	hess[1] += n * h->hess[0];
	hess[DIM + 1] += n * h->hess[1];
	if (!(g->k > -INFINITY))
		return;
	h->by[2] = g->ka;
	h->by[3] = g->kb;
	const double left = 1 / (1 + exp(-h->z)), bend = n * left * (1 - left);

	sum[0] += n * dropout_log1pexp(h->z);
	for (size_t i = 0; i < DIM; i++) {
		grad[i] += n * left * h->by[i];
		for (size_t j = i; j < DIM; j++)
			hess[i * DIM + j] += bend * h->by[i] * h->by[j];
	}
	hess[1] += n * left * h->left[0];
	hess[DIM + 1] += n * left * h->left[1];
	hess[2 * DIM + 2] += n * left * g->kaa;
	hess[3 * DIM + 3] += n * left * g->kbb;
}

static double
value(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t)
{
	const double s = m->r + g->x, far = log((m->alpha + dropout_weeks(t->age)) / m->alpha);
	double v = -s * far;

	if (g->k > -INFINITY)
		v += dropout_log1pexp(s *
		    (far - log((m->alpha + dropout_weeks(t->recency)) / m->alpha)) + g->k);
	return v;
}

static double
value_equal(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t)
{
	const struct history h = of_equal(m, g, t);

	return h.value + (g->k > -INFINITY ? dropout_log1pexp(h.z) : 0);
}

void
chances_add(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t,
    size_t n, bool derive,
    double *sum)
{
	const bool equal = rates_equal(m);

	for (size_t i = 0; i < n; i++)
		if (derive) {
			struct history h = equal ? of_equal(m, g, t + i) : of_gamma(m, g, t + i);

			add_history(&h, g, (double)t[i].n, sum);
		} else {
			sum[0] += (double)t[i].n *
			    (equal ? value_equal(m, g, t + i) : value(m, g, t + i));
		}
}
