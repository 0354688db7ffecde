#include "lib/chart/histogram.h"

#include <math.h>

#include "lib/chart/ticks.h"

static const double FACTOR = 10;	/* of a spread that needs a ratio scale */
enum { STEPS = 3 };

/* The limits of a ratio scale, in their order: 1, 2, 5, 10, ... for the numbers 0, 1, 2, 3, ... */
static double
limit_at(int number)
{
	static const double first[STEPS] = { 1, 2, 5 };
	const int power = (int)floor((double)number / STEPS);
	const double m = first[number - STEPS * power];

	return power < 0 ? m / pow(10, -power) : m * pow(10, power);
}

/* The number of the largest limit that is at most X. */
static int
number_of(double x)
{
	int number = STEPS * (int)floor(log10(x)) - 1;

	while (limit_at(number + 1) <= x)
		number++;
	return number;
}

static bool
needs_ratio(const double *x, size_t n)
{
	return n > 0 && x[n - 1] > FACTOR * histogram_median(x, n);
}

static void
count(struct histogram *h, const double *x, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		while (k + 1 < h->n && (isnan(h->of[k].from) ? x[i] > 0 : x[i] >= h->of[k].to))
			k++;
		h->of[k].n++;
	}
}

static void
add_class(struct histogram *h, double from, double to)
{
	h->of[h->n++] = (struct histogram_class){ from, to, 0 };
}

/* NONE of the values are 0 or less. */
static void
by_ratio(struct histogram *h, const double *x, size_t n, size_t none)
{
	const int last = number_of(x[n - 1]) + 1;
	int first = number_of(x[none]);

	if (none > 0)
		add_class(h, NAN, 0);
	if (last - first > HISTOGRAM_MOST) {
		first = last - HISTOGRAM_MOST;
		add_class(h, 0, limit_at(first));
	}
	for (int i = first; i < last; i++)
		add_class(h, limit_at(i), limit_at(i + 1));
}

static void
by_width(struct histogram *h, const double *x, size_t n)
{
	const struct ticks t = ticks_of(x[0], x[n - 1], HISTOGRAM_MOST);

	for (size_t i = 0; i + 1 < t.n; i++)
		add_class(h, ticks_at(&t, i), ticks_at(&t, i + 1));
}

struct histogram
histogram_of(const double *x, size_t n)
{
	const size_t none = histogram_none(x, n);
	struct histogram h = { .ratio = needs_ratio(x + none, n - none) };

	if (n == 0)
		return h;
	if (h.ratio)
		by_ratio(&h, x, n, none);
	else
		by_width(&h, x, n);
	count(&h, x, n);
	return h;
}

double
histogram_mean(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return n > 0 ? sum / (double)n : NAN;
}

double
histogram_median(const double *x, size_t n)
{
	return n > 0 ? (x[(n - 1) / 2] + x[n / 2]) / 2 : NAN;
}

double
histogram_top(const double *x, size_t n, double part)
{
	const size_t top = (size_t)ceil(part * (double)n - 1e-9);
	const double all = histogram_mean(x, n) * (double)n;

	if (n == 0 || x[0] < 0 || !(all > 0))
		return NAN;
	return histogram_mean(x + n - top, top) * (double)top / all;
}

size_t
histogram_none(const double *x, size_t n)
{
	size_t none = 0;

	while (none < n && x[none] <= 0)
		none++;
	return none;
}
