#include "lib/value/rates.h"

#include "lib/stat/hyp.h"

double
rates_loglik(const struct btyd *m, double x, double u)
{
	const double n = rates_stages(m) * x;

	if (rates_equal(m))
		return (x > 0 ? n * log(m->lambda) : 0) - m->lambda * u;
	return hyp_logrise(m->r, n) - m->r * log1p(u / m->alpha) - n * log(m->alpha + u);
}
