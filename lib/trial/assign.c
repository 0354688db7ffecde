#include "lib/trial/assign.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct drawn {
	double draw;
	struct assign_case *of;
};

static int
by_stratum(const void *a, const void *b)
{
	const struct drawn *x = a, *y = b;

	if (x->of->stratum != y->of->stratum)
		return x->of->stratum < y->of->stratum ? -1 : 1;
	if (x->draw != y->draw)
		return x->draw < y->draw ? -1 : 1;
	return strcmp(x->of->id, y->of->id);
}

/* Holds out the lowest draws of each stratum; the cases are sorted. */
static void
rank(struct drawn *d, size_t n, double share, double start)
{
	double before = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && d[end].of->stratum == d[i].of->stratum;)
			end++;
		const double after = floor(share * (double)end + start);
		const size_t held = (size_t)(after - before);

		for (size_t k = i; k < end; k++)
			d[k].of->arm = k - i < held ? ARM_HOLDOUT : ARM_TREATMENT;
		before = after;
	}
}

void
assign(struct assign_case *c, size_t n, const char *trial, double share, size_t strata)
{
	const uint64_t seed = arm_seed(trial);
	struct drawn *d = mem_new(n, sizeof *d);

	for (size_t i = 0; i < n; i++) {
		d[i] = (struct drawn){ arm_draw(seed, c[i].id, strlen(c[i].id)), &c[i] };
		c[i].arm = d[i].draw < share ? ARM_HOLDOUT : ARM_TREATMENT;
	}
	if (strata > 0) {
		qsort(d, n, sizeof *d, by_stratum);
		/* no id is empty, so no customer has the same draw */
		rank(d, n, share, arm_draw(seed, "", 0));
	}
	free(d);
}
