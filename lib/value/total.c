#include "lib/value/total.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void
total_add(struct total *to, const struct total *one)
{
	to->n += one->n;
	to->mean += one->mean;
	to->variance += one->variance;
	to->third += one->third;
	to->loses |= one->loses;
	for (size_t i = 0; i < TOTAL_AXES; i++)
		to->along[i] += one->along[i];
}

double
total_se(const struct total *t)
{
	double sum = 0;

	for (size_t i = 0; i < TOTAL_AXES; i++)
		sum += t->along[i] * t->along[i];
	return sqrt(sum);
}

double
total_sd(const struct total *t)
{
	return sqrt(t->variance);
}

/*
 * A quantile in standard deviations from the mean; Z is that of the normal distribution. The
 * distribution begins 2/skew below its mean, or ends as far above it if the skew is negative.
 */
static double
deviations(double z, double skew)
{
	const double little = 1e-6;

	if (!(fabs(skew) > little))
		return z;
	const double root = 1 + skew * z / 6 - skew * skew / 36;

	return 2 / skew * (pow(fmax(root, 0), 3) - 1);
}

struct total_range
total_range(const struct total *t, double confidence)
{
	const double most = 2, sd = hypot(total_se(t), total_sd(t)),
	    z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2);
	double skew = sd > 0 ? t->third / (sd * sd * sd) : 0;

	if (!isfinite(sd))
		return (struct total_range){ NAN, NAN };
	/* beyond MOST, or if there is no third moment, the approximation is no longer good */
	skew = isfinite(skew) ? fmax(fmin(skew, most), -most) : 0;
	const double low = t->mean + sd * deviations(-z, skew);

	return (struct total_range){ t->loses ? low : fmax(low, 0),
	    t->mean + sd * deviations(z, skew) };
}
