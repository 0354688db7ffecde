#include "lib/stat/binomial.h"

#include <math.h>

#include "lib/stat/sample.h"

struct binomial_range
binomial_wilson(int64_t yes, int64_t n, double rest)
{
	const double all = (double)n, share = (double)yes / all, z2 = SAMPLE_Z * SAMPLE_Z * rest;
	const double centre = ((double)yes + z2 / 2) / (all + z2);
	const double margin = sqrt(z2 * (all * share * (1 - share) + z2 / 4)) / (all + z2);

	if (n == 0)
		return (struct binomial_range){ NAN, NAN };
	/* exactly 0 and 1 if none or all say yes, without the rounding error of the formula */
	return (struct binomial_range){ yes == 0 ? 0 : centre - margin,
	    yes == n ? 1 : centre + margin };
}
