#include "lib/value/ggsum.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/hyp.h"
#include "lib/stat/incomplete.h"

double
ggsum_unit(const struct ggspend *m, double x, double zbar)
{
	switch (m->limit) {
	case GGSPEND_SAME_AMOUNT:
		return x > 0 ? zbar : m->level;
	case GGSPEND_SAME_CUSTOMERS:
		return 1 / m->level;
	case GGSPEND_ONE_AMOUNT:
		return m->level;
	default:
		return m->gamma + x * zbar;
	}
}

/* Whether all purchases of the customer have the same, known amount: the unit. */
static bool
known(const struct ggspend *m, double x)
{
	return m->limit == GGSPEND_ONE_AMOUNT || (m->limit == GGSPEND_SAME_AMOUNT && x > 0);
}

double
ggsum_below(const struct ggspend *m, double x, double n, double w, double *slope)
{
	*slope = 0;
	if (known(m, x))
		return w >= n;
	if (!(w > 0))
		return 0;
	if (m->limit == GGSPEND_SAME_CUSTOMERS)
		return incomplete_gamma(m->p * n, w, slope);
	if (m->limit == GGSPEND_SAME_AMOUNT)	/* n times an amount; 1/amount is gamma */
		return 1 - incomplete_gamma(m->q, n / w, slope);
	return incomplete_beta(m->p * n, m->q + m->p * x, w, slope);
}

/* E[1/G^k] for G of a gamma distribution with this shape and the rate 1. */
static void
inverse_moments(double shape, double to[static 3])
{
	double product = 1;

	for (int k = 0; k < 3; k++) {
		product *= shape - k - 1;
		to[k] = shape > k + 1 ? 1 / product : INFINITY;
	}
}

void
ggsum_moments(const struct ggspend *m, double x, const double count[static 3], double to[static 3])
{
	const bool amounts_vary = !known(m, x) && m->limit != GGSPEND_SAME_AMOUNT;
	const double p = m->p, y[3] = { count[0], count[1], count[2] };
	double by[3] = { 1, 1, 1 };

	if (!known(m, x) && m->limit != GGSPEND_SAME_CUSTOMERS)
		inverse_moments(amounts_vary ? m->q + p * x : m->q, by);
	/* of a gamma distribution with the shape p n: pn, pn (pn+1), pn (pn+1) (pn+2) */
	to[0] = by[0] * (amounts_vary ? p * y[0] : y[0]);
	to[1] = by[1] * (amounts_vary ? p * (p * y[1] + y[0]) : y[1]);
	to[2] = by[2] * (amounts_vary ? p * (p * (p * y[2] + 3 * y[1]) + 2 * y[0]) : y[2]);
}

void
ggsum_points(const struct ggspend_fit *f, struct ggsum_points *to)
{
	double move[FIT_DIM];

	to->n = uncertain_points(&f->uncertain);
	for (size_t i = 0; i < to->n; i++) {
		uncertain_point(&f->uncertain, i, move);
		to->of[i] = ggspend_moved(&f->par, move);
		to->by[i] = ggsum_unit(&to->of[i], 0, 0) / ggsum_unit(&f->par, 0, 0);
	}
}

double
ggsum_share(const struct ggspend *m, double x, double zbar)
{
	if (x > 0 && m->limit == GGSPEND_SAME_AMOUNT)
		return 1;
	return x > 0 && m->limit == GGSPEND_REGULAR ? x * zbar / (m->gamma + x * zbar) : 0;
}

/* The unit of a point of the cubature, divided by that of the fit. */
static double
unit_of(const struct ggsum_points *g, size_t i, double share)
{
	return g->by[i] + (1 - g->by[i]) * share;
}

/*
 * P(sum of n purchases <= w) over all points, as a function of y = log w: cubic Hermite
 * interpolation between values STEPS to a standard deviation of y, which has an error of 1e-6. A
 * value is computed when it is needed: quantiles need few of them.
 */
static const double NEGLIGIBLE = 1e-9;

enum { STEPS = 8, REACH = 8, VALUES = 2 * STEPS * REACH + 1 };

struct curve {
	double first, step;
	double value[VALUES], slope[VALUES];
	bool known[VALUES];
};

struct ggsum {
	const struct ggsum_points *points;
	double x;
	struct curve **curve[2];	/* [share 0, 1][n] */
	size_t room[2];
};

struct ggsum *
ggsum_new(const struct ggsum_points *g, double x)
{
	struct ggsum *s = mem_new(1, sizeof *s);

	s->points = g;
	s->x = x;
	return s;
}

void
ggsum_free(struct ggsum *s)
{
	for (int end = 0; end < 2; end++) {
		for (size_t n = 0; n < s->room[end]; n++)
			free(s->curve[end][n]);
		free(s->curve[end]);
	}
	free(s);
}

static double
exactly(const struct ggsum *s, int end, double n, double y, double *slope)
{
	const struct ggsum_points *g = s->points;
	double sum = 0, one;

	*slope = 0;
	for (size_t i = 0; i < g->n; i++) {
		sum += ggsum_below(&g->of[i], s->x, n, exp(y) / unit_of(g, i, end), &one) /
		    (double)g->n;
		*slope += one / (double)g->n;
	}
	return sum;
}

/* The mean and the standard deviation of log w for one point. */
static void
location(const struct ggspend *m, double x, double n, double *mean, double *sd)
{
	double amounts[3] = { 0 }, rate[3] = { 0 };

	if (m->limit == GGSPEND_SAME_AMOUNT)
		amounts[1] = log(n);
	else
		hyp_gamma(m->p * n, amounts);
	if (m->limit != GGSPEND_SAME_CUSTOMERS)
		hyp_gamma(m->limit == GGSPEND_SAME_AMOUNT ? m->q : m->q + m->p * x, rate);
	*mean = amounts[1] - rate[1];
	*sd = sqrt(amounts[2] + rate[2]);
}

static struct curve *
curve_new(const struct ggsum *s, double n)
{
	struct curve *c = mem_new(1, sizeof *c);
	double mean, sd;

	location(&s->points->of[0], s->x, n, &mean, &sd);
	c->step = sd / STEPS;
	c->first = mean - REACH * sd;
	return c;
}

static struct curve *
curve_of(struct ggsum *s, int end, size_t n)
{
	if (n >= s->room[end]) {
		const size_t had = s->room[end];

		s->curve[end] = mem_grow(s->curve[end], n + 1, &s->room[end],
		    sizeof(struct curve *));
		memset(s->curve[end] + had, 0, (s->room[end] - had) * sizeof(struct curve *));
	}
	if (s->curve[end][n] == NULL)
		s->curve[end][n] = curve_new(s, (double)n);
	return s->curve[end][n];
}

static double
value_at(const struct ggsum *s, int end, size_t n, struct curve *c, int i)
{
	if (!c->known[i])
		c->value[i] = exactly(s, end, (double)n, c->first + i * c->step, &c->slope[i]);
	c->known[i] = true;
	return c->value[i];
}

static double
between(struct ggsum *s, int end, size_t n, double y, double *slope)
{
	struct curve *c = curve_of(s, end, n);
	const double at = (y - c->first) / c->step;

	/* beyond an end of the curve the probability is 0 or 1, if it nearly is at the end */
	*slope = 0;
	if (at < 0 && value_at(s, end, n, c, 0) <= NEGLIGIBLE)
		return 0;
	if (at >= VALUES - 1 && 1 - value_at(s, end, n, c, VALUES - 1) <= NEGLIGIBLE)
		return 1;
	if (!(at >= 0 && at < VALUES - 1))
		return exactly(s, end, (double)n, y, slope);
	const int i = (int)at;
	const double u = at - i, low = value_at(s, end, n, c, i),
	    rise = value_at(s, end, n, c, i + 1) - low;
	const double a = c->slope[i] * c->step - rise, b = rise - c->slope[i + 1] * c->step;

	*slope = (rise + (1 - 2 * u) * (a * (1 - u) + b * u) + u * (1 - u) * (b - a)) / c->step;
	return low + u * rise + u * (1 - u) * (a * (1 - u) + b * u);
}

/* P(sum <= e^y) over all counts, and its slope. */
static double
below(struct ggsum *s, int end, const struct predictive *p, double y, double *slope)
{
	double sum = p->p[0], one;

	*slope = 0;
	for (size_t n = 1; n < p->n; n++)
		if (p->p[n] > NEGLIGIBLE) {
			sum += p->p[n] * between(s, end, n, y, &one);
			*slope += p->p[n] * one;
		}
	return sum;
}

/* Newton's method in y, within a bracket that bisection shrinks where it fails. */
static double
solve(struct ggsum *s, int end, const struct predictive *p, double q, double at)
{
	const double near = 1e-9;
	double low = -INFINITY, high = INFINITY, slope;

	for (int i = 0; i < 200 && !(high - low <= near); i++) {
		const double miss = below(s, end, p, at, &slope) - q;
		const double step = slope > 0 ? -miss / slope : INFINITY;

		if (miss < 0)
			low = at;
		else
			high = at;
		if (fabs(step) <= near)
			break;
		double next = at + fmax(fmin(step, 3), -3);
		if (!(next > low && next < high))
			next = isfinite(low) && isfinite(high) ? (low + high) / 2 :
			    at + (miss < 0 ? 3 : -3);
		at = next;
	}
	return exp(at);
}

double
ggsum_quantile(struct ggsum *s, int end, const struct predictive *p, double q)
{
	const struct ggspend *m = &s->points->of[0];
	double count[3], moment[3];

	if (p->p[0] >= q)
		return 0;
	if (known(m, s->x))
		return (double)predictive_quantile(p, q);
	predictive_moments(p, count);
	ggsum_moments(m, s->x, count, moment);
	const double far = q > .5 ? 2 : 0, sd = sqrt(moment[1] - moment[0] * moment[0]);

	return solve(s, end, p, q, log(moment[0] + (isfinite(sd) ? far * sd : 0)));
}
