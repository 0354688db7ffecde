#include "lib/stat/relation.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_fit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>

#include "lib/stat/sample.h"

/* of 1 - r^2: the rounding error of a perfect line is smaller */
static const double EXACT = 1e-12;

static bool
varies(const double *x, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (x[i] != x[0])
			return true;
	return false;
}

struct relation
relation_of(const double *x, const double *y, size_t n)
{
	struct relation to = { NAN, NAN, NAN, NAN, NAN, NAN };
	double at_zero, v00, v01, v11, squares;

	if (n < RELATION_LEAST || !varies(x, n) || !varies(y, n))
		return to;
	gsl_fit_linear(x, 1, y, 1, n, &at_zero, &to.slope, &v00, &v01, &v11, &squares);
	to.r = to.slope * gsl_stats_sd(x, 1, n) / gsl_stats_sd(y, 1, n);
	if (1 - to.r * to.r < EXACT) {
		to.r = copysign(1, to.r);
		return to;
	}
	const double z = atanh(to.r), half = SAMPLE_Z / sqrt((double)n - 3);
	const double margin = sqrt(v11) * gsl_cdf_tdist_Qinv(SAMPLE_ALPHA / 2, (double)n - 2);

	to.low = tanh(z - half);
	to.high = tanh(z + half);
	to.slope_low = to.slope - margin;
	to.slope_high = to.slope + margin;
	return to;
}
