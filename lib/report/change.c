#include "lib/report/change.h"

#include <math.h>

static const double Z = 1.959963984540054;	/* of 95 % */

enum { ALL = 2 * CHANGE_SUMS };

void
change_add(struct change *c, const double now[static CHANGE_SUMS],
    const double before[static CHANGE_SUMS])
{
	double v[ALL];

	for (size_t i = 0; i < CHANGE_SUMS; i++) {
		v[i] = now[i];
		v[CHANGE_SUMS + i] = before[i];
	}
	c->n++;
	for (size_t i = 0; i < ALL; i++) {
		c->sum[i] += v[i];
		for (size_t k = 0; k <= i; k++)
			c->product[i][k] += v[i] * v[k];
	}
}

/* The sum over customers of (sum of weight x value) squared. */
static double
sum_of_squares(const struct change *c, const double weight[static ALL])
{
	double s = 0;

	for (size_t i = 0; i < ALL; i++)
		for (size_t k = 0; k <= i; k++)
			s += (i == k ? 1 : 2) * weight[i] * weight[k] * c->product[i][k];
	return s;
}

/* The change itself needs no interval: a figure that fell to 0, or that one customer has. */
static void
set_change(struct change_estimate *e)
{
	if (e->before > 0)
		e->change = e->value / e->before - 1;
}

/* A change whose logarithm has this variance. */
static void
set_interval(struct change_estimate *e, double variance)
{
	if (!(e->value > 0 && e->before > 0))
		return;
	const double r = e->value / e->before, half = Z * sqrt(fmax(variance, 0));

	e->low = r * exp(-half) - 1;
	e->high = r * exp(half) - 1;
}

/* Sum I of a period whose sums are AT, per sum PER. */
static double
figure(const double *at, int i, int per)
{
	return per < 0 ? at[i] : at[per] > 0 ? at[i] / at[per] : NAN;
}

struct change_estimate
change_of(const struct change *c, int i, int per)
{
	struct change_estimate e = { figure(c->sum, i, per),
		figure(c->sum + CHANGE_SUMS, i, per), NAN, NAN, NAN, c->n < CHANGE_CUSTOMERS };
	double weight[ALL] = { 0 };

	set_change(&e);
	if (c->n < 2)
		return e;
	weight[i] = 1 / c->sum[i];
	weight[CHANGE_SUMS + i] = -1 / c->sum[CHANGE_SUMS + i];
	if (per >= 0) {
		weight[per] = -1 / c->sum[per];
		weight[CHANGE_SUMS + per] = 1 / c->sum[CHANGE_SUMS + per];
	}
	set_interval(&e, (double)c->n / ((double)c->n - 1) * sum_of_squares(c, weight));
	return e;
}

struct change_estimate
change_of_counts(double now, double before)
{
	struct change_estimate e = { now, before, NAN, NAN, NAN,
		now + before < CHANGE_EVENTS };

	set_change(&e);
	set_interval(&e, 1 / now + 1 / before);
	return e;
}

const char *
change_verdict(const struct change_estimate *e)
{
	if (isnan(e->low))
		return NULL;
	if (e->few)
		return "too few";
	return e->low > 0 ? "more" : e->high < 0 ? "less" : "within noise";
}
