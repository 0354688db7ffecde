#include "lib/segment/abc.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"

static const double unit = 1e4, noise = 1e-9;

/* In ten-thousandths, without the noise of a decimal that a double cannot hold. */
static double
scaled(double x)
{
	const double whole = rint(x * unit);

	return fabs(x * unit - whole) <= noise * fmax(1, fabs(whole)) ? whole : x * unit;
}

static int
from_the_largest(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x < *y) - (*x > *y);
}

struct abc
abc_new(const double *value, size_t n)
{
	struct abc a = { .value = mem_new(n, sizeof *a.value) };

	for (size_t i = 0; i < n; i++)
		if (value[i] < 0)
			a.negative++;
		else
			a.value[a.n++] = scaled(value[i]);
	qsort(a.value, a.n, sizeof *a.value, from_the_largest);
	a.sum = mem_new(a.n + 1, sizeof *a.sum);
	for (size_t i = 0; i < a.n; i++)
		a.sum[i + 1] = a.sum[i] + a.value[i];
	a.total = a.sum[a.n] / unit;
	return a;
}

void
abc_free(struct abc *a)
{
	free(a->value);
	free(a->sum);
}

static double
share(const struct abc *a, double sum)
{
	return a->sum[a->n] > 0 ? sum / a->sum[a->n] : NAN;
}

/* How many values are larger than X, which is scaled. */
static size_t
larger(const struct abc *a, double x)
{
	size_t low = 0, high = a->n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (a->value[middle] > x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

double
abc_before(const struct abc *a, double value)
{
	return value >= 0 ? share(a, a->sum[larger(a, scaled(value))]) : NAN;
}

enum abc_class
abc_class(double before, double a, double b)
{
	return before < a ? ABC_A : before < b ? ABC_B : ABC_C;
}

size_t
abc_top(const struct abc *a, double p)
{
	const double n = ceil(p * (double)a->n - noise);

	return n <= 0 ? 0 : n >= (double)a->n ? a->n : (size_t)n;
}

double
abc_top_share(const struct abc *a, size_t customers)
{
	return share(a, a->sum[customers]);
}

/* The largest of 1, 2 and 5 times a power of ten that is not above X, STEPS smaller ones down. */
static double
limit(double x, int steps)
{
	static const double of[] = { 1, 2, 5 };
	const int power = (int)floor(log10(x) + noise);
	int i = 3 * power + 2;

	while (of[((i % 3) + 3) % 3] * pow(10, floor(i / 3.)) > x * (1 + noise))
		i--;
	i -= steps;
	return of[((i % 3) + 3) % 3] * pow(10, floor(i / 3.));
}

/* How many values are at least X: those larger than the value just below it. */
static size_t
reach(const struct abc *a, double x)
{
	return x > 0 ? larger(a, nextafter(scaled(x), 0)) : a->n;
}

size_t
abc_bins(const struct abc *a, struct abc_bin to[static ABC_BINS])
{
	const size_t top = abc_top(a, .01);
	size_t n = 0;

	if (top == 0 || a->value[top - 1] <= 0)
		return 0;
	const double most = a->value[top - 1] / unit;

	for (int i = ABC_BINS - 1; i >= 0; i--) {
		const double from = i == ABC_BINS - 1 ? 0 : limit(most, i),
		    end = i == 0 ? INFINITY : limit(most, i - 1);
		const size_t more = i == 0 ? 0 : reach(a, end);

		if (n > 0 || reach(a, from) > more)
			to[n++] = (struct abc_bin){ from, end, reach(a, from) - more };
	}
	return n;
}

double
abc_lorenz(const struct abc *a, double p)
{
	const double others = (1 - p) * (double)a->n;	/* those with larger values */
	const double whole = floor(others + noise), rest = others - whole;
	const double part = rest > noise ? rest : 0;	/* of the customer between the two */
	const size_t i = whole >= (double)a->n ? a->n : (size_t)whole;
	const double next = i < a->n ? a->value[i] : 0;

	return share(a, fmax(0, a->sum[a->n] - a->sum[i] - part * next));
}

double
abc_quantile(const struct abc *a, double p)
{
	if (a->n == 0)
		return NAN;
	const double place = (double)(a->n - 1) * p, whole = floor(place);
	const size_t i = a->n - 1 - (size_t)whole;	/* from the largest */
	const double low = a->value[i], high = i > 0 ? a->value[i - 1] : low;

	return (low + (place - whole) * (high - low)) / unit;
}

double
abc_mean(const struct abc *a)
{
	return a->n > 0 ? a->total / (double)a->n : NAN;
}

/* The sum of |x_i - x_j| over all pairs of values. */
static double
difference(const struct abc *a)
{
	const double n = (double)a->n;
	double sum = 0;

	/* of value I from the largest: n - 1 - 2 I values more are smaller than larger */
	for (size_t i = 0; i < a->n; i++)
		sum += (n - 1 - 2 * (double)i) * a->value[i];
	return sum;
}

double
abc_gini(const struct abc *a)
{
	return share(a, difference(a) / (double)a->n);
}

double
abc_gini_unbiased(const struct abc *a)
{
	return a->n > 1 ? share(a, difference(a) / ((double)a->n - 1)) : NAN;
}
