#include "lib/value/candidates_own.h"

#include <math.h>

enum { ROUNDS = 4 };	/* the most rounds of candidates_confirm */

static const double NEARLY = 1e4;	/* for a parameter that is infinite at a limit */

bool
candidates_contains(const struct btyd *to, const struct btyd *from)
{
	const bool rates = to->rates == BTYD_GAMMA_RATES && from->rates == BTYD_EQUAL_RATES &&
	    to->limit == from->limit;
	const bool dropout = to->model != BTYD_NBD && to->rates == from->rates &&
	    to->limit != from->limit &&
	    (to->limit == BTYD_REGULAR || from->limit == BTYD_NO_DROPOUT);

	return rates || dropout;
}

/* A point of the candidate TO next to FROM. */
static struct btyd
beyond(const struct likelihood *l, const struct btyd *to, const struct btyd *from, double alike)
{
	struct btyd m = *to;
	const double little = 1 / NEARLY;
	const double p = from->limit == BTYD_NO_DROPOUT ? little : candidates_share(from,
	    candidates_age(l));
	const bool pareto = m.model == BTYD_PARETONBD;

	if (to->rates != from->rates) {
		m = *from;
		m.rates = to->rates;
	}
	candidates_set_rates(&m, candidates_mean_rate(from),
	    to->rates != from->rates ? NEARLY : from->r);
	if (to->limit == from->limit)
		return m;
	if (from->limit == BTYD_EQUAL_DROPOUT)
		alike = NEARLY;
	else if (from->limit == BTYD_ONCE_OR_NEVER)
		alike = pareto ? .01 : little;
	candidates_set_dropout(&m, p, alike, candidates_age(l));
	return m;
}

bool
candidates_climb_beyond(struct likelihood *l, struct btyd_candidate *to,
    const struct btyd_candidate *from)
{
	static const double alike[] = { .01, .3, 3, 100 };
	const size_t n = from->par.limit == BTYD_NO_DROPOUT &&
	    to->par.limit == BTYD_REGULAR ? sizeof alike / sizeof *alike : 1;
	const double before = to->loglik;

	for (size_t i = 0; i < n; i++) {
		const struct btyd at = beyond(l, &to->par, &from->par, alike[i]);
		const double loglik = likelihood_of(l, &at);

		if (loglik > from->loglik + CANDIDATES_SAME / 100 && !(loglik < to->loglik))
			candidates_climb(l, &at, likelihood_customers(l) > CANDIDATES_FEW, to);
	}
	return !(to->loglik <= before + CANDIDATES_SAME);
}

/* A point of the limit TO with about the parameters of FROM. */
static struct btyd
towards(const struct likelihood *l, const struct btyd *to, const struct btyd *from)
{
	struct btyd m = *to;

	candidates_set_rates(&m, candidates_mean_rate(from), from->r);
	candidates_set_dropout(&m, fmin(fmax(candidates_share(from, candidates_age(l)), 1e-9),
	    .999), 1, candidates_age(l));
	return m;
}

/*
 * If the search of FROM ended at its limit TO, in a point that is better than TO, climbs TO from
 * there. Returns whether TO became better.
 */
static bool
climb_towards(struct likelihood *l, struct btyd_candidate *to, const struct btyd_candidate *from)
{
	const double before = to->loglik;
	const struct btyd at = towards(l, &to->par, &from->par);

	if (from->inside || !(likelihood_of(l, &at) > before + CANDIDATES_SAME))
		return false;
	candidates_climb(l, &at, true, to);
	return to->loglik > before + CANDIDATES_SAME;
}

void
candidates_confirm(struct likelihood *l, struct btyd_candidate *known)
{
	bool better = true;

	for (int round = 0; better && round < ROUNDS; round++) {
		better = false;
		for (size_t i = 0; i < BTYD_CANDIDATES; i++)
			for (size_t k = 0; k < BTYD_CANDIDATES; k++)
				if (candidates_contains(&known[k].par, &known[i].par) &&
				    !isnan(known[i].loglik) && !isnan(known[k].loglik))
					better |= candidates_climb_beyond(l, &known[k],
					    &known[i]) ||
					    climb_towards(l, &known[i], &known[k]);
	}
}
