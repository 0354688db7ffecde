#include "lib/wilson.h"

#include <math.h>

static const double z = 1.9599639845400542;	/* of 95 % */

struct wilson
wilson(int64_t hits, int64_t n)
{
	if (n <= 0)
		return (struct wilson){ NAN, NAN };
	const double all = (double)n, p = (double)hits / all, spread = 1 + z * z / all;
	const double centre = (p + z * z / (2 * all)) / spread;
	const double half = z / spread * sqrt(p * (1 - p) / all + z * z / (4 * all * all));

	/* At the ends the two terms are equal, but for rounding. */
	return (struct wilson){ hits == 0 ? 0 : centre - half, hits == n ? 1 : centre + half };
}
