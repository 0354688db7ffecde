#include "lib/chart/ticks.h"

#include <math.h>

/* The smallest step that is not less than X. */
static double
step_from(double x)
{
	static const double factors[] = { 1, 2, 5 };
	const double power = pow(10, floor(log10(x)));

	for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
		if (factors[i] * power >= x * (1 - 1e-12))
			return factors[i] * power;
	return 10 * power;
}

/* The next step after one of 1, 2 or 5 times a power of ten. */
static double
next_step(double step)
{
	return step_from(step * 1.5);
}

/* LEAST: the smallest step. */
static struct ticks
choose(double low, double high, size_t most, double least)
{
	struct ticks t = { 0 };
	double step;

	if (!(high > low)) {
		const double room = low == 0 ? 1 : fabs(low) / 2;

		low -= room;
		high += room;
	}
	for (step = step_from(fmax(least, (high - low) / (double)most));; step = next_step(step)) {
		t.step = step;
		t.from = floor(low / t.step + 1e-9) * t.step;
		t.to = ceil(high / t.step - 1e-9) * t.step;
		t.n = (size_t)lround((t.to - t.from) / t.step) + 1;
		if (t.n <= most + 1)
			return t;
	}
}

struct ticks
ticks_of(double low, double high, size_t most)
{
	return choose(low, high, most, 0);
}

struct ticks
ticks_in(enum figure_unit unit, double low, double high, size_t most)
{
	return choose(low, high, most, unit == FIGURE_COUNT ? 1 : 0);
}

double
ticks_at(const struct ticks *t, size_t i)
{
	return t->from + (double)i * t->step;
}
