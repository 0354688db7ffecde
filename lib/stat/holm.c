#include "lib/stat/holm.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"

struct ranked {
	double p;
	size_t at;
};

static int
ascending(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return (x->p > y->p) - (x->p < y->p);
}

void
holm(double *p, size_t n)
{
	struct ranked *r = mem_new(n, sizeof *r);
	size_t tests = 0;
	double least = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i]))
			r[tests++] = (struct ranked){ p[i], i };
	qsort(r, tests, sizeof *r, ascending);
	for (size_t k = 0; k < tests; k++) {
		least = fmax(least, fmin(1, (double)(tests - k) * r[k].p));
		p[r[k].at] = least;
	}
	free(r);
}
