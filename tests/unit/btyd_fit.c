#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

#include "lib/value/btyd.h"
#include "tests/unit/grid.h"

enum { ROWS = GRID_ROWS };
static struct btyd_tuple tuple[ROWS];

static int
by_tuple(const void *a, const void *b)
{
	const struct btyd_tuple *s = a, *t = b;

	if (s->x != t->x)
		return s->x < t->x ? -1 : 1;
	if (s->recency != t->recency)
		return s->recency < t->recency ? -1 : 1;
	return (s->age > t->age) - (s->age < t->age);
}

static size_t
collapse(size_t n)
{
	size_t u = 0;

	qsort(tuple, n, sizeof *tuple, by_tuple);
	for (size_t i = 0; i < n; i++)
		if (u > 0 && by_tuple(tuple + u - 1, tuple + i) == 0)
			tuple[u - 1].n += tuple[i].n;
		else
			tuple[u++] = tuple[i];
	return u;
}

/* The tuples of a customer file: x, t_x and T in weeks. */
static size_t
load_tuples(const char *path)
{
	size_t n = grid_load(path);

	for (size_t i = 0; i < n; i++)
		tuple[i] = (struct btyd_tuple){ (int64_t)grid_cell[i][0],
		    (int32_t)lround(grid_cell[i][1] * 7),
			(int32_t)lround(grid_cell[i][2] * 7), 1 };
	return collapse(n);
}

/* The likelihood of a fit is the sum of those of its customers. */
static void
test_loglik(const struct btyd_fit *fit, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const struct btyd_tuple *t = tuple + i;

		sum += (double)t->n * btyd_loglik(&fit->par, (double)t->x, t->recency / 7.,
		    t->age / 7.);
	}
	near(sum, fit->loglik, 1e-11, "log-likelihood, summed");
}

enum { MODELS = BTYD_PARETONBD + 1 };	/* those of the references */

static const struct reference {
	const char *name;
	double par[4], se[4], loglik;
	/* of the parameters, in standard errors; wide, because Pareto/NBD has a ridge */
	double tolerance;
} cdnow[MODELS] = {
	{ "BG/NBD", { .242594517, 4.41360189, .792921991, 2.42590668 },
	    { .012557, .37822, .18573, .70542 },
	    -9582.42920667, 1e-3 },
	{ "MBG/NBD", { .524843129, 6.18308505, .891359399, 1.61400236 },
	    { .083268, .69562, .15479, .53749 },
	    -9582.13571555, 1e-3 },
	{ "Pareto/NBD", { .553277037, 10.5776832, .606239832, 11.6687307 },
	    { .047628, .84272, .18728, 6.211 },
	    -9594.97617894, 1e-3 },
};

static void
test_cdnow(void)
{
	const size_t n = load_tuples("tests/data/cdnow_customers.csv");

	ok(n == 1016, "1016 tuples");
	for (int k = 0; k < MODELS; k++) {
		const struct reference *want = &cdnow[k];
		struct btyd_fit fit;

		ok(btyd_fit((enum btyd_model)k, tuple, n, 1, &fit), want->name);
		ok(fit.par.limit == BTYD_REGULAR && fit.par.model == (enum btyd_model)k &&
		    fit.customers == 2357 &&
		    fit.tuples == 1016, "a regular fit");
		const double par[] = { fit.par.r, fit.par.alpha, fit.par.a, fit.par.b };
		for (int i = 0; i < 4; i++) {
			ok(fabs(par[i] - want->par[i]) < want->tolerance * want->se[i],
			    "parameter");
			near(fit.se[i], want->se[i], 1e-4, "its standard error");
		}
		near(fit.loglik, want->loglik, 1e-11, "log-likelihood");
		test_loglik(&fit, n);
	}
}

/* The published results, with the digits published. */
static void
test_published(void)
{
	const size_t n = load_tuples("tests/data/cdnow_customers.csv");
	struct btyd_fit fit;

	ok(btyd_fit(BTYD_PARETONBD, tuple, n, 1, &fit), "Pareto/NBD as published");
	ok(fabs(fit.par.r - .553) < 5e-4 && fabs(fit.par.alpha - 10.578) < 5e-4 &&
	    fabs(fit.par.s - .606) < 5e-4 &&
	    fabs(fit.par.beta - 11.669) < 5e-4 && fabs(fit.loglik + 9595) < .05,
	    "to all their digits");
}

/* No dropout in any of the models, and the purchases expected. */
static void
test_retail(void)
{
	enum { X, T = 2, EXPECTED = 5, NONE = 6 };
	const size_t n = load_tuples("tests/data/online_retail_customers.csv");

	ok(n == 1515, "1515 tuples");
	for (int k = 0; k < MODELS; k++) {
		struct btyd_fit fit;
		bool expected = true, none = true;

		/* In the reference hardly any customer leaves; the last digits show it. */
		ok(btyd_fit((enum btyd_model)k, tuple, n, 2, &fit), cdnow[k].name);
		ok(fit.par.limit == BTYD_NO_DROPOUT && fit.customers == 2800,
		    "no dropout is visible");
		near(fit.par.r, .741635945, 1e-6, "r of the NBD");
		near(fit.par.alpha, 8.73670332, 1e-6, "alpha of the NBD");
		near(fit.loglik, -13255.613441, 1e-9, "its log-likelihood");
		test_loglik(&fit, n);
		ok(isnan(fit.se[0]) && isnan(fit.se[3]), "no standard error at a limit");
		for (size_t i = 0; i < 2800; i++) {
			const double *c = grid_cell[i], tx = 0, age = round(c[T] * 7) / 7,
			    t = 183 / 7.;

			expected = expected && is_near(btyd_expected(&fit.par, c[X], tx, age, t),
			    c[EXPECTED + 2 * k], 5e-6);
			none = none && fabs(btyd_none(&fit.par, c[X], tx, age, t) -
			    c[NONE + 2 * k]) < 5e-6;
		}
		ok(expected, "expected purchases of every customer");
		ok(none, "P(no purchase) of every customer");
	}
}

/* How the customers of a simulation leave. */
struct leaving {
	/* after a purchase, with a beta probability; b = 0: with the probability a */
	double a, b;
	bool first;		/* also after the first purchase */
	bool half;		/* every second one at the first chance, the others never */
	double s, beta;	/* at any time, with a gamma rate per week; beta = 0: with the rate s */
};

static double
probability(gsl_rng *rng, const struct leaving *l, size_t i)
{
	if (l->half)
		return (double)(i % 2);
	return l->b > 0 ? gsl_ran_beta(rng, l->a, l->b) : l->a;
}

/* All times in days. */
static double
life(gsl_rng *rng, const struct leaving *l)
{
	return l->s > 0 ? gsl_ran_exponential(rng, 7 / (l->beta > 0 ?
	    gsl_ran_gamma(rng, l->s, 1 / l->beta) : l->s)) : INFINITY;
}

/* N customers with rates from gamma(r, alpha). */
static size_t
simulate(size_t n, double r, double alpha, struct leaving l, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(rng, seed);
	for (size_t i = 0; i < n; i++) {
		double rate = gsl_ran_gamma(rng, r, 1 / alpha) / 7, own = probability(rng, &l, i),
		    end = life(rng, &l);

		tuple[i] = (struct btyd_tuple){ .age = 200 + (int32_t)gsl_rng_uniform_int(rng, 165),
		    .n = 1 };
		bool there = !l.first || gsl_rng_uniform(rng) >= own;
		for (double at = 0; there; there = gsl_rng_uniform(rng) >= own) {
			at += gsl_ran_exponential(rng, 1 / rate);
			if (at > tuple[i].age || at > end)
				break;
			int32_t day = (int32_t)ceil(at);
			tuple[i].x += day > tuple[i].recency;
			tuple[i].recency = day;
		}
	}
	gsl_rng_free(rng);
	return collapse(n);
}

/* Is each parameter within four standard errors of the true value? */
static void
test_regular(enum btyd_model model, const double truth[4], struct leaving l, unsigned long seed)
{
	const size_t n = simulate(ROWS, truth[0], truth[1], l, seed);
	struct btyd_fit fit, threads;

	ok(btyd_fit(model, tuple, n, 1, &fit) && fit.par.limit == BTYD_REGULAR, cdnow[model].name);
	const double par[] = { fit.par.r, fit.par.alpha, fit.par.a, fit.par.b };
	for (int i = 0; i < 4; i++)
		ok(fabs(par[i] - truth[i]) < 4 * fit.se[i], "the truth is near");
	test_loglik(&fit, n);
	ok(btyd_fit(model, tuple, n, 3, &threads) &&
	    memcmp(par, (double[]){ threads.par.r, threads.par.alpha, threads.par.a,
	    threads.par.b }, sizeof par) == 0 && fit.loglik == threads.loglik,
	    "three threads change no bit");
}

static void
test_equal(enum btyd_model model, struct leaving l, double rate, unsigned long seed)
{
	const size_t n = simulate(ROWS, .8, 9, l, seed);
	struct btyd_fit fit;

	ok(btyd_fit(model, tuple, n, 1, &fit), "equal dropout is found");
	if (model != BTYD_PARETONBD)
		ok(fit.par.limit == BTYD_EQUAL_DROPOUT, "and chosen");
	else	/* for these data, rates that vary very little are slightly better */
		ok(fit.loglik - fit.candidate[BTYD_EQUAL_DROPOUT].loglik < 1.92,
		    "and no worse than any, but for chance");
	fit.par = fit.candidate[BTYD_EQUAL_DROPOUT].par;
	near(fit.par.a, rate, .05, "its probability or rate");
	near(fit.par.b, model == BTYD_PARETONBD ? 1 : 1 - fit.par.a, 1e-14, "and the other");
	near(fit.par.r, .8, .05, "its r");
	near(fit.par.alpha, 9, .1,
	    "its alpha, a little larger as two purchases of a day count once");
	ok(isnan(fit.candidate[BTYD_EQUAL_DROPOUT].se[0]), "no standard error");
	fit.loglik = fit.candidate[BTYD_EQUAL_DROPOUT].loglik;
	test_loglik(&fit, n);
}

static void
test_simulated(void)
{
	struct btyd_fit fit;

	test_regular(BTYD_BGNBD, (double[]){ .5, 6, 1, 3 }, (struct leaving){ .a = 1, .b = 3 }, 2);
	test_regular(BTYD_MBGNBD, (double[]){ .5, 6, 1, 3 },
	    (struct leaving){ .a = 1, .b = 3, .first = true }, 2);
	test_regular(BTYD_PARETONBD, (double[]){ .5, 6, .6, 12 },
	    (struct leaving){ .s = .6, .beta = 12 }, 2);
	test_equal(BTYD_BGNBD, (struct leaving){ .a = .125 }, .125, 3);
	test_equal(BTYD_MBGNBD, (struct leaving){ .a = .125, .first = true }, .125, 4);
	test_equal(BTYD_PARETONBD, (struct leaving){ .s = .04 }, .04, 3);
	for (int k = 0; k < MODELS; k++) {
		enum btyd_model model = (enum btyd_model)k;

		ok(btyd_fit(model, tuple, simulate(ROWS, 2, 3000,
		    (struct leaving){ .a = 1, .b = 3 }, 5), 1, &fit) &&
		    fit.candidate[BTYD_NO_DROPOUT].par.alpha > 1000, "rare purchases");
		ok(btyd_fit(model, tuple, simulate(ROWS, 1e6, 1e7, (struct leaving){ 0 }, 4), 1,
		    &fit),
		    "everyone buys alike");
		const bool equal = fit.par.rates == BTYD_EQUAL_RATES;

		ok((equal || fit.par.r > 1000) && fit.par.limit == BTYD_NO_DROPOUT,
		    "but for chance");
		near(equal ? fit.par.lambda : fit.par.r / fit.par.alpha, .1, .02,
		    "a little less than the rate, as two purchases of a day count once");
	}
}

/* A maximum of its own: half of the customers leave at the first chance, the others never. */
static void
test_at_once(void)
{
	const struct leaving repeat = { .half = true }, first = { .half = true, .first = true };
	struct btyd_fit fit;

	for (int k = 0; k < MODELS; k++) {
		ok(btyd_fit((enum btyd_model)k, tuple,
		    simulate(800, 1, 4, k == BTYD_BGNBD ? repeat : first, 6), 1, &fit) &&
		    isnan(fit.se[0]) && fit.par.limit == BTYD_ONCE_OR_NEVER,
		    "some leave at once, the others never");
		near(fit.par.a, .5, .1, "half of them");
		near(fit.par.b, 1 - fit.par.a, 1e-14, "and the others");
	}
}

/*
 * Shops of 10,000 customers of whom few leave: never worse than the truth, whichever limit that is
 * near.
 */
static void
test_rare(void)
{
	enum { SHOPS = 6, CUSTOMERS = 10000 };

	for (unsigned long seed = 1; seed <= SHOPS; seed++) {
		const bool first = seed % 2 == 0;
		const double p = seed % 3 == 0 ? 1e-4 : 1e-3;
		const size_t n = simulate(CUSTOMERS, 1, 9,
		    (struct leaving){ .a = p, .first = first }, seed);
		const struct btyd truth = { .model = first ? BTYD_MBGNBD : BTYD_BGNBD, .r = 1,
		    .alpha = 9, .a = p,
			.limit = BTYD_EQUAL_DROPOUT, .b = 1 - p };
		struct btyd_fit fit;
		double sum = 0;

		ok(btyd_fit(truth.model, tuple, n, 1, &fit), "a shop that few leave");
		test_loglik(&fit, n);
		for (size_t i = 0; i < n; i++)
			sum += (double)tuple[i].n * btyd_loglik(&truth, (double)tuple[i].x,
			    tuple[i].recency / 7., tuple[i].age / 7.);
		ok(fit.loglik >= sum, "the truth is no better");
		for (size_t i = 0; i < BTYD_CANDIDATES; i++)
			ok(!(fit.candidate[i].loglik > fit.loglik + 1e-6 + 1e-12 * fabs(sum)),
			    "nor is another candidate");
	}
}

static void
test_nothing(void)
{
	struct btyd_fit fit;
	struct btyd_tuple one[] = { { 0, 0, 10, 5 }, { 0, 0, 20, 5 } };

	ok(!btyd_fit(BTYD_BGNBD, NULL, 0, 1, &fit) && fit.customers == 0, "no tuple");
	ok(!btyd_fit(BTYD_PARETONBD, one, 2, 1, &fit) && fit.customers == 10 && isnan(fit.par.r),
	    "no repeat purchase");
}

int
main(void)
{
	test_cdnow();
	test_published();
	test_retail();
	test_simulated();
	test_at_once();
	test_rare();
	test_nothing();
	return done();
}
