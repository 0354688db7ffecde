#include "lib/stat/association.h"

#include <math.h>

__extension__ typedef __int128 wide;	/* a product of two billions does not fit into 64 bits */

bool
association_positive(const struct association *t)
{
	return (wide)t->both * t->n > (wide)t->a * t->b;
}

double
association_cosine(const struct association *t)
{
	return t->both == 0 ? 0 : (double)t->both / sqrt((double)t->a * (double)t->b);
}

double
association_lift(const struct association *t)
{
	return t->both == 0 ? 0 : (double)t->both * (double)t->n / ((double)t->a * (double)t->b);
}

/* A cell's part of G^2/2: SEEN cases where ROW * COLUMN / N were expected. */
static double
part(int64_t seen, int64_t row, int64_t column, int64_t n)
{
	const double x = (double)seen, expected = (double)row * (double)column / (double)n;

	/* log1p keeps the digits where SEEN is close to what was expected */
	return seen == 0 ? 0 : x * log1p((x - expected) / expected);
}

double
association_llr(const struct association *t)
{
	const int64_t a = t->a, b = t->b, n = t->n;
	const double sum = part(t->both, a, b, n) + part(a - t->both, a, n - b, n) +
	    part(b - t->both, n - a, b, n) + part(n - a - b + t->both, n - a, n - b, n);

	return fmax(2 * sum, 0);
}
