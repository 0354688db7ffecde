#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/value/candidates.h"

/*
 * For many tuples: fits to every fourth of them. The search is then fast, and Newton's method goes
 * on from these maxima with all tuples. False if there are few tuples.
 */
static bool
fit_sample(enum btyd_model model, const struct btyd_tuple *tuple, size_t n, unsigned threads,
    struct btyd_fit *to)
{
	enum { FEW = 2048, STEP = 4 };
	size_t k = 0;

	if (n <= FEW)
		return false;
	struct btyd_tuple *some = mem_new(n / STEP + 1, sizeof *some);
	for (size_t i = 0; i < n; i += STEP)
		some[k++] = tuple[i];
	const bool good = btyd_fit(model, some, k, threads, to);

	free(some);
	return good;
}

bool
btyd_fit(enum btyd_model model, const struct btyd_tuple *tuple, size_t n, unsigned threads,
    struct btyd_fit *to)
{
	struct likelihood *l = likelihood_new(tuple, n, threads);
	const bool good = likelihood_purchases(l) > 0 && likelihood_weeks(l) > 0;
	struct btyd_fit sample;

	*to = (struct btyd_fit){ .par = { model, BTYD_REGULAR, NAN, NAN, { NAN }, { NAN },
	    BTYD_GAMMA_RATES, NAN },
		.se = { NAN, NAN, NAN, NAN }, .loglik = NAN,
		    .customers = (int64_t)likelihood_customers(l), .tuples = n };
	if (good) {
		if (!fit_sample(model, tuple, n, threads, &sample) ||
		    !candidates_near(l, sample.candidate, to->candidate))
			candidates_search(l, model, to->candidate);
		const struct btyd_candidate *best =
		    &to->candidate[candidates_choose(to->candidate)];

		to->par = best->par;
		to->loglik = best->loglik;
		memcpy(to->se, best->se, sizeof to->se);
	}
	likelihood_free(l);
	return good;
}
