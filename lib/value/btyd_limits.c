/*
 * The limits of dropout: no customer leaves; all customers leave with the same probability at each
 * chance; or a share of the customers leaves at the first chance and the others never. Pareto/NBD
 * also has the first and the third of these limits. There the first purchase is the first chance,
 * as in MBG/NBD.
 */
#include <math.h>

#include "lib/value/chances.h"
#include "lib/value/rates.h"

enum { DIM = DROPOUT_DIM };

/* No customer leaves. */

static double
none_log_stayed(const struct btyd *m, double x, double T)
{
	(void)m;
	(void)x;
	(void)T;
	return 0;
}

static double
none_log_left(const struct btyd *m, double x, double tx, double T)
{
	(void)m;
	(void)x;
	(void)tx;
	(void)T;
	return -INFINITY;
}

static double
none_expected(const struct btyd *m, double x, double T, double t)
{
	return rates_mean(m, x, T) * t;
}

static double
none_stays(const struct btyd *m, double c)
{
	(void)m;
	(void)c;
	return 1;
}

static double
none_lasts(const struct btyd *m, double c, double n)
{
	(void)m;
	(void)c;
	return n;
}

static void
none_add_group(const struct btyd *m, struct dropout_group *g, bool derive, double *sum)
{
	(void)m;
	(void)derive;
	(void)sum;
	g->k = -INFINITY;
}

const struct dropout btyd_limits_none = {
	.log_stayed = none_log_stayed, .log_left = none_log_left, .expected = none_expected,
	.stays = none_stays, .lasts = none_lasts,
	.add_group = none_add_group, .add = chances_add,
};

/* Adds N customers who stayed at C chances. The parameter is the odds a/b. */
static void
add_stayed(const struct btyd *m, double n, double c, bool derive, double *sum)
{
	sum[0] += n * c * log(m->b);
	if (derive) {
		sum[1 + 2] -= n * c * m->b;
		sum[1 + DIM + 2 * DIM + 2] += n * c * m->b * m->b;
	}
}

/* All customers leave with the probability a at each chance; b is 1 - a. */

static double
equal_log_stayed(const struct btyd *m, double x, double T)
{
	(void)T;
	return chances_of(m, x) * log1p(-m->a);
}

static double
equal_log_left(const struct btyd *m, double x, double tx, double T)
{
	return chances_log_left(m, x, tx, T, chances_of(m, x) > 0 ? log(m->a / m->b) : -INFINITY);
}

/* (1 - Lap(p t)) / p: purchases at which the customer stays have the rate times 1 - p. */
static double
equal_expected(const struct btyd *m, double x, double T, double t)
{
	return -expm1(-rates_silence(m, x, T, m->a * t)) / m->a;
}

static double
equal_stays(const struct btyd *m, double c)
{
	(void)c;
	return m->b;
}

static double
equal_lasts(const struct btyd *m, double c, double n)
{
	(void)c;
	return -expm1(n * log1p(-m->a)) / m->a;
}

static void
equal_add_group(const struct btyd *m, struct dropout_group *g, bool derive, double *sum)
{
	const double c = chances_of(m, g->x);

	add_stayed(m, g->n, c, derive, sum);
	chances_set_odds(m, c > 0, g);
}

const struct dropout btyd_limits_equal = {
	.log_stayed = equal_log_stayed, .log_left = equal_log_left, .expected = equal_expected,
	.stays = equal_stays, .lasts = equal_lasts,
	.dim = 1, .add_group = equal_add_group, .add = chances_add,
};

/* The share a of the customers leaves at the first chance, the others never leave. */

static double
once_log_stayed(const struct btyd *m, double x, double T)
{
	(void)T;
	return chances_of(m, x) > 0 ? log1p(-m->a) : 0;
}

static double
once_log_left(const struct btyd *m, double x, double tx, double T)
{
	return chances_log_left(m, x, tx, T, chances_of(m, x) == 1 ? log(m->a / m->b) : -INFINITY);
}

/* In BG/NBD a customer without a repeat purchase has not yet had the first chance. */
static double
once_expected(const struct btyd *m, double x, double T, double t)
{
	const double stays = rates_mean(m, x, T) * t, leaves = -expm1(-rates_silence(m, x, T, t));

	return chances_of(m, x) > 0 ? stays : m->b * stays + m->a * leaves;
}

static double
once_stays(const struct btyd *m, double c)
{
	return c > 0 ? 1 : m->b;
}

static double
once_lasts(const struct btyd *m, double c, double n)
{
	return c > 0 ? n : fmin(n, 1) + m->b * fmax(n - 1, 0);
}

static void
once_add_group(const struct btyd *m, struct dropout_group *g, bool derive, double *sum)
{
	const double c = chances_of(m, g->x);

	add_stayed(m, g->n, c > 0, derive, sum);
	chances_set_odds(m, c == 1, g);
}

const struct dropout btyd_limits_once = {
	.log_stayed = once_log_stayed, .log_left = once_log_left, .expected = once_expected,
	.stays = once_stays, .lasts = once_lasts,
	.dim = 1, .add_group = once_add_group, .add = chances_add,
};
