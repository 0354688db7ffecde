#include "lib/value/btyd.h"

#include <math.h>

#include "lib/stat/hyp.h"
#include "lib/value/dropout.h"
#include "lib/value/rates.h"
#include "lib/value/renewal.h"
#include "lib/value/stages.h"

static const double YEAR = 52;		/* weeks per year */

int
btyd_parameters(enum btyd_rates rates, enum btyd_limit limit)
{
	static const int dropout[BTYD_LIMITS] = { [BTYD_REGULAR] = 2, [BTYD_EQUAL_DROPOUT] = 1,
	    [BTYD_ONCE_OR_NEVER] = 1 };

	return (rates == BTYD_EQUAL_RATES ? 1 : 2) + dropout[limit];
}

bool
btyd_has_stages(enum btyd_model model)
{
	return model == BTYD_BGCNBD || model == BTYD_MBGCNBD;
}

enum btyd_limit
btyd_interior(enum btyd_model model)
{
	return model == BTYD_NBD ? BTYD_NO_DROPOUT : BTYD_REGULAR;
}

double
btyd_aic(const struct btyd_fit *f)
{
	const int n = btyd_parameters(f->par.rates, f->par.limit) + btyd_has_stages(f->par.model);

	return 2 * (n - f->loglik);
}

/* The logarithm of the odds of having left after the last purchase. */
static double
log_left(const struct btyd *m, double x, double tx, double T)
{
	return dropout_of(m)->log_left(m, x, tx, T);
}

double
btyd_loglik(const struct btyd *m, double x, double tx, double T)
{
	const double stayed = dropout_of(m)->log_stayed(m, x, T);
	const double wait = stages_log_wait(m, x, tx, T) + stages_log_ways(m, x, 0);

	return rates_loglik(m, x, T) + wait + stayed + dropout_log1pexp(log_left(m, x, tx, T));
}

double
btyd_alive(const struct btyd *m, double x, double tx, double T)
{
	return 1 / (1 + exp(log_left(m, x, tx, T)));
}

double
btyd_left(const struct btyd *m, double x, double tx, double T)
{
	return 1 / (1 + exp(-log_left(m, x, tx, T)));
}

/* The expected purchases of a customer who is there at T. */
static double
there(const struct btyd *m, double x, double tx, double T, double t)
{
	return rates_stages(m) > 1 ? renewal_expected(m, x, tx, T, t)
	    : dropout_of(m)->expected(m, x, T, t);
}

/* The same at each of N ascending times after T. N is a multiple of DROPOUT_LANES. */
static void
there_at(const struct btyd *m, double x, double tx, double T, const double *t, size_t n, double *to)
{
	const struct dropout *d = dropout_of(m);

	if (rates_stages(m) > 1 && !rates_equal(m))
		renewal_expected_at(m, x, tx, T, t, n, to);
	else if (d->expected_at && rates_stages(m) == 1 && !rates_equal(m))
		d->expected_at(m, x, T, t, n, to);
	else
		for (size_t i = 0; i < n; i++)
			to[i] = there(m, x, tx, T, t[i]);
}

double
btyd_expected(const struct btyd *m, double x, double tx, double T, double t)
{
	return btyd_alive(m, x, tx, T) * there(m, x, tx, T, t);
}

double
btyd_none(const struct btyd *m, double x, double tx, double T, double t)
{
	const struct dropout *d = dropout_of(m);
	const double left = btyd_left(m, x, tx, T);

	return left + (1 - left) * (d->none ? d->none(m, x, T, t) : renewal_none(m, x, tx, T, t));
}

double
btyd_new(const struct btyd *m, double t)
{
	return btyd_expected(m, 0, 0, 0, t);
}

/*
 * The discount at the end of a week: (1+rate)^-(end/52). The expected purchases in a week are the
 * difference of two values of there_at.
 */
static double
factor(double rate, double end)
{
	return pow(1 + rate, -end / YEAR);
}

static double
week_by_week(const struct btyd *m, double x, double tx, double T, double t, double rate)
{
	double week[BTYD_NODES], until[BTYD_NODES], before = 0, sum = 0;

	for (double done = 0; done < t; done += BTYD_NODES) {
		for (int j = 0; j < BTYD_NODES; j++)
			week[j] = fmin(done + j + 1, t);
		there_at(m, x, tx, T, week, BTYD_NODES, until);
		for (int j = 0; j < BTYD_NODES && done + j < t; j++) {
			sum += factor(rate, week[j]) * (until[j] - before);
			before = until[j];
		}
	}
	return sum;
}

/*
 * The number of points for an error of 1e-13 on an interval of twice HALF. The function is analytic
 * within a distance of pi; with stages, within one of about log 2 below the interval.
 */
static size_t
points(const struct btyd *m, double half)
{
	const double far = M_PI / half, below = 1 + M_LN2 / half;
	const double size = rates_stages(m) > 1 ? fmin(sqrt(far * far + 1), below)
	    : sqrt(far * far + 1);
	const double need = 13 * M_LN10 / log(size + sqrt(size * size - 1));
	size_t n = DROPOUT_LANES;

	while ((double)n < need && n < BTYD_NODES)
		n += DROPOUT_LANES;
	return n;
}

/*
 * Adds to the weight of each point its share in the value at U (from 0 to 1), times G. This is
 * barycentric interpolation.
 */
static void
spread(struct btyd_horizon *h, const double *at, double u, double g)
{
	double share[BTYD_NODES], sum = 1 / u;	/* that of the point 0, where the value is 0 */

	sum /= 2;
	for (size_t j = 0; j < h->n; j++) {
		if (u == at[j]) {
			h->weight[j] += g;
			return;
		}
		share[j] = (j % 2 ? 1 : -1) * (j + 1 == h->n ? .5 : 1) / (u - at[j]);
		sum += share[j];
	}
	for (size_t j = 0; j < h->n; j++)
		h->weight[j] += g * share[j] / sum;
}

double
btyd_base(const struct btyd *m, double T)
{
	const struct dropout *d = dropout_of(m);

	if (d->base)
		return d->base(m, T);
	return rates_equal(m) ? 1 / m->lambda + T : m->alpha + T;
}

void
btyd_horizon(const struct btyd *m, double T, double t, double rate, struct btyd_horizon *h)
{
	btyd_horizon_of(m, btyd_base(m, T), t, rate, h);
}

void
btyd_horizon_of(const struct btyd *m, double base, double t, double rate, struct btyd_horizon *h)
{
	const double all = log1p(t / base);
	double at[BTYD_NODES];

	*h = (struct btyd_horizon){ .t = t, .rate = rate, .n = points(m, all / 2) };
	for (size_t j = 0; j < h->n; j++) {
		const double turn = M_PI * (double)(j + 1) / (double)h->n;

		at[j] = (1 - cos(turn)) / 2;
		h->week[j] = j + 1 == h->n ? t : base * expm1(all * at[j]);
		h->last[j] = cos((double)h->n * turn) / (j + 1 == h->n ? 2 : 1);
		h->last_but_one[j] = 2 * cos((double)(h->n - 1) * turn) / (j + 1 == h->n ? 2 : 1);
	}
	for (double w = 1; w < t; w++)
		spread(h, at, log1p(w / base) / all,
		    factor(rate, w) - factor(rate, fmin(w + 1, t)));
	h->weight[h->n - 1] += factor(rate, t);
}

struct btyd_value
btyd_value_there(const struct btyd *m, double x, double tx, double T, const struct btyd_horizon *h)
{
	struct btyd_value v = { .alive = 1 };
	double value[BTYD_NODES], last = 0, but_one = 0, sum = 0;

	if (!(h->t > 0))
		return v;
	there_at(m, x, tx, T, h->week, h->n, value);
	for (size_t j = 0; j < h->n; j++) {
		last += h->last[j] * value[j];
		but_one += h->last_but_one[j] * value[j];
		sum += h->weight[j] * value[j];
	}
	if (fabs(last) + fabs(but_one) > 1e-11 * (double)h->n * value[h->n - 1])
		sum = week_by_week(m, x, tx, T, h->t, h->rate);
	v.expected = value[h->n - 1];
	v.discounted = sum;
	return v;
}

struct btyd_value
btyd_value(const struct btyd *m, double x, double tx, double T, const struct btyd_horizon *h)
{
	const struct btyd_value there = btyd_value_there(m, x, tx, T, h);
	struct btyd_value v = { .alive = btyd_alive(m, x, tx, T) };

	if (h->t > 0) {
		v.expected = v.alive * there.expected;
		v.discounted = v.alive * there.discounted;
	}
	return v;
}

double
btyd_discounted(const struct btyd *m, double x, double tx, double T, double t, double rate)
{
	struct btyd_horizon h;

	if (!(t > 0))
		return 0;
	btyd_horizon(m, T, t, rate, &h);
	return btyd_value(m, x, tx, T, &h).discounted;
}
