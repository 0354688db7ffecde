#include "lib/stat/hyp.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/*
 * All three hypergeometric functions stand on rest(). It sums the power series up to z = .99;
 * closer to 1 it continues with Taylor series, in steps that halve the distance to 1.
 */

/* The value m exp(log) of c (2F1 - 1) / b; its derivative by z is slope exp(log). */
struct rest {
	double m, slope, log;
};

static const double BIG = 1e200;	/* scale a sum down if it exceeds this */
/* up to here the power series about 0 converges fast enough */
static const double SERIES_END = .99;
enum { SHIFT = 10, SERIES_MAX = 4000, TAYLOR_MAX = 100000 };

static void
rescale(struct rest *r, double *term)
{
	if (fabs(r->m) < BIG && fabs(r->slope) < BIG)
		return;
	r->m /= BIG;
	r->slope /= BIG;
	*term /= BIG;
	r->log += log(BIG);
}

/*
 * Sums a z sum (a+1)_i (b+1)_i / ((c+1)_i (2)_i) z^i; false if MOST terms are not enough. After the
 * factors have settled their signs, the ratio of successive terms approaches z from one side. So
 * the larger of the ratio and z bounds the remainder by a geometric series.
 */
static bool
series(double a, double b, double c, double z, double most, struct rest *to)
{
	double term = a * z;

	*to = (struct rest){ .m = term, .slope = a };
	for (double i = 0; i < most; i++) {
		double by = (a + 1 + i) * (b + 1 + i) / ((c + 1 + i) * (2 + i)) * z;
		double bound = fmax(fabs(by), z);

		term *= by;
		to->m += term;
		to->slope += term * (i + 2) / z;
		if (term == 0 || (bound < 1 && a + 1 + i > 0 && b + 1 + i > 0 &&
		    fabs(term) * bound * (i + 3) <= .1 * DBL_EPSILON * fabs(to->m) * (1 - bound)))
			return true;
		rescale(to, &term);
	}
	return false;
}

/*
 * Continues from Z to Z + H with the Taylor series of the differential equation z(1-z) R'' + (c -
 * (a+b+1) z) R' - ab R = ac.
 */
static void
taylor(double a, double b, double c, double z, double h, struct rest *r)
{
	double u = r->m, v = r->slope * h, force = a * c * exp(-r->log), small = DBL_EPSILON / 16;
	struct rest sum = { u + v, v, r->log };
	int still = 0;

	for (double n = 0; n < TAYLOR_MAX && still < 3; n++) {
		double w = ((n + a) * (n + b) * u + (n == 0 ? force : 0)) * h * h -
		    (n + 1) * ((1 - 2 * z) * n + c - (a + b + 1) * z) * v * h;

		w /= z * (1 - z) * (n + 1) * (n + 2);
		sum.m += w;
		sum.slope += (n + 2) * w;
		still = fabs(w) * (n + 2) <= small * fmax(fabs(sum.m), fabs(sum.slope)) ?
		    still + 1 : 0;
		u = v;
		v = w;
	}
	sum.slope /= h;
	rescale(&sum, &u);
	*r = sum;
}

static struct rest
rest(double a, double b, double c, double z)
{
	struct rest r = { 0 };

	if (!(c > -1) || !(z >= 0) || !(z < 1) || isnan(a) || isnan(b))
		return (struct rest){ .m = NAN };
	if (z == 0 || a == 0)
		return r;
	if (series(a, b, c, z, z <= SERIES_END ? INFINITY : SERIES_MAX, &r))
		return r;
	series(a, b, c, SERIES_END, INFINITY, &r);
	for (double at = SERIES_END, next; at < z; at = next) {
		/* next - at is exact; near 1 an error in the step would have a large effect */
		next = fmin((1 + at) / 2, z);
		taylor(a, b, c, at, next - at, &r);
	}
	return r;
}

double
hyp_rest(double a, double b, double c, double z)
{
	struct rest r = rest(a, b, c, z);

	return r.m * exp(r.log);
}

double
hyp_2f1(double a, double b, double c, double z)
{
	return c > 0 ? 1 + b / c * hyp_rest(a, b, c, z) : NAN;
}

double
hyp_log2f1(double a, double b, double c, double z)
{
	struct rest r = rest(a, b, c, z);

	if (!(c > 0))
		return NAN;
	return r.log == 0 ? log1p(b / c * r.m) : log(b / c * r.m + exp(-r.log)) + r.log;
}

/*
 * The remainder of Stirling's formula, log gamma(x) - ((x - 1/2) log x - x + log(2 pi)/2), for x >=
 * SHIFT.
 */
static double
stirling(double x)
{
	double y = 1 / (x * x);

	return (1. / 12 - y * (1. / 360 - y * (1. / 1260 - y * (1. / 1680 - y * (1. / 1188 - y *
	    (691. / 360360 - y / 156)))))) / x;
}

void
hyp_gamma(double x, double to[static 3])
{
	double product = 1, first = 0, second = 0;

	for (; x < SHIFT; x++) {
		product *= x;
		first += 1 / x;
		second += 1 / (x * x);
	}
	double y = 1 / (x * x), l = log(x);

	to[0] = (x - .5) * l - x + .91893853320467274178 + stirling(x) - log(product);
	to[1] = l - .5 / x - y * (1. / 12 - y * (1. / 120 - y * (1. / 252 - y * (1. / 240 - y *
	    (1. / 132 - y * (691. / 32760 - y / 12)))))) - first;
	to[2] = (1 + .5 / x + y * (1. / 6 - y * (1. / 30 - y * (1. / 42 - y * (1. / 30 - y *
	    (5. / 66 - y * (691. / 2730 - y * 7 / 6))))))) / x + second;
}

double
hyp_logrise(double a, double n)
{
	double product = 1;

	for (; a < SHIFT; a++)
		product *= a / (a + n);
	return (a - .5) * log1p(n / a) + n * log(a + n) - n + stirling(a + n) - stirling(a) +
	    log(product);
}

void
hyp_rise(double a, double n, double to[static 3])
{
	double from[3];

	hyp_gamma(a, from);
	hyp_gamma(a + n, to);
	to[0] = hyp_logrise(a, n);
	to[1] -= from[1];
	to[2] -= from[2];
}
