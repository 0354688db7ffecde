#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/value/candidates.h"

static const double RULED_OUT = 100;	/* another k is so much worse: not fitted */

/*
 * For many tuples, a fit goes on from the fit to every fourth of them, and so on: the search is
 * then fast, and Newton's method goes on from these maxima.
 */
struct level {
	const struct btyd_tuple *tuple;
	size_t n;
	struct likelihood *l;
	struct level *sample;		/* NULL: there are few tuples */
	struct btyd_tuple *own;		/* the tuples of a sample */
};

static struct level *
level_new(const struct btyd_tuple *tuple, size_t n, unsigned threads)
{
	enum { FEW = 2048, STEP = 4 };
	struct level *v = mem_new(1, sizeof *v);
	size_t k = 0;

	*v = (struct level){ .tuple = tuple, .n = n, .l = likelihood_new(tuple, n, threads) };
	if (n <= FEW)
		return v;
	struct btyd_tuple *some = mem_new(n / STEP + 1, sizeof *some);

	for (size_t i = 0; i < n; i += STEP)
		some[k++] = tuple[i];
	v->sample = level_new(some, k, threads);
	v->sample->own = some;
	return v;
}

static void
level_free(struct level *v)
{
	if (v->sample)
		level_free(v->sample);
	likelihood_free(v->l);
	free(v->own);
	free(v);
}

static struct btyd_fit
unknown(enum btyd_model model, const struct level *v)
{
	struct btyd_fit f = { .par = { .model = model, .r = NAN, .alpha = NAN, .a = NAN, .b = NAN,
		.lambda = NAN },
		.se = { NAN, NAN, NAN, NAN }, .loglik = NAN,
		.customers = (int64_t)likelihood_customers(v->l), .tuples = v->n };

	for (size_t i = 0; i < BTYD_STAGES; i++)
		f.loglik_of[i] = NAN;
	return f;
}

static bool
can_fit(const struct level *v)
{
	return v && likelihood_purchases(v->l) > 0 && likelihood_weeks(v->l) > 0;
}

/* Fits with a given k, from the fit to the SAMPLE; NULL: there is none. */
static void
fit_from(const struct btyd_fit *sample, const struct level *v, enum btyd_model model, int stages,
    struct btyd_fit *to)
{
	*to = unknown(model, v);
	if (!sample || !candidates_near(v->l, v->sample->l, sample->candidate, to->candidate))
		candidates_search(v->l, model, stages, to->candidate);
	const struct btyd_candidate *best = &to->candidate[candidates_choose(to->candidate)];

	to->par = best->par;
	to->loglik = best->loglik;
	memcpy(to->se, best->se, sizeof to->se);
	to->uncertain = best->uncertain;
}

/* The same, with the samples first. */
static void
fit_given(const struct level *v, enum btyd_model model, int stages, struct btyd_fit *to)
{
	struct btyd_fit sample;

	if (can_fit(v->sample))
		fit_given(v->sample, model, stages, &sample);
	fit_from(can_fit(v->sample) ? &sample : NULL, v, model, stages, to);
}

/* Fits with each k that may be the best, and takes the best, the lowest one of equals. */
static void
fit_all(const struct level *v, enum btyd_model model, struct btyd_fit *to)
{
	const bool sampled = can_fit(v->sample);
	struct btyd_fit sample[BTYD_STAGES], fit;
	double loglik_of[BTYD_STAGES], most = -INFINITY;

	for (int k = 0; sampled && k < BTYD_STAGES; k++) {
		fit_given(v->sample, model, k + 1, &sample[k]);
		loglik_of[k] = likelihood_of(v->l, &sample[k].par);
		most = fmax(most, loglik_of[k]);
	}
	*to = unknown(model, v);
	for (int k = 0; k < BTYD_STAGES; k++) {
		if (sampled && loglik_of[k] < most - RULED_OUT) {
			loglik_of[k] = NAN;
			continue;
		}
		fit_from(sampled ? &sample[k] : NULL, v, model, k + 1, &fit);
		loglik_of[k] = fit.loglik;
		if (!(fit.loglik <= to->loglik))
			*to = fit;
	}
	memcpy(to->loglik_of, loglik_of, sizeof to->loglik_of);
}

bool
btyd_fit_stages(enum btyd_model model, int stages, const struct btyd_tuple *tuple, size_t n,
    double log_gaps, unsigned threads, struct btyd_fit *to)
{
	struct level *v = level_new(tuple, n, threads);
	const bool good = can_fit(v);

	likelihood_set_gaps(v->l, log_gaps);
	*to = unknown(model, v);
	if (good && btyd_has_stages(model) && stages == 0)
		fit_all(v, model, to);
	else if (good)
		fit_given(v, model, stages, to);
	level_free(v);
	return good;
}

bool
btyd_fit(enum btyd_model model, const struct btyd_tuple *tuple, size_t n, unsigned threads,
    struct btyd_fit *to)
{
	return btyd_fit_stages(model, 0, tuple, n, 0, threads, to);
}
