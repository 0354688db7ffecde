/*
 * The search for one candidate (search) evaluates a grid of dropout and rates (scan). It climbs
 * from the best hills of the grid by Newton's method, and from the best one also by that of Nelder
 * and Mead (climb). Then the candidates help each other (confirm): a limit lies just outside the
 * candidates that contain it, and if the likelihood is higher next to it, these climb from there.
 */
#include "lib/value/candidates.h"

#include <math.h>
#include <string.h>

enum {
	CELLS = 12,		/* cells of a grid, in each direction */
	RATES = 12,		/* points of the rates per cell */
	HILLS = 3 * CELLS + RATES,	/* the most hills to climb from */
	SOME = 4,		/* the same, if there are many customers */
	FEW = 256,		/* for so few customers a dense grid takes little time */
	ROUNDS = 4,		/* the most rounds of confirm */
};

static const double SAME = 1e-6;	/* log-likelihoods that differ by less are equal */
static const double RULED_OUT = 20;	/* so much worse in a sample: not fitted to all */
static const double FARTHEST = 130;	/* log of the highest ratio of age and beta */
static const double NEARLY = 1e4;	/* for a parameter that is infinite at a limit */

static double
age_of(const struct likelihood *l)
{
	return likelihood_weeks(l) / likelihood_customers(l);
}

/* The mean rate of purchases, or of their stages. */
static double
rate_of(const struct likelihood *l, int stages)
{
	return fmax(stages, 1) * likelihood_purchases(l) / likelihood_weeks(l);
}

/* Points. */

static struct btyd
candidate(enum btyd_model model, int stages, enum btyd_rates rates, enum btyd_limit limit)
{
	return (struct btyd){ .model = model, .limit = limit, .b = 1, .rates = rates,
		.stages = stages };
}

/* Sets rates with this mean. The larger r, the more alike they are. */
static void
set_rates(struct btyd *m, double mean, double r)
{
	if (m->rates == BTYD_EQUAL_RATES) {
		m->lambda = mean;
	} else {
		m->r = r;
		m->alpha = r / mean;
	}
}

static double
mean_rate(const struct btyd *m)
{
	return m->rates == BTYD_EQUAL_RATES ? m->lambda : m->r / m->alpha;
}

/*
 * Sets dropout so that the share P leaves at each chance or, in Pareto/NBD, within AGE weeks. The
 * larger ALIKE, the more alike the customers are.
 */
static void
set_dropout(struct btyd *m, double p, double alike, double age)
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

/* The share that leaves: the P of set_dropout. */
static double
share(const struct btyd *m, double age)
{
	if (m->limit == BTYD_NO_DROPOUT)
		return 0;
	if (m->model != BTYD_PARETONBD || m->limit == BTYD_ONCE_OR_NEVER)
		return m->a / (m->a + m->b);
	return -expm1(-m->s * (m->limit == BTYD_REGULAR ? log1p(age / m->beta) : age));
}

/* One candidate. */

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
	const bool few = likelihood_customers(l) <= FEW;
	const struct btyd *none = &known[candidates_place(BTYD_GAMMA_RATES, BTYD_NO_DROPOUT)].par;
	const double mean = rate_of(l, m->stages), r = fmin(none->r, 30);
	struct grid g = { .n = { 0, 1 }, .alike = { 1 } };

	if (m->limit == BTYD_NO_DROPOUT)
		g.share[g.n[0]++] = 0;
	for (size_t i = 0; m->limit != BTYD_NO_DROPOUT && i < sizeof shares / sizeof *shares; i++)
		add_share(&g, shares[i]);
	if (m->limit == BTYD_REGULAR) {
		add_share(&g, share(&known[candidates_place(m->rates, BTYD_EQUAL_DROPOUT)].par,
		    age_of(l)));
		add_share(&g, share(&known[candidates_place(m->rates, BTYD_ONCE_OR_NEVER)].par,
		    age_of(l)));
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

				set_dropout(&p.at, g->share[i], g->alike[j], age_of(l));
				set_rates(&p.at, g->mean[k], g->r[k]);
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
 * The points to climb from, highest first: cells that are higher than those around them. For FEW
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

static void
keep_better(struct btyd_candidate *best, const struct btyd_candidate *next)
{
	const bool better = !(next->loglik <= best->loglik + SAME / 100);

	if (next->loglik > -INFINITY &&
	    (better || (next->inside && !best->inside && next->loglik > best->loglik - SAME / 100)))
		*best = *next;
}

static void
climb(struct likelihood *l, const struct btyd *from, bool near, struct btyd_candidate *best)
{
	const struct btyd_candidate next = likelihood_max(l, from, near);

	keep_better(best, &next);
}

static void
search(struct likelihood *l, struct btyd m, struct btyd_candidate *known)
{
	struct btyd_candidate *best = &known[candidates_place(m.rates, m.limit)];
	const struct grid g = grid_of(l, &m, known);
	struct peaks peaks;
	struct peak hill[HILLS];

	scan(l, &m, &g, &peaks);
	const size_t n = hills(&peaks, likelihood_customers(l) <= FEW, hill);

	for (size_t i = 0; i < n; i++)
		climb(l, &hill[i].at, true, best);
	if (n > 0)
		climb(l, &hill[0].at, false, best);
}

/* Without dropout: NBD, or Poisson if the rates are equal. */
static void
search_none(struct likelihood *l, enum btyd_model model, int stages,
    struct btyd_candidate *known)
{
	const double mean = rate_of(l, stages);

	for (int rates = 0; rates < BTYD_RATES; rates++) {
		struct btyd m = candidate(model, stages, (enum btyd_rates)rates, BTYD_NO_DROPOUT);

		set_rates(&m, mean, 1);
		climb(l, &m, m.rates == BTYD_EQUAL_RATES,
		    &known[candidates_place(m.rates, m.limit)]);
	}
}

/* Candidates that contain another. */

/*
 * Whether FROM is a limit of TO, with one difference only: in the rates, or in dropout.
 */
static bool
contains(const struct btyd *to, const struct btyd *from)
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
	const double p = from->limit == BTYD_NO_DROPOUT ? little : share(from, age_of(l));
	const bool pareto = m.model == BTYD_PARETONBD;

	if (to->rates != from->rates) {
		m = *from;
		m.rates = to->rates;
	}
	set_rates(&m, mean_rate(from), to->rates != from->rates ? NEARLY : from->r);
	if (to->limit == from->limit)
		return m;
	if (from->limit == BTYD_EQUAL_DROPOUT)
		alike = NEARLY;
	else if (from->limit == BTYD_ONCE_OR_NEVER)
		alike = pareto ? .01 : little;
	set_dropout(&m, p, alike, age_of(l));
	return m;
}

/*
 * If the likelihood of TO next to FROM is higher than at FROM, climbs from there. Returns whether
 * TO became better.
 */
static bool
climb_beyond(struct likelihood *l, struct btyd_candidate *to, const struct btyd_candidate *from)
{
	static const double alike[] = { .01, .3, 3, 100 };
	const size_t n = from->par.limit == BTYD_NO_DROPOUT &&
	    to->par.limit == BTYD_REGULAR ? sizeof alike / sizeof *alike : 1;
	const double before = to->loglik;

	for (size_t i = 0; i < n; i++) {
		const struct btyd at = beyond(l, &to->par, &from->par, alike[i]);
		const double loglik = likelihood_of(l, &at);

		if (loglik > from->loglik + SAME / 100 && !(loglik < to->loglik))
			climb(l, &at, likelihood_customers(l) > FEW, to);
	}
	return !(to->loglik <= before + SAME);
}

/* A point of the limit TO with about the parameters of FROM. */
static struct btyd
towards(const struct likelihood *l, const struct btyd *to, const struct btyd *from)
{
	struct btyd m = *to;

	set_rates(&m, mean_rate(from), from->r);
	set_dropout(&m, fmin(fmax(share(from, age_of(l)), 1e-9), .999), 1, age_of(l));
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

	if (from->inside || !(likelihood_of(l, &at) > before + SAME))
		return false;
	climb(l, &at, true, to);
	return to->loglik > before + SAME;
}

static void
confirm(struct likelihood *l, struct btyd_candidate *known)
{
	bool better = true;

	for (int round = 0; better && round < ROUNDS; round++) {
		better = false;
		for (size_t i = 0; i < BTYD_CANDIDATES; i++)
			for (size_t k = 0; k < BTYD_CANDIDATES; k++)
				if (contains(&known[k].par, &known[i].par) &&
				    !isnan(known[i].loglik) && !isnan(known[k].loglik))
					better |= climb_beyond(l, &known[k], &known[i]) ||
					    climb_towards(l, &known[i], &known[k]);
	}
}

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

	return likelihood_customers(l) > FEW && m->model == BTYD_PARETONBD &&
	    m->rates == BTYD_EQUAL_RATES && interior->inside &&
	    interior->loglik > alike->loglik + 4 * RULED_OUT;
}

void
candidates_search(struct likelihood *l, enum btyd_model model, int stages,
    struct btyd_candidate to[static BTYD_CANDIDATES])
{
	static const enum btyd_limit order[] = { BTYD_EQUAL_DROPOUT, BTYD_ONCE_OR_NEVER,
	    BTYD_REGULAR };

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		to[i] = (struct btyd_candidate){
			.par = candidate(model, stages, (enum btyd_rates)(i / BTYD_LIMITS),
			    (enum btyd_limit)(i % BTYD_LIMITS)),
			.loglik = NAN, .se = { NAN, NAN, NAN, NAN } };
	search_none(l, model, stages, to);
	for (size_t i = 0; model != BTYD_NBD && i < sizeof order / sizeof *order; i++)
		for (int rates = 0; rates < BTYD_RATES; rates++) {
			const struct btyd m = candidate(model, stages, (enum btyd_rates)rates,
			    order[i]);

			if (order[i] != BTYD_REGULAR || !hopeless(l, &m, to))
				search(l, m, to);
		}
	confirm(l, to);
}

size_t
candidates_choose(const struct btyd_candidate c[static BTYD_CANDIDATES])
{
	double most = -INFINITY;
	size_t best = BTYD_CANDIDATES;

	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		most = fmax(most, c[i].loglik);	/* fmax ignores NAN */
	for (size_t i = 0; i < BTYD_CANDIDATES; i++) {
		if (!(c[i].loglik >= most - SAME - 1e-12 * fabs(most)))
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
 * With many customers, a maximum of the interior close to a limit may not show in a sample, and may
 * be a separate hill. So climbs TO from points with about the dropout of FROM that are not much
 * worse. The sample says which points are worth a look.
 */
static void
search_around(struct likelihood *l, struct likelihood *of_sample, struct btyd_candidate *to,
    const struct btyd_candidate *from)
{
	static const double by[] = { .5, 1, 2 }, none[] = { 1e-4, 1e-3, .01 };
	const bool leave = from->par.limit != BTYD_NO_DROPOUT;
	const double p = share(&from->par, age_of(l));
	struct grid g = { .nrates = 1, .mean = { mean_rate(&from->par) }, .r = { from->par.r } };
	struct peaks peaks;
	struct peak hill[HILLS];

	set_alike(&g, &to->par);
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		add_share(&g, leave ? fmin(p * by[i], (1 + p) / 2) : none[i]);
	scan(of_sample, &to->par, &g, &peaks);
	const size_t n = hills(&peaks, false, hill);
	const double least = likelihood_of(of_sample, &from->par) - RULED_OUT;

	for (size_t i = 0; i < n; i++)
		if (hill[i].loglik > least &&
		    likelihood_of(l, &hill[i].at) > from->loglik - RULED_OUT)
			climb(l, &hill[i].at, true, to);
}

/*
 * Whether a candidate may be the best, given its fit to a sample: its maximum is finite and not far
 * below the best. The NBD is always kept as a fallback, unless the INTERIOR has a finite maximum.
 */
static bool
contends(const struct btyd_candidate *c, double best, bool interior)
{
	const bool nbd = c->par.limit == BTYD_NO_DROPOUT && c->par.rates == BTYD_GAMMA_RATES;

	return c->inside && ((nbd && !interior) || c->loglik > best - RULED_OUT);
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
		if (contains(&to[i].par, &to[best].par))
			climb_beyond(l, &to[i], &to[best]);
		else if (!interior && to[nbd].inside && contains(&to[i].par, &to[nbd].par) &&
		    isnan(to[i].loglik))
			climb_beyond(l, &to[i], &to[nbd]);
	for (size_t i = 0; i < BTYD_CANDIDATES; i++)
		if (to[i].par.model != BTYD_NBD && i % BTYD_LIMITS != BTYD_REGULAR &&
		    to[i].inside &&
		    to[i].loglik > to[best].loglik - RULED_OUT)
			search_around(l, of_sample, &to[i - i % BTYD_LIMITS], &to[i]);
	return true;
}
