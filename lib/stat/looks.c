#include "lib/stat/looks.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

#include "lib/base/num.h"

/*
 * The sum of K increments of variance 1 is z sqrt(K). density keeps, on a grid, the density of the
 * sum of those trials that have not crossed a bound yet.
 */
enum { GRID = 1000 };		/* intervals of Simpson's rule; even */

struct density {
	double limit;		/* the grid is from -limit to limit */
	double at[GRID + 1];
};

bool
looks_parse(const char *s, struct looks *to)
{
	const char *slash = strchr(s, '/');
	char first[NUM_SIZE] = "";

	if (slash == NULL || (size_t)(slash - s) >= sizeof first)
		return false;
	memcpy(first, s, (size_t)(slash - s));
	return num_count(first, &to->look) && num_count(slash + 1, &to->of) && to->look >= 1 &&
	    to->look <= to->of && to->of <= LOOKS_MOST;
}

/* On both sides together. */
static double
spent(double alpha, double share)
{
	return 4 * gsl_cdf_ugaussian_Q(gsl_cdf_ugaussian_Qinv(alpha / 4) / sqrt(share));
}

static double
point(const struct density *d, int i)
{
	return d->limit * (2. * i / GRID - 1);
}

/* The integral of the density times f(x, by). */
static double
integral(const struct density *d, double (*f)(double x, double by), double by)
{
	double sum = 0;

	for (int i = 0; i <= GRID; i++)
		sum += (i == 0 || i == GRID ? 1 : i % 2 ? 4 : 2) * d->at[i] * f(point(d, i), by);
	return sum * 2 * d->limit / GRID / 3;
}

/* P that the sum after one more increment is beyond the bound BY, on either side. */
static double
crosses(double x, double by)
{
	return gsl_cdf_ugaussian_Q(by - x) + gsl_cdf_ugaussian_Q(by + x);
}

static double
reaches(double x, double by)
{
	return gsl_ran_ugaussian_pdf(by - x);
}

/* The bound that is crossed next with this probability. */
static double
solve(const struct density *d, double p, double most)
{
	double low = 0, high = most;

	for (int i = 0; i < 60; i++) {
		const double mid = (low + high) / 2;

		*(integral(d, crosses, mid) > p ? &low : &high) = mid;
	}
	return high;
}

static void
step(struct density *d, double limit)
{
	struct density next = { .limit = limit };

	for (int i = 0; i <= GRID; i++)
		next.at[i] = integral(d, reaches, point(&next, i));
	*d = next;
}

double
looks_bound(struct looks l, double alpha)
{
	double before = spent(alpha, 1. / (double)l.of);
	double z = gsl_cdf_ugaussian_Qinv(before / 2);
	struct density d = { .limit = z };

	for (int i = 0; i <= GRID; i++)
		d.at[i] = gsl_ran_ugaussian_pdf(point(&d, i));
	for (int64_t k = 2; k <= l.look; k++) {
		const double now = spent(alpha, (double)k / (double)l.of);
		const double limit = solve(&d, now - before, 40 * sqrt((double)k));

		step(&d, limit);
		before = now;
		z = limit / sqrt((double)k);
	}
	return z;
}

double
looks_level(struct looks l, double alpha)
{
	return l.of == 1 ? alpha : 2 * gsl_cdf_ugaussian_Q(looks_bound(l, alpha));
}
