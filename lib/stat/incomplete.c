/*
 * Continued fractions: Abramowitz and Stegun 26.5.8 for beta, 6.5.31 for the upper tail of gamma,
 * and the series 6.5.29 for its lower tail. Each converges fast on its side of the mean.
 */
#define _GNU_SOURCE	/* lgamma_r */
#include "lib/stat/incomplete.h"

#include <float.h>
#include <math.h>

enum { MOST = 1000000 };	/* terms; about the square root of a or b is enough */

static const double END = 1e-15;	/* the relative error at which a sum ends */

static double
log_gamma(double x)
{
	int sign;

	return lgamma_r(x, &sign);
}

/*
 * The convergents A/B of a continued fraction, two at a time. They are scaled so that B is 1, which
 * takes one division.
 */
static double
beta_fraction(double a, double b, double x)
{
	const double first = 1 - (a + b) * x / (a + 1);
	double scale = 1 / (first == 0 ? DBL_MIN : first), a0 = scale, b0 = scale, h = scale;

	for (double m = 1; m < MOST; m++) {
		const double a2 = a + 2 * m, even = m * (b - m) * x / ((a2 - 1) * a2),
		    odd = -(a + m) * (a + b + m) * x / (a2 * (a2 + 1));
		const double a1 = h + even * a0, b1 = 1 + even * b0, last = h;

		scale = 1 / (b1 + odd);
		h = (a1 + odd * h) * scale;
		a0 = a1 * scale;
		b0 = b1 * scale;
		if (fabs(h - last) <= END * fabs(h))
			break;
	}
	return h;
}

double
incomplete_beta(double a, double b, double w, double *slope)
{
	const double x = w / (1 + w), y = 1 / (1 + w);

	*slope = 0;
	if (!(w > 0))
		return 0;
	if (isinf(w))
		return 1;
	*slope = exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * (log(w) - log1p(w)) -
	    b * log1p(w));
	if (x < (a + 1) / (a + b + 2))
		return *slope * beta_fraction(a, b, x) / a;
	return 1 - *slope * beta_fraction(b, a, y) / b;
}

static double
gamma_series(double a, double w)
{
	double term = 1 / a, sum = term;

	for (double n = 1; n < MOST && term > END * sum; n++)
		sum += term *= w / (a + n);
	return sum;
}

/* By Lentz's method; for w > a + 1 no denominator is 0. */
static double
gamma_fraction(double a, double w)
{
	double b = w + 1 - a, c = 1 / DBL_MIN, d = 1 / b, h = d;

	for (double n = 1; n < MOST; n++) {
		const double term = -n * (n - a), last = h;

		b += 2;
		d = 1 / (b + term * d);
		c = b + term / c;
		h *= c * d;
		if (fabs(h - last) <= END * fabs(h))
			break;
	}
	return h;
}

double
incomplete_gamma(double a, double w, double *slope)
{
	*slope = 0;
	if (!(w > 0))
		return 0;
	if (isinf(w))
		return 1;
	*slope = exp(a * log(w) - w - log_gamma(a));
	return w < a + 1 ? *slope * gamma_series(a, w) : 1 - *slope * gamma_fraction(a, w);
}
