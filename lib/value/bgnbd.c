/*
 * BG/NBD and MBG/NBD. In MBG/NBD a customer can also leave after the first purchase, and so has one
 * chance more.
 */
#include <math.h>

#include "lib/stat/hyp.h"
#include "lib/value/chances.h"
#include "lib/value/rates.h"

enum { LANES = DROPOUT_LANES, DIM = DROPOUT_DIM };

static double
log_stayed(const struct btyd *m, double x, double T)
{
	const double c = chances_of(m, x);

	(void)T;
	return hyp_logrise(m->b, c) - hyp_logrise(m->a + m->b, c);
}

static double
log_left(const struct btyd *m, double x, double tx, double T)
{
	const double c = chances_of(m, x);

	return chances_log_left(m, x, tx, T, c > 0 ? log(m->a / (c - 1 + m->b)) : -INFINITY);
}

static double
stays(const struct btyd *m, double c)
{
	return (m->b + c) / (m->a + m->b + c);
}

/* With e = a - 1 and d = a+b+c-1: d/e (1 - (b+c)_n / (d)_n), or its limit for e = 0. */
static double
lasts(const struct btyd *m, double c, double n)
{
	const double e = m->a - 1, d = m->a + m->b + c - 1, few = .5, small = 1e-4;
	double rise[3];

	if (d < few)
		return fmin(n, 1) + stays(m, c) * (n > 1 ? lasts(m, c + 1, n - 1) : 0);
	if (fabs(e) > small)
		return d * -expm1(hyp_logrise(m->b + c, n) - hyp_logrise(d, n)) / e;
	hyp_rise(m->b + c + e / 2, n, rise);
	return d * (e == 0 ? rise[1] : -expm1(-e * rise[1]) / e);
}

/*
 * The expected purchases of a customer who is there at T after c chances.
 *
 * If the customer never left, the number N of purchases would be negative binomial with s = r + x
 * and z = t/(alpha+T+t). The customer is still there after k of them with the probability
 * v_k = (b+c)_k / (a+b+c)_k. So the result is the sum over n of P(N = n) (v_0 + ... + v_(n-1)). All
 * its terms are positive, and a = 1 is not a special case.
 */
static double
by_count(const struct btyd *m, double c, double s, double y)
{
	const double big = 1e200, z = y / (1 + y);
	double p = 1, v = 1, stays = 0, sum = 0, scale = -s * log1p(y);

	for (double n = 1;; n++) {
		p *= (s + n - 1) / n * z;
		stays += v;
		v *= (m->b + c + n - 1) / (m->a + m->b + c + n - 1);
		sum += p * stays;
		double ratio = fmax((s + n) / (n + 1), 1) * z * (1 + v / stays);
		if (ratio < 1 && p * stays * ratio <= 1e-17 * sum * (1 - ratio))
			return sum * exp(scale);
		if (sum > big) {
			sum /= big;
			p /= big;
			scale += log(big);
		}
	}
}

/*
 * The same if N may be large. With e = a - 1, d = a+b+c-1 and L = log(1-z), the result is
 * d/e (1 - (1-z)^e 2F1(d-s, e; d; z)), written in a form that is also exact for e = 0 and d = 0.
 */
static double
by_2f1(const struct btyd *m, double c, double s, double y)
{
	double e = m->a - 1, d = m->a + m->b + c - 1, L = -log1p(y);
	double gone = e == 0 ? -L : -expm1(e * L) / e;

	return d * gone - exp(e * L) * hyp_rest(d - s, e, d, y / (1 + y));
}

/* The number of terms that by_count would sum, roughly. */
static double
count_terms(double s, double y)
{
	return s * y + 9 * sqrt(s * y * (1 + y)) + 40 * (1 + y);
}

/* The same if all rates are lambda. N then has the Poisson distribution with mean Y. */
static double
by_poisson(const struct btyd *m, double c, double y)
{
	const double big = 1e200;
	double p = 1, v = 1, stays = 0, sum = 0, scale = -y;

	for (double n = 1;; n++) {
		p *= y / n;
		stays += v;
		v *= (m->b + c + n - 1) / (m->a + m->b + c + n - 1);
		sum += p * stays;
		const double ratio = y / (n + 1) * (1 + v / stays);
		if (ratio < 1 && p * stays * ratio <= 1e-17 * sum * (1 - ratio))
			return sum * exp(scale);
		if (sum > big) {
			sum /= big;
			p /= big;
			scale += log(big);
		}
	}
}

/* If Y is in the millions, N is practically Y. */
static double
expected_equal(const struct btyd *m, double x, double t)
{
	const double most = 1e6, y = m->lambda * t;

	return y < most ? by_poisson(m, chances_of(m, x), y) : lasts(m, chances_of(m, x), y);
}

static double
expected(const struct btyd *m, double x, double T, double t)
{
	if (rates_equal(m))
		return expected_equal(m, x, t);

	const double c = chances_of(m, x), s = m->r + x, y = t / (m->alpha + T),
	    terms = count_terms(s, y);

	/* If s is much larger than a + b + c, 2F1 has terms of both signs and loses digits. */
	bool sound = m->a + m->b + c - 1 - s > -fmax(10, x / 2);
	if (terms < 2000 || (!sound && terms < 1e6))
		return by_count(m, c, s, y);
	double v = by_2f1(m, c, s, y);
	if (v >= 0 && v <= s * y)
		return v;
	/* For a million purchases in the horizon the upper bound is good enough. */
	return terms < 1e6 ? by_count(m, c, s, y) : s * y;
}

enum { TERMS = 640 };

/* What is filled before it is read, and so large that filling it with zeros first takes time. */
#define UNINITIALIZED __attribute__((uninitialized))

/* gcc -O2 vectorises few loops by itself. */
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

/* The terms of by_count at the last of many times. The sums at earlier times use them too. */
struct terms {
	size_t n;		/* number of terms; 0: compute each time by itself */
	double s, base, end, z;	/* r + x; alpha + T; base + t and z at the last time */
	double term[TERMS + 1];
};

static void
terms(const struct btyd *m, double x, double T, double t, struct terms *to)
{
	double c = chances_of(m, x), s = m->r + x, v = 1, stays = 0, sum = 0;

	to->n = 0;
	to->s = s;
	to->base = m->alpha + T;
	to->end = to->base + t;
	to->z = t / to->end;
	double log_p = -s * log1p(t / to->base), p = exp(log_p);
	for (size_t i = 1; i <= TERMS && log_p > -600; i++) {
		const double n = (double)i;
		/* both quotients in one division, which takes most of the time */
		const pair next = (pair){ (s + n - 1) * to->z, m->b + c + n - 1 } /
		    (pair){ n, m->a + m->b + c + n - 1 };

		p *= next[0];
		stays += v;
		v *= next[1];
		sum += to->term[i] = p * stays;
		if (to->term[i] > 1e-13 * sum)
			continue;
		const double grows = (s + n) / (n + 1);
		double ratio = (grows > 1 ? grows : 1) * to->z * (1 + v / stays);
		if (ratio < 1 && to->term[i] * ratio <= 1e-15 * sum * (1 - ratio)) {
			to->n = i;
			return;
		}
	}
}

/* The number of terms that matter if z is BY times that of the last time. */
static size_t
terms_needed(const struct terms *c, double by)
{
	size_t n = c->n;
	double length = -log(by) * (double)n;

	if (!(length > 0))
		return n;
	if (length > 690)	/* a smaller power is 0 as a double */
		n = (size_t)((double)n * 690 / length) + 1;
	const double least = 1e-18 * c->term[1], more = 1 / by, sure = 1e-10;
	double power = pow(by, (double)n - 1), near = power;
	size_t k = n;

	/* Products are faster than quotients, but less exact: they decide what is clear. */
	for (; k > 1 && c->term[k] * near < least * (1 - sure); k--)
		near *= more;
	if (k == 1 || c->term[k] * near > least * (1 + sure))
		return k;
	for (k = n; k > 1 && c->term[k] * power < least; k--)
		power /= by;
	return k;
}

/* Sums at LANES times, by Horner's rule. */
struct lanes {
	double by[LANES];
	pair by0, by1, by2, by3, sum0, sum1, sum2, sum3;
	size_t n;		/* terms to add */
};

static void
lanes_begin(const struct terms *c, const double t[LANES], struct lanes *l)
{
	double *by = l->by;

	for (int j = 0; j < LANES; j++)
		by[j] = t[j] / ((c->base + t[j]) * c->z);
	l->by0 = (pair){ by[0], by[1] };
	l->by1 = (pair){ by[2], by[3] };
	l->by2 = (pair){ by[4], by[5] };
	l->by3 = (pair){ by[6], by[7] };
	l->sum0 = l->sum1 = l->sum2 = l->sum3 = (pair){ 0 };
	l->n = terms_needed(c, by[LANES - 1]);
}

static inline void
lanes_add(struct lanes *l, double term)
{
	l->sum0 = (l->sum0 + term) * l->by0;
	l->sum1 = (l->sum1 + term) * l->by1;
	l->sum2 = (l->sum2 + term) * l->by2;
	l->sum3 = (l->sum3 + term) * l->by3;
}

static void
lanes_end(const struct terms *c, const struct lanes *l, const double t[LANES], double to[LANES])
{
	const double sum[LANES] = { l->sum0[0], l->sum0[1], l->sum1[0], l->sum1[1], l->sum2[0],
	    l->sum2[1], l->sum3[0], l->sum3[1] };

	for (int j = 0; j < LANES; j++)
		to[j] = sum[j] * exp(c->s * log(c->end / (c->base + t[j])));
}

static void
expected_lanes(const struct terms *c, const double t[LANES], double to[LANES])
{
	struct lanes l = { .n = 0 };

	lanes_begin(c, t, &l);
	for (size_t n = l.n; n > 0; n--)
		lanes_add(&l, c->term[n]);
	lanes_end(c, &l, t, to);
}

/* Two at once: each step waits for the one before it, and meanwhile the other is computed. */
static void
expected_two_lanes(const struct terms *c, const double t[2 * LANES], double to[2 * LANES])
{
	struct lanes one = { .n = 0 }, two = { .n = 0 };

	lanes_begin(c, t, &one);
	lanes_begin(c, t + LANES, &two);
	for (; one.n > two.n; one.n--)
		lanes_add(&one, c->term[one.n]);
	for (; two.n > one.n; two.n--)
		lanes_add(&two, c->term[two.n]);
	for (size_t n = one.n; n > 0; n--) {
		lanes_add(&one, c->term[n]);
		lanes_add(&two, c->term[n]);
	}
	lanes_end(c, &one, t, to);
	lanes_end(c, &two, t + LANES, to + LANES);
}

static void
expected_at(const struct btyd *m, double x, double T, const double *t, size_t n, double *to)
{
	UNINITIALIZED struct terms c;

	terms(m, x, T, t[n - 1], &c);
	if (c.n == 0) {
		for (size_t i = 0; i < n; i++)
			to[i] = expected(m, x, T, t[i]);
		return;
	}
	size_t i = 0;

	for (; i + 2 * LANES <= n; i += 2 * LANES)
		expected_two_lanes(&c, t + i, to + i);
	for (; i < n; i += LANES)
		expected_lanes(&c, t + i, to + i);
}

/* Fitting. */
static void
add_group(const struct btyd *m, struct dropout_group *g, bool derive, double *sum)
{
	const double c = chances_of(m, g->x);

	dropout_add_rise(g->n, m->b, c, (bool[DIM]){ [3] = true }, derive, sum);
	dropout_add_rise(-g->n, m->a + m->b, c, (bool[DIM]){ [2] = true, [3] = true }, derive, sum);
	g->ka = 1 / m->a;
	g->kaa = -g->ka * g->ka;
	g->kb = c > 0 ? -1 / (c - 1 + m->b) : 0;
	g->kbb = g->kb * g->kb;
	g->k = c > 0 ? log(m->a) - log(c - 1 + m->b) : -INFINITY;
}

const struct dropout bgnbd_regular = {
	.log_stayed = log_stayed, .log_left = log_left,
	.expected = expected, .expected_at = expected_at, .stays = stays, .lasts = lasts,
	.dim = 2, .add_group = add_group, .add = chances_add,
};
