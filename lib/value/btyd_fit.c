#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/value/candidates.h"

static const double RULED_OUT = 100;	/* another k is so much worse: not fitted */

struct data {
	const struct btyd_tuple *tuple;
	size_t n;
	unsigned threads;
};

static void fit_given(struct likelihood *, enum btyd_model, int stages, const struct data *,
    const struct btyd_fit *sample, struct btyd_fit *to);

static struct btyd_fit
unknown(enum btyd_model model, const struct likelihood *l, size_t n)
{
	struct btyd_fit f = { .par = { .model = model, .r = NAN, .alpha = NAN, .a = NAN, .b = NAN,
		.lambda = NAN },
		.se = { NAN, NAN, NAN, NAN }, .loglik = NAN,
		.customers = (int64_t)likelihood_customers(l), .tuples = n };

	for (size_t i = 0; i < BTYD_STAGES; i++)
		f.loglik_of[i] = NAN;
	return f;
}

static bool
can_fit(const struct likelihood *l)
{
	return likelihood_purchases(l) > 0 && likelihood_weeks(l) > 0;
}

/*
 * For many tuples: fits to every fourth of them. The search is then fast, and Newton's method goes
 * on from these maxima with all tuples. False if there are few tuples.
 */
static bool
fit_sample(enum btyd_model model, int stages, const struct data *d, struct btyd_fit *to)
{
	enum { FEW = 2048, STEP = 4 };
	size_t k = 0;
	struct btyd_fit sample;

	if (d->n <= FEW)
		return false;
	struct btyd_tuple *some = mem_new(d->n / STEP + 1, sizeof *some);
	for (size_t i = 0; i < d->n; i += STEP)
		some[k++] = d->tuple[i];
	const struct data part = { some, k, d->threads };
	struct likelihood *l = likelihood_new(some, k, d->threads);
	const bool good = can_fit(l);

	if (good)
		fit_given(l, model, stages, &part,
		    fit_sample(model, stages, &part, &sample) ? &sample : NULL, to);
	likelihood_free(l);
	free(some);
	return good;
}

/* Fits with a given k, from the fit to a SAMPLE; NULL: there is none. */
static void
fit_given(struct likelihood *l, enum btyd_model model, int stages, const struct data *d,
    const struct btyd_fit *sample, struct btyd_fit *to)
{
	*to = unknown(model, l, d->n);
	if (!sample || !candidates_near(l, sample->candidate, to->candidate))
		candidates_search(l, model, stages, to->candidate);
	const struct btyd_candidate *best = &to->candidate[candidates_choose(to->candidate)];

	to->par = best->par;
	to->loglik = best->loglik;
	memcpy(to->se, best->se, sizeof to->se);
}

/* Fits with each k that may be the best, and takes the best, the lowest one of equals. */
static void
fit_all(struct likelihood *l, enum btyd_model model, const struct data *d, struct btyd_fit *to)
{
	struct btyd_fit sample[BTYD_STAGES], fit;
	double loglik_of[BTYD_STAGES], most = -INFINITY;
	bool sampled[BTYD_STAGES];

	for (int k = 0; k < BTYD_STAGES; k++) {
		sampled[k] = fit_sample(model, k + 1, d, &sample[k]);
		loglik_of[k] = sampled[k] ? likelihood_of(l, &sample[k].par) : INFINITY;
		most = sampled[k] ? fmax(most, loglik_of[k]) : most;
	}
	*to = unknown(model, l, d->n);
	for (int k = 0; k < BTYD_STAGES; k++) {
		if (loglik_of[k] < most - RULED_OUT) {
			loglik_of[k] = NAN;
			continue;
		}
		fit_given(l, model, k + 1, d, sampled[k] ? &sample[k] : NULL, &fit);
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
	struct likelihood *l = likelihood_new(tuple, n, threads);
	const struct data d = { tuple, n, threads };
	const bool good = can_fit(l);
	struct btyd_fit sample;

	likelihood_set_gaps(l, log_gaps);
	*to = unknown(model, l, n);
	if (good && btyd_has_stages(model) && stages == 0)
		fit_all(l, model, &d, to);
	else if (good)
		fit_given(l, model, stages, &d,
		    fit_sample(model, stages, &d, &sample) ? &sample : NULL, to);
	likelihood_free(l);
	return good;
}

bool
btyd_fit(enum btyd_model model, const struct btyd_tuple *tuple, size_t n, unsigned threads,
    struct btyd_fit *to)
{
	return btyd_fit_stages(model, 0, tuple, n, 0, threads, to);
}
