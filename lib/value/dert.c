#include "lib/value/dert.h"

#include <math.h>

#include "lib/stat/gauss.h"
#include "lib/value/dropout.h"
#include "lib/value/rates.h"

bool
dert_has(const struct btyd *m)
{
	return m->model == BTYD_PARETONBD;
}

double
dert_rate(double yearly)
{
	const double weeks = 52;

	return log1p(yearly) / weeks;
}

bool
dert_finite(const struct btyd *m, double delta)
{
	return delta > 0 || m->limit == BTYD_EQUAL_DROPOUT ||
	    (m->limit == BTYD_REGULAR && m->s > 1);
}

/*
 * The integral of e^(-z (v-1)) v^-s over v from 1, which is Tricomi's U(1, 2-s, z). With
 * y = log v, the logarithm of the integrand is concave.
 */
static double
height(double s, double z, double y)
{
	return (1 - s) * y - z * expm1(y);
}

static double
panel(double s, double z, double y, double h)
{
	static const double rule[][2] = GAUSS_16;
	double sum = 0;

	for (size_t i = 0; i < sizeof rule / sizeof *rule; i++)
		for (int side = -1; side <= 1; side += 2)
			sum += rule[i][1] *
			    exp(height(s, z, y + h / 2 * (1 + side * rule[i][0])));
	return h / 2 * sum;
}

static double
tricomi(double s, double z)
{
	const double longest = 1, steepest = 6, negligible = 45;
	double sum = 0, y = 0, highest = 0;

	for (;;) {
		const double steep = fabs(1 - s - z * exp(y)) + z * exp(y);
		const double h = fmin(longest, steepest / steep);

		sum += panel(s, z, y, h);
		y += h;
		highest = fmax(highest, height(s, z, y));
		if (height(s, z, y) < highest - negligible)
			return sum;
	}
}

/* The discounted time that a customer who is there at T will stay. */
static double
lifetime(const struct btyd *m, double T, double delta)
{
	if (m->limit == BTYD_EQUAL_DROPOUT)
		return 1 / (m->s + delta);
	if (m->limit != BTYD_REGULAR)
		return 1 / delta;
	const double base = m->beta + T;

	return delta > 0 ? base * tricomi(m->s, delta * base) : base / (m->s - 1);
}

double
dert(const struct btyd *m, double x, double tx, double T, double delta)
{
	return btyd_alive(m, x, tx, T) * rates_mean(m, x, T) * lifetime(m, T, delta);
}
