#include "lib/value/candidates_own.h"

#include <math.h>

/*
 * Whether to skip Pareto/NBD with equal rates, whose search is slow: there are many customers, and
 * the interior is far better.
 */
static bool
hopeless(const struct likelihood *l, const struct btyd *m, const struct btyd_candidate *known)
{
	const struct btyd_candidate *interior =
	    &known[candidates_place(BTYD_GAMMA_RATES, BTYD_REGULAR)];
	const struct btyd_candidate *alike =
	    &known[candidates_place(m->rates, BTYD_EQUAL_DROPOUT)];

	return likelihood_customers(l) > CANDIDATES_FEW && m->model == BTYD_PARETONBD &&
	    m->rates == BTYD_EQUAL_RATES && interior->inside &&
	    interior->loglik > alike->loglik + 4 * CANDIDATES_RULED_OUT;
}

void
candidates_search(struct likelihood *l, enum btyd_model model, int stages,
    struct btyd_candidate to[static BTYD_CANDIDATES])
{
	static const enum btyd_limit order[] = { BTYD_EQUAL_DROPOUT, BTYD_ONCE_OR_NEVER,
	    BTYD_REGULAR };

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		to[i] = (struct btyd_candidate){
			.par = candidates_start(model, stages, (enum btyd_rates)(i / BTYD_LIMITS),
			    (enum btyd_limit)(i % BTYD_LIMITS)),
			.loglik = NAN, .se = { NAN, NAN, NAN, NAN } };
	candidates_search_none(l, model, stages, to);
	for (size_t i = 0; model != BTYD_NBD && i < sizeof order / sizeof *order; i++)
		for (int rates = 0; rates < BTYD_RATES; rates++) {
			const struct btyd m = candidates_start(model, stages,
			    (enum btyd_rates)rates,
			    order[i]);

			if (order[i] != BTYD_REGULAR || !hopeless(l, &m, to))
				candidates_search_one(l, m, to);
		}
	candidates_confirm(l, to);
}

size_t
candidates_choose(const struct btyd_candidate c[static BTYD_CANDIDATES])
{
	double most = -INFINITY;
	size_t best = BTYD_CANDIDATES;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		most = fmax(most, c[i].loglik);	/* fmax ignores NAN */
	for (size_t i = 0; i < BTYD_CANDIDATES; i++) {
		if (!(c[i].loglik >= most - CANDIDATES_SAME - 1e-12 * fabs(most)))
			continue;
		const int fewer = best == BTYD_CANDIDATES ? 1 :
		    btyd_parameters(c[best].par.rates, c[best].par.limit) -
		    btyd_parameters(c[i].par.rates, c[i].par.limit);

		if (fewer > 0 || (fewer == 0 && c[i].loglik > c[best].loglik))
			best = i;
	}
	return best;
}

/*
 * Whether a candidate may be the best, given its fit to a sample: its maximum is finite and not far
 * below the best. The NBD is always kept as a fallback, unless the INTERIOR has a finite maximum.
 */
static bool
contends(const struct btyd_candidate *c, double best, bool interior)
{
	const bool nbd = c->par.limit == BTYD_NO_DROPOUT && c->par.rates == BTYD_GAMMA_RATES;

	return c->inside && ((nbd && !interior) || c->loglik > best - CANDIDATES_RULED_OUT);
}

bool
candidates_near(struct likelihood *l, struct likelihood *of_sample,
    const struct btyd_candidate sample[static BTYD_CANDIDATES],
    struct btyd_candidate to[static BTYD_CANDIDATES])
{
	const struct btyd_candidate *most = &sample[candidates_choose(sample)];
	const bool interior = most->inside && most->par.limit == btyd_interior(most->par.model) &&
	    most->par.rates == BTYD_GAMMA_RATES;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++) {
		to[i] = sample[i];
		to[i].loglik = NAN;
		if (contends(&sample[i], most->loglik, interior))
			to[i] = likelihood_max(l, &sample[i].par, true);
		if (!to[i].inside)
			to[i].loglik = NAN;
	}
	const size_t best = candidates_choose(to);
	const size_t nbd = candidates_place(BTYD_GAMMA_RATES, BTYD_NO_DROPOUT);

	if (best == BTYD_CANDIDATES)
		return false;
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (candidates_contains(&to[i].par, &to[best].par))
			candidates_climb_beyond(l, &to[i], &to[best]);
		else if (!interior && to[nbd].inside && candidates_contains(&to[i].par,
		    &to[nbd].par) &&
		    isnan(to[i].loglik))
			candidates_climb_beyond(l, &to[i], &to[nbd]);
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (to[i].par.model != BTYD_NBD && i % BTYD_LIMITS != BTYD_REGULAR &&
		    to[i].inside &&
		    to[i].loglik > to[best].loglik - CANDIDATES_RULED_OUT)
			candidates_search_around(l, of_sample, &to[i - i % BTYD_LIMITS], &to[i]);
	return true;
}
