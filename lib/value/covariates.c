#include "lib/value/covariates_own.h"

#include <math.h>
#include <string.h>

#include "lib/value/likelihood.h"
#include "lib/value/rates.h"

bool
covariates_move_dropout(const struct btyd *m)
{
	return m->limit != BTYD_NO_DROPOUT;
}

static double
product(const double *a, const double *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

struct btyd
covariates_model(const struct covariates *c, const double *z)
{
	const double trans = product(c->trans, z, c->dim), life = product(c->life, z, c->dim);
	struct btyd m = c->par;

	if (rates_equal(&m))
		m.lambda *= exp(trans);
	else
		m.alpha *= exp(-trans);
	if (likelihood_has_odds(&m)) {
		const double odds = m.a / m.b * exp(life);

		m.a = odds / (1 + odds);
		m.b = 1 / (1 + odds);
	} else if (m.model == BTYD_PARETONBD && m.limit == BTYD_REGULAR) {
		m.beta *= exp(-life);
	} else if (covariates_move_dropout(&m)) {
		m.a *= exp(life);
	}
	return m;
}

static bool
in_range(double parameter)
{
	return parameter >= COVARIATES_LOW && parameter <= COVARIATES_HIGH;
}

bool
covariates_usable(const struct btyd *m)
{
	const double rate = rates_equal(m) ? m->lambda : m->alpha;

	if (!in_range(rate))
		return false;
	if (likelihood_has_odds(m))
		return m->a > 0 && m->b > 1e-15;
	return !covariates_move_dropout(m) || (in_range(m->a) && in_range(m->b));
}

size_t
covariates_actions(const struct btyd *m, size_t dim, struct covariates_action to[COVARIATES_PARS])
{
	const struct likelihood_slots s = likelihood_slots(m);
	const bool beta = m->model == BTYD_PARETONBD && m->limit == BTYD_REGULAR;
	size_t n = 0;

	for (; n < s.n; n++)
		to[n] = (struct covariates_action){ s.of[n], -1, 1 };
	for (size_t k = 0; k < dim; k++)
		to[n++] = rates_equal(m) ? (struct covariates_action){ 0, (int)k, 1 }
		    : (struct covariates_action){ 1, (int)k, -1 };
	for (size_t k = 0; k < dim && covariates_move_dropout(m); k++)
		to[n++] = beta ? (struct covariates_action){ 3, (int)k, -1 }
		    : (struct covariates_action){ 2, (int)k, 1 };
	return n;
}

size_t
covariates_parameters(const struct covariates *c)
{
	struct covariates_action action[COVARIATES_PARS];

	return covariates_actions(&c->par, c->dim, action);
}

struct uncertain
covariates_uncertain(const struct covariates *c, const double *z, const struct uncertain *u,
    double turn[4][FIT_DIM])
{
	const struct likelihood_slots s = likelihood_slots(&c->par);
	struct covariates_action action[COVARIATES_PARS];
	const size_t n = covariates_actions(&c->par, c->dim, action);
	double sum[DROPOUT_DIM][FIT_DIM] = { 0 };

	if (c->dim == 0) {
		memset(turn, 0, DROPOUT_DIM * sizeof *turn);
		for (size_t i = 0; i < u->dim; i++)
			turn[i][i] = 1;
		return *u;
	}
	for (size_t i = 0; i < s.n; i++)
		for (size_t p = 0; p < n; p++)
			if (action[p].at == s.of[i])
				sum[i][p] = action[p].covariate < 0 ? 1
				    : action[p].sign * z[action[p].covariate];
	return uncertain_of_sums(u, sum, s.n, turn);
}
