#include "lib/value/ggsum.h"

#include <math.h>

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

/* P(sum <= w) over all counts and all points, and its slope by log w. */
static double
below(const struct ggsum_points *g, double share, double x, const struct predictive *p, double w,
    double *slope)
{
	const double negligible = 1e-9;
	double sum = p->p[0], one;

	*slope = 0;
	for (size_t n = 1; n < p->n; n++)
		for (size_t i = 0; p->p[n] > negligible && i < g->n; i++) {
			const double unit = g->by[i] + (1 - g->by[i]) * share;
			const double weight = p->p[n] / (double)g->n;

			sum += weight * ggsum_below(&g->of[i], x, (double)n, w / unit, &one);
			*slope += weight * one;
		}
	return sum;
}

/* Newton's method in log w, within a bracket that bisection shrinks where it fails. */
static double
solve(const struct ggsum_points *g, double share, double x, const struct predictive *p, double q,
    double start)
{
	const double end = 1e-7, near = 1e-3;	/* after a step of NEAR the error is its square */
	double low = -INFINITY, high = INFINITY, at = log(start), slope;

	for (int i = 0; i < 200 && !(high - low <= end); i++) {
		const double miss = below(g, share, x, p, exp(at), &slope) - q;
		const double step = slope > 0 ? -miss / slope : INFINITY;

		if (miss < 0)
			low = at;
		else
			high = at;
		if (fabs(step) <= near)
			return exp(at + step);
		double next = at + fmax(fmin(step, 3), -3);
		if (!(next > low && next < high))
			next = isfinite(low) && isfinite(high) ? (low + high) / 2 :
			    at + (miss < 0 ? 3 : -3);
		at = next;
	}
	return exp(at);
}

double
ggsum_quantile(const struct ggsum_points *g, double share, double x, const struct predictive *p,
    double q)
{
	const struct ggsum_points first = { 1, { g->of[0] }, { 1 } };
	double count[3], moment[3];

	if (p->p[0] >= q)
		return 0;
	if (known(&g->of[0], x))
		return (double)predictive_quantile(p, q);
	predictive_moments(p, count);
	ggsum_moments(&g->of[0], x, count, moment);
	const double far = q > .5 ? 2 : 0, sd = sqrt(moment[1] - moment[0] * moment[0]);
	const double start = solve(&first, share, x, p, q,
	    moment[0] + (isfinite(sd) ? far * sd : 0));

	return g->n == 1 ? start : solve(g, share, x, p, q, start);
}
