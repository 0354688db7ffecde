#include "lib/value/candidates_own.h"

#include <math.h>

static const double FARTHEST = 130;	/* log of the highest ratio of age and beta */

double
candidates_age(const struct likelihood *l)
{
	return likelihood_weeks(l) / likelihood_customers(l);
}

double
candidates_rate(const struct likelihood *l, int stages)
{
	return fmax(stages, 1) * likelihood_purchases(l) / likelihood_weeks(l);
}

struct btyd
candidates_start(enum btyd_model model, int stages, enum btyd_rates rates, enum btyd_limit limit)
{
	return (struct btyd){ .model = model, .limit = limit, .b = 1, .rates = rates,
		.stages = stages };
}

void
candidates_set_rates(struct btyd *m, double mean, double r)
{
	if (m->rates == BTYD_EQUAL_RATES) {
		m->lambda = mean;
	} else {
		m->r = r;
		m->alpha = r / mean;
	}
}

double
candidates_mean_rate(const struct btyd *m)
{
	return m->rates == BTYD_EQUAL_RATES ? m->lambda : m->r / m->alpha;
}

void
candidates_set_dropout(struct btyd *m, double p, double alike, double age)
{
	const double hazard = -log1p(-p);

	if (m->limit == BTYD_NO_DROPOUT)
		return;
	m->a = p;
	m->b = 1 - p;
	if (m->limit == BTYD_REGULAR && m->model != BTYD_PARETONBD) {
		m->a *= alike;
		m->b *= alike;
	} else if (m->limit == BTYD_REGULAR) {
		m->s = fmax(alike, hazard / FARTHEST);
		m->beta = age / expm1(hazard / m->s);
	} else if (m->limit == BTYD_EQUAL_DROPOUT && m->model == BTYD_PARETONBD) {
		m->s = hazard / age;
		m->beta = 1;
	}
}

double
candidates_share(const struct btyd *m, double age)
{
	if (m->limit == BTYD_NO_DROPOUT)
		return 0;
	if (m->model != BTYD_PARETONBD || m->limit == BTYD_ONCE_OR_NEVER)
		return m->a / (m->a + m->b);
	return -expm1(-m->s * (m->limit == BTYD_REGULAR ? log1p(age / m->beta) : age));
}

static void
keep_better(struct btyd_candidate *best, const struct btyd_candidate *next)
{
	const bool better = !(next->loglik <= best->loglik + CANDIDATES_SAME / 100);

	if (next->loglik > -INFINITY &&
	    (better ||
	    (next->inside && !best->inside && next->loglik > best->loglik - CANDIDATES_SAME / 100)))
		*best = *next;
}

void
candidates_climb(struct likelihood *l, const struct btyd *from, bool near,
    struct btyd_candidate *best)
{
	const struct btyd_candidate next = likelihood_max(l, from, near);

	keep_better(best, &next);
}
