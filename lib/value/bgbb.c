#include "lib/value/bgbb.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/say.h"
#include "lib/stat/fit.h"
#include "lib/value/dropout.h"

/*
 * bgbb_fit searches each of the candidates, which are the regular model and its limits: search
 * evaluates a grid and climbs from its best points. The log-likelihood of all cells (total) takes
 * the cells with the same x and tx together: these differ only in the number of opportunities after
 * tx at which the customer may have left, so one running sum serves them all.
 */
enum { DIM = 4, STARTS = 3 };

static const double SAME = 1e-6;	/* log-likelihoods that differ by less are equal */

static struct mixture
side(enum bgbb_limit limit, const double *par, double certain)
{
	static const enum mixture_kind kind[] = { MIXTURE_BETA, MIXTURE_EQUAL, MIXTURE_SPLIT };

	if (limit == BGBB_CERTAIN)
		return (struct mixture){ MIXTURE_EQUAL, certain, 1 - certain };
	return mixture_of(kind[limit], par);
}

struct bgbb
bgbb_of(enum bgbb_limit buying, const double *p, enum bgbb_limit leaving, const double *theta)
{
	return (struct bgbb){ buying, leaving, side(buying, p, 1), side(leaving, theta, 0) };
}

const char *
bgbb_wrong(int64_t x, int64_t tx, int64_t n)
{
	if (tx > n)
		return say("recency is larger than opportunities");
	if (x > tx)
		return say("frequency is larger than recency");
	return x == 0 && tx > 0 ? say("recency must be 0 if frequency is 0") : NULL;
}

static double
log_there(const struct bgbb *m, double x, double n)
{
	return mixture_log(&m->p, x, n - x) + mixture_log(&m->theta, 0, n);
}

/*
 * What happened since tx. The two logarithms are those of the probabilities of having left right
 * after tx, and of being there; left and there are relative to these, at the opportunity AT. sum is
 * that of left over the opportunities before.
 */
struct since {
	double log_left, log_there, left, there, sum, at;
};

static struct since
since_last(const struct bgbb *m, double x, double tx)
{
	const double bought = mixture_log(&m->p, x, tx - x);

	return (struct since){ bought + mixture_log(&m->theta, 1, tx),
	    bought + mixture_log(&m->theta, 0, tx), 1, 1, 0, tx };
}

/* The log-likelihood with n opportunities; n must not be less than in the call before. */
static double
advance(const struct bgbb *m, struct since *s, double x, double n)
{
	static const double TINY = 1e-200;

	for (; s->at < n; s->at++) {
		const double no = mixture_miss(&m->p, x, s->at - x);

		s->sum += s->left;
		s->left *= no * mixture_miss(&m->theta, 1, s->at);
		s->there *= no * mixture_miss(&m->theta, 0, s->at);
		if (s->there < TINY) {
			s->log_there += log(s->there);
			s->there = 1;
		}
	}
	const double there = s->log_there + log(s->there);
	const double left = s->sum > 0 ? s->log_left + log(s->sum) : -INFINITY;

	if (left == -INFINITY)
		return there;
	return there == -INFINITY ? left : there + dropout_log1pexp(left - there);
}

double
bgbb_loglik(const struct bgbb *m, double x, double tx, double n)
{
	struct since s = since_last(m, x, tx);

	return advance(m, &s, x, n);
}

double
bgbb_alive(const struct bgbb *m, double x, double tx, double n)
{
	return exp(log_there(m, x, n) - bgbb_loglik(m, x, tx, n));
}

double
bgbb_alive_next(const struct bgbb *m, double x, double tx, double n)
{
	return bgbb_alive(m, x, tx, n) * mixture_miss(&m->theta, 0, n);
}

double
bgbb_expected(const struct bgbb *m, double x, double tx, double n, double periods, double rate)
{
	const double buys = 1 - mixture_miss(&m->p, x, n - x), alive = bgbb_alive(m, x, tx, n);

	return alive > 0 && buys > 0 ? alive * buys * mixture_annuity(&m->theta, n, periods, rate)
	    : 0;
}

/* The fit. */

static size_t
parameters(enum bgbb_limit limit)
{
	static const size_t n[] = { 2, 1, 1, 0 };

	return n[limit];
}

struct problem {
	enum bgbb_limit buying, leaving;
	const struct bgbb_cell *cell;
	size_t n;
};

static size_t
dim(const struct problem *p)
{
	return parameters(p->buying) + parameters(p->leaving);
}

/* The search has the odds of a limit, because its parameters are positive and unbounded. */
static void
from_odds(enum bgbb_limit limit, const double *par, double to[static 2])
{
	for (size_t i = 0; i < parameters(limit); i++)
		to[i] = limit == BGBB_REGULAR ? par[i] : par[i] / (1 + par[i]);
}

static struct bgbb
at(const struct problem *p, const double *par)
{
	double buys[2], leaves[2];

	from_odds(p->buying, par, buys);
	from_odds(p->leaving, par + parameters(p->buying), leaves);
	return bgbb_of(p->buying, buys, p->leaving, leaves);
}

static double
total(void *ctx, const double *par)
{
	const struct problem *p = ctx;
	const struct bgbb m = at(p, par);
	struct since s = { 0 };
	double sum = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct bgbb_cell *c = &p->cell[i];

		if (i == 0 || c->x != c[-1].x || c->tx != c[-1].tx)
			s = since_last(&m, (double)c->x, (double)c->tx);
		sum += (double)c->customers * advance(&m, &s, (double)c->x, (double)c->n);
	}
	return sum;
}

struct start {
	double loglik, par[DIM];
};

/* Keeps the STARTS highest, highest first. */
static void
keep(struct start *best, const struct start *s)
{
	size_t i = STARTS;

	for (; i > 0 && s->loglik > best[i - 1].loglik; i--)
		if (i < STARTS)
			best[i] = best[i - 1];
	if (i < STARTS)
		best[i] = *s;
}

/* Sets the parameters of a side to the mean Q. The larger ALIKE, the more alike the customers. */
static void
set_side(enum bgbb_limit limit, double q, double alike, double *to)
{
	if (limit == BGBB_REGULAR) {
		to[0] = q * alike;
		to[1] = (1 - q) * alike;
	} else if (limit != BGBB_CERTAIN) {
		to[0] = q / (1 - q);
	}
}

static void
scan(struct problem *p, struct start best[STARTS])
{
	static const double buys[] = { .03, .15, .4, .75 }, leaves[] = { .003, .03, .15, .5 };
	static const double alike[] = { .5, 3, 30 };

	for (size_t k = 0; k < STARTS; k++)
		best[k].loglik = -INFINITY;
	for (size_t i = 0; i < 4 * 4 * 3 * 3; i++) {
		struct start s;

		set_side(p->buying, buys[i % 4], alike[i / 16 % 3], s.par);
		set_side(p->leaving, leaves[i / 4 % 4], alike[i / 48],
		    s.par + parameters(p->buying));
		s.loglik = total(p, s.par);
		keep(best, &s);
	}
}

struct found {
	double loglik, par[DIM], se[DIM];
};

static void
better(struct found *best, double loglik, const double *par, const double *se)
{
	if (!(loglik > best->loglik))
		return;
	best->loglik = loglik;
	for (size_t i = 0; i < DIM; i++) {
		best->par[i] = par[i];
		best->se[i] = se ? se[i] : NAN;
	}
}

static struct found
search(struct problem *p)
{
	const struct fit_model model = { .dim = dim(p), .loglik = total, .ctx = p };
	struct found best = { .loglik = -INFINITY, .se = { NAN, NAN, NAN, NAN } };
	struct start start[STARTS];
	struct fit fit;

	if (model.dim == 0) {
		best.loglik = total(p, best.par);
		return best;
	}
	scan(p, start);
	for (size_t k = 0; k < STARTS && start[k].loglik > -INFINITY; k++) {
		const bool good = fit_max(&model, start[k].par, &fit);

		better(&best, start[k].loglik, start[k].par, NULL);
		better(&best, fit.loglik, fit.par,
		    good && model.dim == DIM && !fit_boundary(&fit, DIM) ? fit.se : NULL);
	}
	return best;
}

static int
by_data(const void *a, const void *b)
{
	const struct bgbb_cell *s = a, *t = b;

	if (s->x != t->x)
		return s->x < t->x ? -1 : 1;
	if (s->tx != t->tx)
		return s->tx < t->tx ? -1 : 1;
	return (s->n > t->n) - (s->n < t->n);
}

size_t
bgbb_collapse(struct bgbb_cell *cell, size_t n)
{
	size_t k = 0;

	if (n > 0)
		qsort(cell, n, sizeof *cell, by_data);
	for (size_t i = 0; i < n; i++)
		if (cell[i].customers == 0)
			continue;
		else if (k > 0 && by_data(&cell[k - 1], &cell[i]) == 0)
			cell[k - 1].customers += cell[i].customers;
		else
			cell[k++] = cell[i];
	return k;
}

/* Takes the candidate F if it is better, or as good as the best and simpler. */
static void
choose(struct bgbb_fit *best, size_t *least, struct problem *p, const struct found *f)
{
	const double slack = SAME + 1e-12 * fabs(f->loglik);

	if (!(f->loglik > best->loglik + slack ||
	    (f->loglik > best->loglik - slack && dim(p) < *least)))
		return;
	*least = dim(p);
	best->par = at(p, f->par);
	best->loglik = f->loglik;
	for (size_t i = 0; i < DIM; i++)
		best->se[i] = f->se[i];
}

bool
bgbb_fit(struct bgbb_cell *cell, size_t n, struct bgbb_fit *to)
{
	struct problem p = { .cell = cell, .n = bgbb_collapse(cell, n) };
	size_t least = DIM + 1;
	bool bought = false;

	*to = (struct bgbb_fit){ .loglik = -INFINITY, .cells = p.n };
	for (size_t i = 0; i < p.n; i++) {
		to->customers += cell[i].customers;
		bought = bought || cell[i].x > 0;
	}
	for (int b = 0; bought && b < BGBB_LIMITS; b++)
		for (int l = 0; l < BGBB_LIMITS; l++) {
			p.buying = (enum bgbb_limit)b;
			p.leaving = (enum bgbb_limit)l;
			const struct found f = search(&p);

			to->candidate[b][l] = f.loglik;
			choose(to, &least, &p, &f);
		}
	return bought;
}
