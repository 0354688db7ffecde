/*
 * This file has three parts. evaluate sums over the histories at one point. likelihood_slots gives
 * fit.h a vector of only those parameters that a limit has. If two candidates have the same
 * likelihood, stands_for replaces one by the other.
 */
#include "lib/value/likelihood.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/stat/fit.h"
#include "lib/value/dropout.h"
#include "lib/value/rates.h"
#include "lib/value/stages.h"

/*
 * Terms that depend only on x are added once per x. The others are summed over the histories with
 * that x, in chunks.
 */
enum { CHUNK = 4096, DIM = DROPOUT_DIM, SUMS = DROPOUT_SUMS };

/* The bounds of all parameters. Some maxima of Pareto/NBD have a beta far below a second. */
static const double LOW = 1e-60, HIGH = 1e8;
static const double CONDITION_MAX = 1e6;

/*
 * Newton's method from a start near a finite maximum takes few steps. If it takes more than ENOUGH,
 * the parameters drift to a limit. With MANY histories, that would take long.
 */
enum { MANY = 4096, ENOUGH = 20 };

struct chunk {
	size_t group, first, n;		/* its group, its first tuple, number of tuples */
	double sum[SUMS];
};

struct likelihood {
	const struct btyd_tuple *tuple;
	size_t n, ngroup, nchunk;
	unsigned threads;
	struct dropout_group *group;	/* one per x, ascending */
	struct chunk *chunk;
	double customers, purchases, weeks, log_gaps;
	int32_t days;			/* the highest age */
	double *far;			/* of each day that comes, for gamma rates */
	int32_t *day;			/* the days that come */
	size_t ndays;
	struct btyd at;			/* where it is evaluated */
	const struct dropout *dropout;
	bool derive;
};

/* Sums. */

static void
add_chunk(void *ctx, size_t i)
{
	struct likelihood *l = ctx;
	struct chunk *c = l->chunk + i;
	double sum[SUMS] = { 0 };

	l->dropout->add(&l->at, l->group + c->group, l->tuple + c->first, c->n, l->derive, sum);
	memcpy(c->sum, sum, sizeof sum);
}

static void
add_gamma_rates(struct likelihood *l, double *sum)
{
	const double r = l->at.r, alpha = l->at.alpha, n = l->customers, k = rates_stages(&l->at);

	for (struct dropout_group *g = l->group; g < l->group + l->ngroup; g++)
		dropout_add_rise(g->n, r, k * g->x, (bool[DIM]){ true }, l->derive, sum);
	sum[0] -= k * l->purchases * log(alpha);
	sum[2] += n * r / alpha;
	sum[1 + DIM + 1] += n / alpha;
	sum[1 + DIM + DIM + 1] -= n * r / (alpha * alpha);
	for (size_t i = 0; i < l->ndays; i++)
		l->far[l->day[i]] = rates_far(&l->at, dropout_weeks(l->day[i]));
}

static void
add_equal_rates(struct likelihood *l, double *sum)
{
	const double lambda = l->at.lambda, n = rates_stages(&l->at) * l->purchases;

	sum[0] += n * log(lambda);
	sum[1] += n / lambda;
	sum[1 + DIM] -= n / (lambda * lambda);
}

static void
evaluate(struct likelihood *l, const struct btyd *at, bool derive, double sum[SUMS])
{
	memset(sum, 0, SUMS * sizeof *sum);
	l->at = *at;
	l->dropout = dropout_of(at);
	l->derive = derive;
	sum[0] = stages_log_ways(at, l->purchases, l->log_gaps);
	if (rates_equal(at))
		add_equal_rates(l, sum);
	else
		add_gamma_rates(l, sum);
	for (struct dropout_group *g = l->group; l->dropout->add_group && g < l->group + l->ngroup;
	    g++)
		l->dropout->add_group(&l->at, g, derive, sum);
	work_each(l->threads, l->nchunk, add_chunk, l);
	for (size_t c = 0; c < l->nchunk; c++)
		for (size_t i = 0; i < (derive ? SUMS : 1); i++)
			sum[i] += l->chunk[c].sum[i];
}

/* The parameters of a limit, as a vector. */

struct likelihood_slots
likelihood_slots(const struct btyd *m)
{
	struct likelihood_slots s = { .n = 1 };

	if (!rates_equal(m))
		s.of[s.n++] = 1;
	for (size_t i = 0; i < dropout_of(m)->dim; i++)
		s.of[s.n++] = 2 + i;
	return s;
}

bool
likelihood_has_odds(const struct btyd *m)
{
	return m->limit == BTYD_ONCE_OR_NEVER ||
	    (m->limit == BTYD_EQUAL_DROPOUT && m->model != BTYD_PARETONBD);
}

void
likelihood_par(const struct btyd *m, double par[static 4])
{
	const struct likelihood_slots s = likelihood_slots(m);
	const double all[DIM] = { rates_equal(m) ? m->lambda : m->r, m->alpha,
	    likelihood_has_odds(m) ? m->a / m->b : m->a, m->b };

	for (size_t i = 0; i < s.n; i++)
		par[i] = all[s.of[i]];
}

struct btyd
likelihood_with_par(const struct btyd *m, const double *par)
{
	const struct likelihood_slots s = likelihood_slots(m);
	double all[DIM] = { 0, 0, 0, 1 };
	struct btyd to = { .model = m->model, .limit = m->limit, .rates = m->rates,
		.stages = m->stages };

	for (size_t i = 0; i < s.n; i++)
		all[s.of[i]] = par[i];
	if (rates_equal(m))
		to.lambda = all[0];
	else
		to.r = all[0];
	to.alpha = all[1];
	to.a = likelihood_has_odds(m) ? all[2] / (1 + all[2]) : all[2];
	to.b = likelihood_has_odds(m) ? 1 / (1 + all[2]) : all[3];
	return to;
}

struct problem {
	struct likelihood *l;
	struct btyd candidate;
};

static double
loglik(void *ctx, const double *par)
{
	const struct problem *p = ctx;
	const struct btyd at = likelihood_with_par(&p->candidate, par);
	double sum[SUMS];

	evaluate(p->l, &at, false, sum);
	return sum[0];
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	const struct problem *p = ctx;
	const struct btyd at = likelihood_with_par(&p->candidate, par);
	const struct likelihood_slots s = likelihood_slots(&at);
	double sum[SUMS];

	evaluate(p->l, &at, true, sum);
	for (size_t i = 0; i < s.n; i++) {
		grad[i] = sum[1 + s.of[i]];
		for (size_t j = i; j < s.n; j++)
			hess[i * s.n + j] = hess[j * s.n + i] =
			    sum[1 + DIM + s.of[i] * DIM + s.of[j]];
	}
	return sum[0];
}

/*
 * The candidate of MBG/NBD with the same likelihood, if M is one of these limits of Pareto/NBD;
 * else M. BTYD_NO_DROPOUT and BTYD_ONCE_OR_NEVER are the same in both models. BTYD_EQUAL_DROPOUT
 * with equal rates is MBG/NBD with the rate lambda + mu and the probability mu / (lambda + mu),
 * where mu is the rate of leaving.
 */
static struct btyd
stands_for(const struct btyd *m)
{
	struct btyd to = *m;

	if (m->model != BTYD_PARETONBD || m->limit == BTYD_REGULAR ||
	    (m->limit == BTYD_EQUAL_DROPOUT && !rates_equal(m)))
		return to;
	to.model = BTYD_MBGNBD;
	if (m->limit == BTYD_EQUAL_DROPOUT) {
		to.lambda = m->lambda + m->s;
		to.a = m->s / to.lambda;
		to.b = m->lambda / to.lambda;
	}
	return to;
}

static struct btyd
back(const struct btyd *m, enum btyd_model model)
{
	struct btyd to = *m;

	to.model = model;
	if (likelihood_has_odds(m))
		to.b = 1 - to.a;	/* a model file has a and b, not the odds */
	if (model == BTYD_PARETONBD && m->model != model && m->limit == BTYD_EQUAL_DROPOUT) {
		to.lambda = m->lambda * m->b;
		to.s = m->lambda * m->a;
		to.beta = 1;
	}
	return to;
}

struct btyd
likelihood_moved(const struct btyd *m, const double *by)
{
	struct btyd to = stands_for(m);
	double par[DIM];

	likelihood_par(&to, par);
	for (size_t i = 0; i < likelihood_slots(&to).n; i++)
		par[i] *= exp(by[i]);
	to = likelihood_with_par(&to, par);
	return back(&to, m->model);
}

double
likelihood_of(struct likelihood *l, const struct btyd *m)
{
	const struct btyd at = stands_for(m);
	double sum[SUMS];

	evaluate(l, &at, false, sum);
	return isfinite(sum[0]) ? sum[0] : -INFINITY;
}

struct btyd_candidate
likelihood_max(struct likelihood *l, const struct btyd *start, bool near)
{
	struct problem p = { .l = l, .candidate = stands_for(start) };
	const struct likelihood_slots s = likelihood_slots(&p.candidate);
	const struct fit_model m = { .dim = s.n, .low = LOW, .high = HIGH, .loglik = loglik,
	    .derive = derive, .ctx = &p, .near = near, .steps = near && l->n > MANY ? ENOUGH : 0 };
	double from[DIM];
	struct fit best;

	likelihood_par(&p.candidate, from);
	const bool good = fit_max(&m, from, &best);
	struct btyd_candidate to = { .par = likelihood_with_par(&p.candidate, best.par),
	    .loglik = best.loglik, .se = { NAN, NAN, NAN, NAN } };

	to.inside = good && best.condition <= CONDITION_MAX;
	if (to.inside)
		to.uncertain = uncertain_of(&best, s.n);
	to.par = back(&to.par, start->model);
	if (start->limit == btyd_interior(start->model) && !rates_equal(start) && good)
		memcpy(to.se, best.se, sizeof to.se);
	if (!isfinite(to.loglik))
		to.loglik = -INFINITY;
	return to;
}

/* The place of a tuple in its group; BEFORE is the place of the tuple before it. */
static size_t
place(const struct likelihood *l, size_t i, size_t before)
{
	return i == 0 || l->tuple[i].x != l->tuple[i - 1].x ? 0 : before + 1;
}

static void
count(struct likelihood *l)
{
	for (size_t i = 0, at = 0; i < l->n; i++) {
		const struct btyd_tuple *t = l->tuple + i;
		const double n = (double)t->n;

		at = place(l, i, at);
		l->ngroup += at == 0;
		l->nchunk += at % CHUNK == 0;
		l->customers += n;
		l->purchases += n * (double)t->x;
		l->weeks += n * dropout_weeks(t->age);
		l->days = t->age > l->days ? t->age : l->days;
	}
}

/* Most days come several times, unless the histories are few. */
static void
list_days(struct likelihood *l)
{
	const size_t most = (size_t)l->days + 1;

	if (most / 4 > l->n)
		return;
	bool *comes = mem_new(most, sizeof *comes);

	for (size_t i = 0; i < l->n; i++)
		comes[l->tuple[i].age] = comes[l->tuple[i].recency] = true;
	l->far = mem_new(most, sizeof *l->far);
	l->day = mem_new(most, sizeof *l->day);
	for (size_t day = 0; day < most; day++)
		if (comes[day])
			l->day[l->ndays++] = (int32_t)day;
	free(comes);
}

struct likelihood *
likelihood_new(const struct btyd_tuple *tuple, size_t n, unsigned threads)
{
	struct likelihood *l = mem_new(1, sizeof *l);

	*l = (struct likelihood){ .tuple = tuple, .n = n, .threads = threads };
	count(l);
	list_days(l);
	struct dropout_group *g = l->group = mem_new(l->ngroup, sizeof *l->group);
	struct chunk *c = l->chunk = mem_new(l->nchunk, sizeof *l->chunk);

	for (size_t i = 0, at = 0; i < n; i++) {
		at = place(l, i, at);
		if (at == 0)
			*g++ = (struct dropout_group){ .x = (double)tuple[i].x, .far = l->far };
		if (at % CHUNK == 0)
			*c++ = (struct chunk){ .group = (size_t)(g - l->group) - 1, .first = i };
		c[-1].n++;
		g[-1].n += (double)tuple[i].n;
	}
	return l;
}

void
likelihood_free(struct likelihood *l)
{
	free(l->group);
	free(l->far);
	free(l->day);
	free(l->chunk);
	free(l);
}

void
likelihood_set_gaps(struct likelihood *l, double log_gaps)
{
	l->log_gaps = log_gaps;
}

double
likelihood_customers(const struct likelihood *l)
{
	return l->customers;
}

double
likelihood_purchases(const struct likelihood *l)
{
	return l->purchases;
}

double
likelihood_weeks(const struct likelihood *l)
{
	return l->weeks;
}
