#include "lib/value/rates.h"

#include "lib/stat/hyp.h"

double
rates_loglik(const struct btyd *m, double x, double u)
{
	if (rates_equal(m))
		return (x > 0 ? x * log(m->lambda) : 0) - m->lambda * u;
	return hyp_logrise(m->r, x) - m->r * log1p(u / m->alpha) - x * log(m->alpha + u);
}
