#include "lib/value/candidates_own.h"

#include <math.h>
#include <string.h>

enum {
	CELLS = 12,		/* cells of a grid, in each direction */
	RATES = 12,		/* points of the rates per cell */
	HILLS = 3 * CELLS + RATES,	/* the most hills to climb from */
	SOME = 4,		/* the same, if there are many customers */
};

struct grid {
	size_t n[2];			/* numbers of .share and of .alike */
	double share[CELLS], alike[CELLS];
	size_t nrates;
	double mean[RATES], r[RATES];
};

static void
add_share(struct grid *g, double p)
{
	if (p > 1e-9 && p < .999 && g->n[0] < CELLS)
		g->share[g->n[0]++] = p;
}

static void
add_rates(struct grid *g, double mean, double r)
{
	g->mean[g->nrates] = mean;
	g->r[g->nrates++] = r;
}

static void
set_alike(struct grid *g, const struct btyd *m)
{
	static const double bg[] = { 1e-3, .01, .1, .4, 1.5, 6, 30, 300 };
	static const double pareto[] = { .002, .008, .03, .13, .4, 1, 3, 12, 150 };
	const bool is_pareto = m->model == BTYD_PARETONBD;

	g->n[1] = is_pareto ? sizeof pareto / sizeof *pareto : sizeof bg / sizeof *bg;
	memcpy(g->alike, is_pareto ? pareto : bg, g->n[1] * sizeof *g->alike);
}

/* Includes the shares at the maxima of the limits, which may lie between the others. */
static struct grid
grid_of(const struct likelihood *l, const struct btyd *m, const struct btyd_candidate *known)
{
	static const double shares[] = { .001, .01, .05, .15, .3, .5, .7, .9 };
	const bool few = likelihood_customers(l) <= CANDIDATES_FEW;
	const struct btyd *none = &known[candidates_place(BTYD_GAMMA_RATES, BTYD_NO_DROPOUT)].par;
	const double mean = candidates_rate(l, m->stages), r = fmin(none->r, 30);
	struct grid g = { .n = { 0, 1 }, .alike = { 1 } };

	if (m->limit == BTYD_NO_DROPOUT)
		g.share[g.n[0]++] = 0;
	for (size_t i = 0; m->limit != BTYD_NO_DROPOUT && i < sizeof shares / sizeof *shares; i++)
		add_share(&g, shares[i]);
	if (m->limit == BTYD_REGULAR) {
		add_share(&g, candidates_share(&known[candidates_place(m->rates,
		    BTYD_EQUAL_DROPOUT)].par,
		    candidates_age(l)));
		add_share(&g, candidates_share(&known[candidates_place(m->rates,
		    BTYD_ONCE_OR_NEVER)].par,
		    candidates_age(l)));
		set_alike(&g, m);
	}
	for (double by = 1; by < (few ? 10 : 3); by *= few ? 3 : 2.5) {
		add_rates(&g, by * mean, r);
		for (double own = .4; few && own < 20 && m->rates != BTYD_EQUAL_RATES; own *= 5)
			add_rates(&g, by * mean, own);
	}
	return g;
}

struct peak {
	struct btyd at;
	double loglik;
};

static void
higher(struct peak *best, const struct peak *p)
{
	if (p->loglik > best->loglik)
		*best = *p;
}

/*
 * Inserts a peak into TO, which has FOUND peaks, highest first, and room for N. Ignores a peak that
 * is already there. Returns the new number.
 */
static size_t
insert(struct peak *to, size_t found, size_t n, const struct peak *p)
{
	size_t at = found;

	if (!(p->loglik > -INFINITY))
		return found;
	for (size_t i = 0; i < found; i++)
		if (to[i].loglik == p->loglik)
			return found;
	for (; at > 0 && to[at - 1].loglik < p->loglik; at--)
		if (at < n)
			to[at] = to[at - 1];
	if (at < n)
		to[at] = *p;
	return found < n ? found + 1 : n;
}

/*
 * The highest point per cell, per share, per value of ALIKE, and per point of the rates.
 */
struct peaks {
	struct peak cell[CELLS][CELLS], share[CELLS], alike[CELLS], rates[RATES];
};

static void
scan(struct likelihood *l, const struct btyd *m, const struct grid *g, struct peaks *to)
{
	for (size_t i = 0; i < CELLS; i++) {
		to->share[i].loglik = to->alike[i].loglik = -INFINITY;
		for (size_t j = 0; j < CELLS; j++)
			to->cell[i][j].loglik = -INFINITY;
	}
	for (size_t k = 0; k < RATES; k++)
		to->rates[k].loglik = -INFINITY;
	for (size_t i = 0; i < g->n[0]; i++)
		for (size_t j = 0; j < g->n[1]; j++)
			for (size_t k = 0; k < g->nrates; k++) {
				struct peak p = { .at = *m };

				candidates_set_dropout(&p.at, g->share[i], g->alike[j],
				    candidates_age(l));
				candidates_set_rates(&p.at, g->mean[k], g->r[k]);
				p.loglik = likelihood_of(l, &p.at);
				higher(&to->cell[i][j], &p);
				higher(&to->share[i], &p);
				higher(&to->alike[j], &p);
				higher(&to->rates[k], &p);
			}
}

static bool
is_hill(const struct peaks *p, size_t i, size_t j)
{
	const double h = p->cell[i][j].loglik;

	return !((i > 0 && p->cell[i - 1][j].loglik > h) ||
	    (i + 1 < CELLS && p->cell[i + 1][j].loglik > h) ||
	    (j > 0 && p->cell[i][j - 1].loglik > h) ||
	    (j + 1 < CELLS && p->cell[i][j + 1].loglik > h));
}

/*
 * The points to climb from, highest first: cells that are higher than those around them. For few
 * customers also all other peaks.
 */
static size_t
hills(const struct peaks *p, bool few, struct peak to[HILLS])
{
	const size_t n = few ? HILLS : SOME;
	size_t found = 0;

	for (size_t i = 0; i < CELLS; i++)
		for (size_t j = 0; j < CELLS; j++)
			if (is_hill(p, i, j))
				found = insert(to, found, n, &p->cell[i][j]);
	for (size_t i = 0; few && i < CELLS; i++) {
		found = insert(to, found, n, &p->share[i]);
		found = insert(to, found, n, &p->alike[i]);
	}
	for (size_t k = 0; few && k < RATES; k++)
		found = insert(to, found, n, &p->rates[k]);
	return found;
}

void
candidates_search_one(struct likelihood *l, struct btyd m, struct btyd_candidate *known)
{
	struct btyd_candidate *best = &known[candidates_place(m.rates, m.limit)];
	const struct grid g = grid_of(l, &m, known);
	struct peaks peaks;
	struct peak hill[HILLS];

	scan(l, &m, &g, &peaks);
	const size_t n = hills(&peaks, likelihood_customers(l) <= CANDIDATES_FEW, hill);

	for (size_t i = 0; i < n; i++)
		candidates_climb(l, &hill[i].at, true, best);
	if (n > 0)
		candidates_climb(l, &hill[0].at, false, best);
}

void
candidates_search_none(struct likelihood *l, enum btyd_model model, int stages,
    struct btyd_candidate *known)
{
	const double mean = candidates_rate(l, stages);

	for (int rates = 0; rates < BTYD_RATES; rates++) {
		struct btyd m = candidates_start(model, stages, (enum btyd_rates)rates,
		    BTYD_NO_DROPOUT);

		candidates_set_rates(&m, mean, 1);
		candidates_climb(l, &m, m.rates == BTYD_EQUAL_RATES,
		    &known[candidates_place(m.rates, m.limit)]);
	}
}

void
candidates_search_around(struct likelihood *l, struct likelihood *of_sample,
    struct btyd_candidate *to,
    const struct btyd_candidate *from)
{
	static const double by[] = { .5, 1, 2 }, none[] = { 1e-4, 1e-3, .01 };
	const bool leave = from->par.limit != BTYD_NO_DROPOUT;
	const double p = candidates_share(&from->par, candidates_age(l));
	struct grid g = { .nrates = 1, .mean = { candidates_mean_rate(&from->par) },
	    .r = { from->par.r } };
	struct peaks peaks;
	struct peak hill[HILLS];

	set_alike(&g, &to->par);
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		add_share(&g, leave ? fmin(p * by[i], (1 + p) / 2) : none[i]);
	scan(of_sample, &to->par, &g, &peaks);
	const size_t n = hills(&peaks, false, hill);
	const double least = likelihood_of(of_sample, &from->par) - CANDIDATES_RULED_OUT;

	for (size_t i = 0; i < n; i++)
		if (hill[i].loglik > least &&
		    likelihood_of(l, &hill[i].at) > from->loglik - CANDIDATES_RULED_OUT)
			candidates_climb(l, &hill[i].at, true, to);
}
