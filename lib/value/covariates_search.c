#include "lib/value/covariates_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/value/rates.h"

enum { FEW = 8192, STEP = 8 };	/* of more tuples, every eighth is fitted first */

static const double SAME = 1e-6, RULED_OUT = 20;	/* as in candidates.c */

/*
 * Where a search begins: the maximum without covariates. If that of the interior is not finite:
 * a point with some dropout.
 */
static struct covariates
start_of(const struct btyd_candidate *c, size_t i, size_t dim)
{
	struct covariates from = { .par = c[i].par, .dim = dim };
	struct btyd *m = &from.par;

	if (i > 0 || c[0].inside)
		return from;
	const struct btyd *none = &c[BTYD_NO_DROPOUT].par;

	*m = (struct btyd){ .model = none->model, .r = none->r, .alpha = none->alpha,
		.a = .1, .b = .9, .rates = BTYD_GAMMA_RATES };
	if (m->model == BTYD_PARETONBD) {
		m->s = .5;
		m->beta = 50;
	}
	return from;
}

/* Pareto/NBD without any difference has the likelihood of MBG/NBD in other parameters. */
static bool
can_try(const struct btyd *m)
{
	return !(m->model == BTYD_PARETONBD && m->limit == BTYD_EQUAL_DROPOUT && rates_equal(m));
}

static void
search_all(struct covariates_sums *s, const struct btyd_fit *without,
    struct covariates_found found[BTYD_CANDIDATES])
{
	const struct btyd_candidate *c = without->candidate;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++) {
		const struct covariates from = start_of(c, i, s->data->dim);

		if (i > 0 && (found[0].inside || isnan(c[i].loglik) || !can_try(&from.par)))
			continue;
		found[i] = covariates_climb(s, &from);
	}
}

static int
parameters(const struct covariates *c)
{
	return btyd_parameters(c->par.rates, c->par.limit) +
	    (int)c->dim * (1 + covariates_move_dropout(&c->par));
}

/* The candidate with the fewest parameters within SAME of the best log-likelihood. */
static size_t
choose(const struct covariates_found *f)
{
	double best = -INFINITY;
	size_t to = 0;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (f[i].tried)
			best = fmax(best, f[i].fit.loglik);
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (f[i].tried && f[i].fit.loglik >= best - SAME &&
		    (f[to].fit.loglik < best - SAME ||
		    parameters(&f[i].at) < parameters(&f[to].at)))
			to = i;
	return to;
}

/* Climbs from the maxima of a sample. False if the sample differs from the data as a whole. */
static bool
search_near(struct covariates_sums *s, const struct covariates_found *sample,
    struct covariates_found found[BTYD_CANDIDATES])
{
	const double best = sample[choose(sample)].fit.loglik;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (sample[i].tried && sample[i].fit.loglik > best - RULED_OUT)
			found[i] = covariates_climb(s, &sample[i].at);
	return found[choose(found)].good && found[0].inside == sample[0].inside;
}

/* Fits to every STEPth tuple, if there are many. Then Newton's method soon ends with all tuples. */
static bool
search_sample(const struct covariates_sums *all, const struct btyd_fit *without,
    struct covariates_found found[BTYD_CANDIDATES])
{
	const struct covariates_data *d = all->data;

	if (d->n <= FEW)
		return false;
	struct btyd_tuple *tuple = mem_new(d->n / STEP + 1, sizeof *tuple);
	uint32_t *class = mem_new(d->n / STEP + 1, sizeof *class);
	struct covariates_data some = *d;

	some.tuple = tuple;
	some.class = class;
	some.n = 0;
	for (size_t i = 0; i < d->n; i += STEP, some.n++) {
		tuple[some.n] = d->tuple[i];
		class[some.n] = d->class[i];
	}
	struct covariates_sums s = covariates_sums_new(&some, all->z, all->threads);

	search_all(&s, without, found);
	covariates_sums_free(&s);
	free(tuple);
	free(class);
	return true;
}

size_t
covariates_search(struct covariates_sums *s, const struct btyd_fit *without,
    struct covariates_found found[static BTYD_CANDIDATES])
{
	struct covariates_found sample[BTYD_CANDIDATES] = { 0 };

	memset(found, 0, BTYD_CANDIDATES * sizeof *found);
	if (!search_sample(s, without, sample) || !search_near(s, sample, found)) {
		memset(found, 0, BTYD_CANDIDATES * sizeof *found);
		search_all(s, without, found);
	}
	return choose(found);
}
