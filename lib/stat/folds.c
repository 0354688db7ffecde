#include "lib/stat/folds.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

#include "lib/base/mem.h"

bool
folds_deal(const double *outcome, size_t n, unsigned folds, uint32_t seed, unsigned *fold)
{
	size_t *row = mem_new(n, sizeof *row), yes = 0, no = n;

	/* the rows of 1 fill ROW from the front, those of 0 from the back */
	for (size_t i = 0; i < n; i++)
		row[outcome[i] > .5 ? yes++ : --no] = i;
	const bool can = folds >= 2 && yes >= folds && n - yes >= folds;

	if (can) {
		/* ends the program if memory runs out */
		gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

		gsl_rng_set(rng, seed);
		gsl_ran_shuffle(rng, row, yes, sizeof *row);
		gsl_ran_shuffle(rng, row + yes, n - yes, sizeof *row);
		gsl_rng_free(rng);
		for (size_t i = 0; i < n; i++)
			fold[row[i]] = (unsigned)(i % folds);
	}
	free(row);
	return can;
}
