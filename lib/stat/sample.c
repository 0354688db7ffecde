#include "lib/stat/sample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double
sample_rest(int64_t n, int64_t population)
{
	if (population == 0 || n == 0)
		return 1;
	return n == population ? 0 : (double)(population - n) / (double)(population - 1);
}

/* The degrees of freedom of a difference, by Welch and Satterthwaite. */
static double
freedom(const struct sample_estimate *a, const struct sample_estimate *b)
{
	const double va = a->se * a->se, vb = b->se * b->se;

	if (isinf(a->df) && isinf(b->df))
		return INFINITY;
	return (va + vb) * (va + vb) / (va * va / a->df + vb * vb / b->df);
}

struct sample_difference
sample_compare(const struct sample_estimate *from, const struct sample_estimate *to)
{
	struct sample_difference d = { to->centre - from->centre, NAN, NAN, NAN, NAN };
	const double se = hypot(from->se, to->se), df = freedom(from, to);

	if (!(se > 0))
		return d;
	d.test = d.difference / se;
	d.p = isinf(df) ? erfc(fabs(d.test) / M_SQRT2) : 2 * gsl_cdf_tdist_Q(fabs(d.test), df);
	const double quantile = isinf(df) ? SAMPLE_Z : gsl_cdf_tdist_Qinv(SAMPLE_ALPHA / 2, df);
	const double margin = se * quantile;

	d.low = d.difference - margin;
	d.high = d.difference + margin;
	return d;
}

int64_t
sample_need(double variance, double margin, int64_t population)
{
	double n = SAMPLE_Z * SAMPLE_Z * variance / (margin * margin);

	if (population > 0)
		n = n * (double)population / (n + (double)population - 1);
	return n < 9e18 ? (int64_t)ceil(n) : INT64_MAX;
}
