#include "lib/value/dropout.h"

#include <math.h>

#include "lib/stat/hyp.h"

double
dropout_log1pexp(double z)
{
	return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}

void
dropout_add_rise(double n, double par, double x, const bool which[static DROPOUT_DIM], bool derive,
    double *sum)
{
	double rise[3];

	if (!derive) {
		sum[0] += n * hyp_logrise(par, x);
		return;
	}
	hyp_rise(par, x, rise);
	sum[0] += n * rise[0];
	for (size_t i = 0; i < DROPOUT_DIM; i++)
		if (which[i]) {
			sum[1 + i] += n * rise[1];
			for (size_t j = i; j < DROPOUT_DIM; j++)
				if (which[j])
					sum[1 + DROPOUT_DIM + i * DROPOUT_DIM + j] += n * rise[2];
		}
}
