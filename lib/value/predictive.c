#include "lib/value/predictive.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/gauss.h"
#include "lib/value/chances.h"
#include "lib/value/rates.h"
#include "lib/value/renewal.h"
#include "lib/value/stages.h"

/* The rest of a distribution is ignored if it is below this. */
static const double END = 1e-15;

/*
 * The number of purchases within a time u of a customer who does not leave, one term after the
 * other, times a weight. To survive as a double if P(N = 0) does not, the term is multiplied by
 * e^-scale until it is large enough.
 */
struct count {
	double s, z;		/* rates_shape and u / (alpha+T+u); equal rates: z is lambda u */
	bool equal;
	double term, scale;	/* scale 0: term is the probability times the weight */
	double k;
};

static void
settle(struct count *c)
{
	const double least = -600, big = 1e200;

	if (c->scale == 0)
		return;
	if (c->term > big) {
		c->term /= big;
		c->scale += log(big);
	}
	if (c->scale > least) {
		c->term *= exp(c->scale);
		c->scale = 0;
	}
}

static struct count
count(const struct btyd *m, double x, double T, double u, double weight)
{
	const bool equal = rates_equal(m);
	struct count c = { .s = rates_shape(m, x),
		.z = equal ? m->lambda * u : u / (m->alpha + T + u), .equal = equal,
		.term = weight, .scale = -rates_silence(m, x, T, u) };

	settle(&c);
	return c;
}

/* P(N = k + 1) divided by P(N = k) */
static double
ratio(const struct count *c)
{
	return (c->equal ? c->z : c->z * (c->s + c->k)) / (c->k + 1);
}

static double
value(const struct count *c)
{
	return c->scale == 0 ? c->term : 0;
}

static void
advance(struct count *c)
{
	c->term *= ratio(c);
	c->k++;
	settle(c);
}

static void
append(struct predictive *to, double p)
{
	to->p = mem_grow(to->p, to->n + 1, &to->room, sizeof *to->p);
	to->p[to->n++] = p;
}

/*
 * Customers leave only at a purchase. With V_k = P(stays at the next k purchases),
 * P(Y = k) = V_(k-1) P(N = k) + (V_(k-1) - V_k) P(N > k), where all terms are positive.
 */
static void
leave(struct predictive *to, const struct btyd *m, double x)
{
	const struct dropout *d = dropout_of(m);
	const double c = chances_of(m, x);
	double more = 0, there = 1;

	for (size_t k = to->n; k-- > 1;) {
		const double here = to->p[k];

		to->p[k] += (1 - d->stays(m, c + (double)k - 1)) * more;
		more += here;
	}
	for (size_t k = 1; k < to->n; k++) {
		to->p[k] *= there;
		there *= d->stays(m, c + (double)k - 1);
	}
}

/*
 * The stages that end in (tx, T+t], of which fewer than k by T (renewal.c); n of them make
 * floor(n/k) purchases. Without stages k is 1, and every share is 1.
 */
struct waiting {
	int k;
	double ago;
};

static double
stages(const struct waiting *w, const struct count *c)
{
	return w->k > 1 ? value(c) * renewal_share(w->k, w->ago, c->k) : value(c);
}

/*
 * Whether the terms after this one can be ignored. The ratio of two terms falls or tends to z, so
 * it is at most the larger one of both. That of two shares is at most (n + 1) / (n + 2 - k).
 */
static bool
ends(const struct waiting *w, const struct count *c)
{
	const double grows = (c->k + 1) / (c->k + 2 - w->k);
	const double by = grows * fmax(ratio(c), c->equal ? 0 : c->z);

	return c->scale == 0 && c->k + 2 > w->k && by < 1 &&
	    stages(w, c) * by <= END * (1 - by);
}

static bool
at_purchases(struct predictive *to, const struct btyd *m, double x, double tx, double T, double t)
{
	const struct waiting w = { rates_stages(m), (T - tx) / t };
	struct count c = count(m, x, T, t, exp(-stages_log_wait(m, x, tx, T)));
	int stage = 0;

	for (bool done = false; !done; advance(&c), stage = (stage + 1) % w.k) {
		if (to->n == PREDICTIVE_MOST)
			return false;
		done = ends(&w, &c);
		if (stage == 0)
			append(to, 0);
		to->p[to->n - 1] += stages(&w, &c);
	}
	leave(to, m, x);
	return true;
}

/* Customers leave at any time: the counts until each point of the quadrature. */
struct counts {
	struct count *of;
	size_t n, room;
};

static void
add_count(struct counts *c, struct count one)
{
	c->of = mem_grow(c->of, c->n + 1, &c->room, sizeof *c->of);
	c->of[c->n++] = one;
}

/*
 * The length of a panel from u on. Within it, the hazard must be smooth, S(u) must not fall by more
 * than e^-8, and no P(N(u) = k) may be narrower than a quarter of it. As a function of u, that has
 * about the standard deviation sqrt((u + 1/rate) (u + alpha+T) / (r+x)).
 */
static double
panel(const struct btyd *m, double x, double T, double u)
{
	const struct dropout *d = dropout_of(m);
	const double own = rates_equal(m) ? 1 / m->lambda : (m->alpha + T) / (m->r + x);
	const double grows = rates_equal(m) ? 1 : 1 + u / (m->alpha + T);
	const double count = 4 * sqrt((u + own) * own * grows);
	const double fall = 8 / d->hazard(m, T + u);

	return fmin(fmin(count, fall), d->base ? 2 * (d->base(m, T) + u) : INFINITY);
}

static void
add_panel(struct counts *c, const struct btyd *m, double x, double T, double u, double h)
{
	static const double rule[][2] = GAUSS_16;
	const struct dropout *d = dropout_of(m);
	const double stayed = d->log_stayed(m, x, T);

	for (size_t i = 0; i < 2 * sizeof rule / sizeof *rule; i++) {
		const double *g = rule[i / 2], at = u + h / 2 * (1 + (i % 2 ? g[0] : -g[0]));
		const double left = d->hazard(m, T + at) *
		    exp(d->log_stayed(m, x, T + at) - stayed);

		add_count(c, count(m, x, T, at, h / 2 * g[1] * left));
	}
}

static struct counts
counts(const struct btyd *m, double x, double T, double t)
{
	const struct dropout *d = dropout_of(m);
	struct counts c = { 0 };

	for (double u = 0, h; u < t; u += h) {
		h = fmin(panel(m, x, T, u), t - u);
		if (!(u + h > u))
			h = t - u;
		add_panel(&c, m, x, T, u, h);
	}
	add_count(&c, count(m, x, T, t,
	    exp(d->log_stayed(m, x, T + t) - d->log_stayed(m, x, T))));
	return c;
}

/* The last count is that of the longest time, with the highest ratios. */
static bool
at_any_time(struct predictive *to, const struct btyd *m, double x, double T, double t)
{
	struct counts c = counts(m, x, T, t);
	double sum = 0, rest = 1;

	while (rest > END && to->n < PREDICTIVE_MOST) {
		double p = 0;

		for (struct count *i = c.of; i < c.of + c.n; i++)
			p += value(i);
		append(to, p);
		sum += p;
		const struct count *last = &c.of[c.n - 1];
		const double by = fmax(ratio(last), last->equal ? 0 : last->z);
		rest = sum > .5 && by < 1 ? p * by / (1 - by) : 1;
		for (struct count *i = c.of; i < c.of + c.n; i++)
			advance(i);
	}
	free(c.of);
	return rest <= END;
}

bool
predictive_set(struct predictive *to, const struct btyd *m, double x, double tx, double T,
    double t)
{
	const double alive = btyd_alive(m, x, tx, T);
	const struct dropout *d = dropout_of(m);

	to->n = 0;
	if (!(t > 0))
		append(to, 1);
	else if (!(d->stays ? at_purchases(to, m, x, tx, T, t) : at_any_time(to, m, x, T, t)))
		return false;
	for (size_t k = 0; k < to->n; k++)
		to->p[k] *= alive;
	to->p[0] += btyd_left(m, x, tx, T);
	return true;
}

void
predictive_free(struct predictive *p)
{
	free(p->p);
}

void
predictive_add(struct predictive *to, double weight, const struct predictive *p)
{
	while (to->n < p->n)
		append(to, 0);
	for (size_t k = 0; k < p->n; k++)
		to->p[k] += weight * p->p[k];
}

double
predictive_at(const struct predictive *p, size_t k)
{
	return k < p->n ? p->p[k] : 0;
}

size_t
predictive_quantile(const struct predictive *p, double q)
{
	double sum = p->p[0];
	size_t k = 0;

	while (sum < q && k + 1 < p->n)
		sum += p->p[++k];
	return k;
}

void
predictive_moments(const struct predictive *p, double to[static 3])
{
	to[0] = to[1] = to[2] = 0;
	for (size_t k = p->n; k-- > 0;) {
		const double y = (double)k;

		to[0] += y * p->p[k];
		to[1] += y * y * p->p[k];
		to[2] += y * y * y * p->p[k];
	}
}
