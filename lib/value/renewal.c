/*
 * Let n be the number of stages that end in (tx, T+t], of which j end by T. A customer who is there
 * at T has j < k, and n stages make floor(n/k) purchases, all of them after T. The probability of n
 * and j is proportional to p_n C(n, j) ((T-tx)/t)^j, where p is the distribution of the stages in
 * t: negative binomial, or Poisson for equal rates. So every expectation here is a sum over n of
 * p_n, a polynomial in n (renewal_share), and a function of floor(n/k). All terms are positive.
 *
 * by_count adds them. by_integral is for sums of very many terms. renewal_expected_at computes the
 * sums at many t together: the polynomial turns a power series into its Taylor polynomial, whose
 * coefficients Horner's scheme gives.
 */
#include "lib/value/renewal.h"

#include <float.h>
#include <gsl/gsl_integration.h>
#include <math.h>

#include "lib/stat/hyp.h"
#include "lib/value/chances.h"
#include "lib/value/rates.h"
#include "lib/value/stages.h"

enum { LANES = DROPOUT_LANES };

double
renewal_none(const struct btyd *m, double x, double tx, double T, double t)
{
	return exp(stages_log_wait(m, x, tx, T + t) - stages_log_wait(m, x, tx, T) -
	    rates_silence(m, x, T, t));
}

/* The number of stages that end. */

/*
 * What the sums need. s is the shape of p, and y its mean divided by s; for equal rates y is the
 * mean. z = y/(1+y); ago is (T-tx)/t; c is the number of chances to leave; wait is S (stages.h).
 */
struct law {
	const struct btyd *m;
	bool equal;
	int k;
	double c, s, y, z, ago, wait;
};

static struct law
law(const struct btyd *m, double x, double tx, double T, double t)
{
	const bool equal = rates_equal(m);
	const double y = equal ? m->lambda * t : t / (m->alpha + T);

	return (struct law){ m, equal, rates_stages(m), chances_of(m, x),
		equal ? 0 : rates_shape(m, x), y, y / (1 + y), (T - tx) / t,
		exp(stages_log_wait(m, x, tx, T)) };
}

static double
mean(const struct law *l)
{
	return l->equal ? l->y : l->s * l->y;
}

static double
deviation(const struct law *l)
{
	return sqrt(mean(l) * (l->equal ? 1 : 1 + l->y));
}

/* The number of terms that matter, roughly. */
static double
terms_of(const struct law *l)
{
	return mean(l) + 9 * deviation(l) + 40 * (l->equal ? 1 : 1 + l->y);
}

/* p_n / p_(n-1) */
static double
ratio(const struct law *l, double n)
{
	return l->equal ? l->y / n : (l->s + n - 1) / n * l->z;
}

static double
log_p(const struct law *l, double n)
{
	double g[3];

	hyp_gamma(n + 1, g);
	if (l->equal)
		return n * log(l->y) - l->y - g[0];
	return hyp_logrise(l->s, n) - g[0] - n * log1p(1 / l->y) - l->s * log1p(l->y);
}

double
renewal_share(int k, double ago, double n)
{
	double one = 1, sum = 1;

	for (int j = 1; j < k; j++) {
		one *= fmax(n - j + 1, 0) / j * ago;
		sum += one;
	}
	return sum;
}

/* P(floor(n/k) >= N): the sum from n = kN upwards, or its complement from there downwards. */
static double
more(const struct law *l, double N)
{
	const double from = l->k * N;
	const bool up = from > mean(l);
	double n = up ? from : from - 1, p = exp(log_p(l, n)), sum = 0, before = 0;

	for (; n >= 0; n += up ? 1 : -1) {
		const double term = p * renewal_share(l->k, l->ago, n);

		sum += term;
		if ((term <= 1e-17 * sum && term <= before) || p < DBL_MIN)
			break;
		before = term;
		p *= up ? ratio(l, n + 1) : n > 0 ? 1 / ratio(l, n) : 0;
	}
	sum /= l->wait;
	return up ? sum : fmax(1 - sum, 0);
}

double
renewal_at_least(const struct btyd *m, double x, double tx, double T, double t, double n)
{
	if (!(t > 0))
		return 0;

	const struct law l = law(m, x, tx, T, t);
	double there = 1;

	for (double i = 0; i < n - 1; i++)
		there *= dropout_of(m)->stays(m, l.c + i);
	return there * more(&l, n);
}

/* Expected purchases. */

static double
by_count(const struct law *l)
{
	const struct dropout *d = dropout_of(l->m);
	const double big = 1e200;
	double p = 1, v = 1, lasts = 0, sum = 0, scale = log_p(l, 0);

	for (double n = 1, next = l->k, purchases = 0;; n++) {
		p *= ratio(l, n);
		if (n == next) {
			lasts += v;
			v *= d->stays(l->m, l->c + purchases++);
			next += l->k;
		}
		const double term = p * renewal_share(l->k, l->ago, n) * lasts;

		sum += term;
		if (term * (1 + l->y) <= 1e-17 * sum && n > mean(l) + l->k)
			return sum * exp(scale) / l->wait;
		if (sum > big || p > big) {
			sum /= big;
			p /= big;
			scale += log(big);
		}
	}
}

/* The function to be integrated, by log n. */
static double
smooth(const struct law *l, double n)
{
	/* the mean of floor(n/k) over k numbers around n */
	const double purchases = n / l->k - (l->k - 1) / (2. * l->k);

	return n * exp(log_p(l, n)) * renewal_share(l->k, l->ago, n) *
	    dropout_of(l->m)->lasts(l->m, l->c, purchases);
}

/* The sum of the terms below FIRST. They are negligible if p_0 is too small for a double. */
static double
first_terms(const struct law *l, double first)
{
	const struct dropout *d = dropout_of(l->m);
	double p = exp(log_p(l, 0)), v = 1, lasts = 0, sum = 0;

	for (double n = 1, next = l->k, purchases = 0; n < first && p > 0; n++) {
		p *= ratio(l, n);
		if (n == next) {
			lasts += v;
			v *= d->stays(l->m, l->c + purchases++);
			next += l->k;
		}
		sum += p * renewal_share(l->k, l->ago, n) * lasts;
	}
	return sum;
}

/*
 * The same for very many terms: only the first ones are added. The others change little from one to
 * the next, so that their sum is an integral.
 */
static double
by_integral(const struct law *l)
{
	enum { POINTS = 16 };
	const double first = 8192, width = deviation(l) / mean(l);
	const double from = log(fmax(first, mean(l) * (1 - 14 * width)) - .5);
	const double to = log(terms_of(l));
	const size_t panels = 1 + (size_t)((to - from) / fmin(.5, 2 * width));
	const double h = (to - from) / (double)panels;
	gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(POINTS);
	double sum = first_terms(l, first);

	for (size_t i = 0; i < panels; i++)
		for (size_t j = 0; j < POINTS; j++) {
			const double begin = from + h * (double)i;
			double at, weight;

			gsl_integration_glfixed_point(begin, begin + h, j, &at, &weight, rule);
			sum += weight * smooth(l, exp(at));
		}
	gsl_integration_glfixed_table_free(rule);
	return sum / l->wait;
}

double
renewal_expected(const struct btyd *m, double x, double tx, double T, double t)
{
	const double most = 1e5;

	if (!(t > 0))
		return 0;
	const struct law l = law(m, x, tx, T, t);

	return terms_of(&l) < most ? by_count(&l) : by_integral(&l);
}

/* The same at many times. */

enum { TERMS = 1024 };

typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

/* p_n at the last time, times the purchases that a customer makes of floor(n/k). */
struct series {
	size_t n;		/* the last term; 0: too many */
	double term[TERMS + 1];
};

/*
 * AGO is the highest (T-tx)/t times z of all times, relative to z at the end: a bound for the share
 * that the terms have at any of them.
 */
static void
series(const struct law *l, double ago, struct series *to)
{
	const struct dropout *d = dropout_of(l->m);
	double v = 1, lasts = 0, sum = 0;
	const double log_first = log_p(l, 0);
	double p = exp(log_first);
	size_t next = (size_t)l->k;

	to->n = 0;
	to->term[0] = 0;
	for (size_t i = 1; i <= TERMS && log_first > -600; i++) {
		const double n = (double)i;

		p *= ratio(l, n);
		if (i == next) {
			lasts += v;
			v *= d->stays(l->m, l->c + n / l->k - 1);
			next += (size_t)l->k;
		}
		to->term[i] = p * lasts;
		sum += to->term[i] * renewal_share(l->k, l->ago, n);
		const double most = to->term[i] * renewal_share(l->k, ago, n);

		if (n > mean(l) + l->k && most * (1 + l->y) <= 1e-16 * sum) {
			to->n = i;
			return;
		}
	}
}

/*
 * The values and the first derivatives, divided by j!, of the series at LANES points BY. Adds them
 * up with the powers of AGO.
 */
static void
taylor(const struct series *c, int k, const lanes *by, const lanes *ago, lanes *to)
{
	lanes d[BTYD_STAGES] = { 0 };

	for (size_t n = c->n + 1; n-- > 0;) {
		for (int j = k - 1; j > 0; j--)
			d[j] = d[j] * *by + d[j - 1];
		d[0] = d[0] * *by + c->term[n];
	}
	*to = d[k - 1];
	for (int j = k - 1; j > 0; j--)
		*to = *to * *ago + d[j - 1];
}

void
renewal_expected_at(const struct btyd *m, double x, double tx, double T, const double *t, size_t n,
    double *to)
{
	const struct law l = law(m, x, tx, T, t[n - 1]);
	const double base = m->alpha + T;
	struct series c = { 0 };

	if (t[0] > 0)
		series(&l, (T - tx) / (base * l.z), &c);
	for (size_t i = 0; i < n && c.n == 0; i++)
		to[i] = renewal_expected(m, x, tx, T, t[i]);
	for (size_t i = 0; i < n && c.n > 0; i += LANES) {
		lanes by = { 0 }, ago = { 0 }, sum;

		for (int j = 0; j < LANES; j++) {
			by[j] = t[i + (size_t)j] / ((base + t[i + (size_t)j]) * l.z);
			ago[j] = (T - tx) / ((base + t[i + (size_t)j]) * l.z);
		}
		taylor(&c, l.k, &by, &ago, &sum);
		for (int j = 0; j < LANES; j++)
			to[i + (size_t)j] = sum[j] / l.wait *
			    exp(l.s * log((base + t[n - 1]) / (base + t[i + (size_t)j])));
	}
}
