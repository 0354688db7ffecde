#include "lib/segment/cut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

/* A whole number that is in the same order; 0 and -0 are the same. */
static int64_t
key_of(double x)
{
	const double plain = x + 0.;
	int64_t key;

	memcpy(&key, &plain, sizeof key);
	return key < 0 ? INT64_MIN - key : key;
}

static double
number_of(int64_t key)
{
	const int64_t bits = key < 0 ? INT64_MIN - key : key;
	double x;

	if (key == INT64_MAX)
		return INFINITY;
	memcpy(&x, &bits, sizeof x);
	return x;
}

struct cut
cut_quantiles(const double *x, size_t n, int bins)
{
	int64_t *key = mem_new(n, sizeof *key);
	struct cut c = { .bins = bins };

	for (size_t i = 0; i < n; i++)
		key[i] = key_of(x[i]);
	const struct rfm_cuts cuts = rfm_cuts(key, n, bins);

	free(key);
	for (int i = 0; i < bins; i++)
		c.from[i] = number_of(cuts.from[i]);
	return c;
}

int
cut_bin(const struct cut *c, double x)
{
	int bin = 1;

	while (bin < c->bins && c->from[bin - 1] <= x)
		bin++;
	return bin;
}
