#include "lib/stat/mean.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void
mean_add(struct mean *m, long double x)
{
	const long double before = x - m->mean;

	m->mean += before / (long double)++m->n;
	m->squares += before * (x - m->mean);
}

double
mean_value(const struct mean *m)
{
	return m->n > 0 ? (double)m->mean : NAN;
}

double
mean_se(const struct mean *m)
{
	const long double n = (long double)m->n;

	return m->n > 1 ? (double)sqrtl(m->squares / (n - 1) / n) : NAN;
}

double
mean_half(const struct mean *m)
{
	return m->n > 1 ? gsl_cdf_tdist_Pinv(.975, (double)(m->n - 1)) * mean_se(m) : NAN;
}
