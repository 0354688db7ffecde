#include "lib/bgnbd.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { ROWS = 20000, COLUMNS = 12 };
static struct bgnbd_tuple tuple[ROWS];
static double cell[ROWS][COLUMNS];

/* The numbers of a CSV whose first SKIP columns are not numbers; how many rows. */
static size_t
load(const char *path, int skip)
{
	FILE *f = fopen(path, "r");
	char line[1000], *at;
	size_t n = 0;

	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		ok(false, path);
		exit(1);
	}
	for (; n < ROWS && fgets(line, sizeof line, f); n++) {
		at = line;
		for (int i = 0; i < skip && at; i++)
			at = strchr(at, ',') + 1;
		for (int i = 0; i < COLUMNS && *at && *at != '\n'; i++, at += *at == ',')
			cell[n][i] = strtod(at, &at);
	}
	fclose(f);
	return n;
}

static int
by_tuple(const void *a, const void *b)
{
	const struct bgnbd_tuple *s = a, *t = b;

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
	size_t n = load(path, 0);

	for (size_t i = 0; i < n; i++) {
		tuple[i] = (struct bgnbd_tuple){ (int64_t)cell[i][0], (int32_t)lround(cell[i][1] * 7),
			(int32_t)lround(cell[i][2] * 7), 1 };
		cell[i][1] = tuple[i].recency / 7.;
		cell[i][2] = tuple[i].age / 7.;
	}
	return collapse(n);
}

static void
test_oracle(void)
{
	size_t n = load("tests/data/bg_tuples.csv", 1);
	char name[80];

	ok(n == 34, "34 tuples");
	for (size_t i = 0; i < n; i++) {
		const double *c = cell[i];
		struct bgnbd m = { c[0], c[1], c[2], c[3], BGNBD_REGULAR };

		snprintf(name, sizeof name, "tuple %zu: log-likelihood", i + 1);
		if (fabs(c[8]) < 1e-60)		/* x = 0, T = 0: certain */
			near(bgnbd_loglik(&m, c[4], c[5], c[6]), 0, 1e-15, name);
		else
			near(bgnbd_loglik(&m, c[4], c[5], c[6]), c[8], 1e-12, name);
		near(bgnbd_alive(&m, c[4], c[5], c[6]), c[9], 1e-12, "P(alive)");
		near(bgnbd_expected(&m, c[4], c[5], c[6], c[7]), c[10], 1e-12, "expected purchases");
	}
}

/*
 * r alpha a b, x tx T t, P(alive) and expected purchases by mpmath with 120 digits:
 * s = r+x; e = a-1; c = a+b+x-1; z = t/(alpha+T+t); pa*c/e*(1-(1-z)**e*hyp2f1(c-s, e, c, z)),
 * where a = 1 is a = 1 + 1e-50 and a+b+x = 1 is b + 1e-50.
 */
static const struct {
	struct bgnbd m;
	double x, tx, T, t, alive, expected;
} hard[] = {
	{ { 0.5, 1.5, 1.0, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1546096490187780073e-1, 1.1379005405414356049 },
	{ { 0.5, 1.5, 1.0, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712245624321e-1 },
	{ { 0.5, 1.5, 1.000000000001, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1546096490164111093e-1, 1.1379005405407631317 },
	{ { 0.5, 1.5, 1.000000000001, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712240624504e-1 },
	{ { 0.5, 1.5, 0.999999999999, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1546096490211446426e-1, 1.1379005405421080036 },
	{ { 0.5, 1.5, 0.999999999999, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712250623582e-1 },
	{ { 0.5, 1.5, 1.0000001, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.154609412350021386e-1, 1.13790047330008843 },
	{ { 0.5, 1.5, 1.0000001, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124212308485714e-1 },
	{ { 0.5, 1.5, 0.9999999, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1546098856875525675e-1, 1.1379006077827894162 },
	{ { 0.5, 1.5, 0.9999999, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698125212182804437e-1 },
	{ { 0.5, 1.5, 1.0001, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1543729893536820323e-1, 1.1378333025463045307 },
	{ { 0.5, 1.5, 1.0001, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9697624796117652066e-1 },
	{ { 0.5, 1.5, 0.9999, 2.0, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 39.0, 6.1548463268855497603e-1, 1.1379677852475912117 },
	{ { 0.5, 1.5, 0.9999, 2.0, BGNBD_REGULAR }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698624670438024577e-1 },
	{ { 100.0, 50.0, 0.125, 0.5, BGNBD_REGULAR }, 0.0, 0.0, 10.0, 52.0, 1.0, 4.6064147854033178044e+1 },
	{ { 100.0, 1.0, 0.125, 0.5, BGNBD_REGULAR }, 3.0, 9.0, 10.0, 52.0, 1.0892062639995566471e-3, 3.1982731121541396514e-1 },
	{ { 0.25, 0.0001, 0.8, 2.5, BGNBD_REGULAR }, 0.0, 0.0, 0.0, 520.0, 1.0, 1.0942316392083575845e+2 },
	{ { 0.25, 0.0001, 1.0, 2.5, BGNBD_REGULAR }, 0.0, 0.0, 0.0, 520.0, 1.0, 2.6634980843979219754e+1 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 5000.0, 3600.0, 3650.0, 3650.0, 8.0883786397959668394e-27, 3.0582106211078504929e-23 },
	{ { 0.25, 4.5, 0.125, 0.25, BGNBD_REGULAR }, 0.0, 0.0, 20.0, 39.0, 1.0, 3.2748956968104101742e-1 },
	{ { 0.25, 4.5, 0.25, 0.75, BGNBD_REGULAR }, 0.0, 0.0, 20.0, 39.0, 1.0, 3.3787153295048431928e-1 },
	{ { 0.25, 4.5, 1.0, 2.5, BGNBD_REGULAR }, 3.0, 10.0, 39.0, 1e-06, 1.124044608457595428e-1, 8.3980343678898223158e-9 },
	{ { 900.0, 800.0, 300.0, 700.0, BGNBD_REGULAR }, 2.0, 10.0, 20.0, 39.0, 3.6473135603094999387e-5, 1.2210527717705742478e-4 },
	{ { 0.75, 9.0, 0.0001, 0.5, BGNBD_REGULAR }, 7.0, 50.0, 52.0, 52.0, 9.9998008037660033286e-1, 6.6061710228760386801 },
	{ { 2.0, 0.01, 3.0, 0.01, BGNBD_REGULAR }, 1.0, 0.5, 1.0, 520.0, 4.2898174139732597934e-4, 6.4561505864113422411e-4 },
};

/* r alpha a b, x tx T t, rate: the same, week by week, discounted. */
static const struct {
	struct bgnbd m;
	double x, tx, T, t, rate, want;
} discounted[] = {
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 2.0, 30.0, 39.0, 52.0, 0.125, 1.5081237797413864406 },
	{ { 0.25, 4.5, 1.0, 2.5, BGNBD_REGULAR }, 0.0, 0.0, 0.0, 52.0, 0.125, 1.2599983248974961965 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 1.0, 3.0, 39.0, 10.25, 0.125, 7.5213408673905124441e-2 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 150.0, 38.0, 39.0, 52.0, 0.125, 1.0671856169556019284e+2 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 5000.0, 3640.0, 3650.0, 30.0, 0.125, 2.932597611806263165e-1 },
	{ { 0.25, 0.0625, 0.75, 2.5, BGNBD_REGULAR }, 0.0, 0.0, 0.0, 104.0, 0.0, 1.6094735750755943268e+1 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 1.0, 3.0, 39.0, 0.5, 0.125, 3.8697072868976718471e-3 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 4.0, 25.0, 39.0, 520.0, 0.125, 7.2350747776033989932 },
	{ { 40.0, 2.0, 0.125, 0.25, BGNBD_REGULAR }, 1.0, 3.0, 4.0, 52.0, 0.125, 2.0418296111163082014e-1 },
	{ { 0.25, 4.5, 0.75, 2.5, BGNBD_REGULAR }, 0.0, 0.0, 0.0, 520.0, 0.125, 3.8570644809301400878 },
	{ { 0.5, 4.5, 1.5, 2.5, BGNBD_REGULAR }, 3.0, 25.0, 26.0, 260.5, 0.125, 4.2904320435534743762 },
};

static void
test_hard(void)
{
	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		const struct bgnbd *m = &hard[i].m;
		char name[100];

		snprintf(name, sizeof name, "r %g alpha %g a %.17g b %g x %g", m->r, m->alpha, m->a, m->b, hard[i].x);
		near(bgnbd_alive(m, hard[i].x, hard[i].tx, hard[i].T), hard[i].alive, 1e-12, name);
		near(bgnbd_expected(m, hard[i].x, hard[i].tx, hard[i].T, hard[i].t), hard[i].expected, 1e-12, name);
	}
	for (size_t i = 0; i < sizeof discounted / sizeof *discounted; i++)
		near(bgnbd_discounted(&discounted[i].m, discounted[i].x, discounted[i].tx, discounted[i].T,
		    discounted[i].t, discounted[i].rate), discounted[i].want, 1e-11, "discounted");
}

/* Fader, Hardie & Lee 2005, and what must hold at the edges. */
static void
test_known(void)
{
	struct bgnbd m = { .243, 4.414, .793, 2.426, BGNBD_REGULAR };
	struct bgnbd fit = { .242594517, 4.41360189, .792921991, 2.42590668, BGNBD_REGULAR };

	near(bgnbd_expected(&m, 2, 30.43, 38.86, 39), 1.226028, 1e-6, "the published example");
	near(bgnbd_alive(&m, 2, 30.43, 38.86), .726579, 1e-6, "its P(alive)");
	near(bgnbd_new(&fit, 52), 1.444012401, 1e-8, "a new customer in a year");
	ok(bgnbd_alive(&m, 0, 0, 100) == 1, "x = 0 is alive");
	ok(bgnbd_expected(&m, 2, 30, 39, 0) == 0, "nothing is expected in no time");
	ok(bgnbd_discounted(&m, 2, 30, 39, 0, .1) == 0, "nor worth anything");
	ok(bgnbd_none(&m, 2, 30, 39, 0) == 1, "no purchase in no time");
	near(bgnbd_discounted(&m, 2, 30, 39, 52, 0), bgnbd_expected(&m, 2, 30, 39, 52), 1e-13, "rate 0");
	near(bgnbd_discounted(&m, 2, 30, 39, 10.5, 0), bgnbd_expected(&m, 2, 30, 39, 10.5), 1e-13, "a partial week");
	near(bgnbd_none(&m, 2, 30, 39, 1e12), 1 - bgnbd_alive(&m, 2, 30, 39), 1e-9, "who never comes again has left");
}

/* The limits are what the regular model tends to. */
static void
test_limits(void)
{
	struct bgnbd none = { .75, 8.75, 0, 1, BGNBD_NO_DROPOUT }, almost = { .75, 8.75, 1e-9, 1, BGNBD_REGULAR };
	struct bgnbd equal = { .75, 8.75, .25, .75, BGNBD_EQUAL_DROPOUT }, many = { .75, 8.75, 2.5e8, 7.5e8, BGNBD_REGULAR };
	struct bgnbd *limit[] = { &none, &equal }, *regular[] = { &almost, &many };

	for (int i = 0; i < 2; i++)
		for (double x = 0; x < 9; x += 4) {
			double tx = x > 0 ? 20 : 0;

			near(bgnbd_loglik(limit[i], x, tx, 39), bgnbd_loglik(regular[i], x, tx, 39), 1e-6, "limit: likelihood");
			near(bgnbd_alive(limit[i], x, tx, 39), bgnbd_alive(regular[i], x, tx, 39), 1e-6, "limit: P(alive)");
			near(bgnbd_expected(limit[i], x, tx, 39, 26), bgnbd_expected(regular[i], x, tx, 39, 26), 1e-6, "limit: expected");
			near(bgnbd_none(limit[i], x, tx, 39, 26), bgnbd_none(regular[i], x, tx, 39, 26), 1e-6, "limit: none");
			near(bgnbd_discounted(limit[i], x, tx, 39, 26, .1),
			    bgnbd_discounted(regular[i], x, tx, 39, 26, .1), 1e-6, "limit: discounted");
		}
}

static void
test_cdnow(void)
{
	size_t n = load_tuples("tests/data/cdnow_customers.csv");
	struct bgnbd_fit fit, threads;

	ok(n == 1016, "1016 tuples");
	ok(bgnbd_fit(tuple, n, 1, &fit), "cdnow is fitted");
	ok(fit.par.limit == BGNBD_REGULAR && fit.customers == 2357 && fit.tuples == 1016, "a regular fit");
	ok(fabs(fit.par.r - .242594517) < 1e-3 * .012557, "r");
	ok(fabs(fit.par.alpha - 4.41360189) < 1e-3 * .37822, "alpha");
	ok(fabs(fit.par.a - .792921991) < 1e-3 * .18573, "a");
	ok(fabs(fit.par.b - 2.42590668) < 1e-3 * .70542, "b");
	near(fit.loglik, -9582.42920667, 1e-11, "log-likelihood");
	near(fit.se[0], .012557, 1e-4, "standard error of r");
	near(fit.se[1], .37822, 1e-4, "of alpha");
	near(fit.se[2], .18573, 1e-4, "of a");
	near(fit.se[3], .70542, 1e-4, "of b");

	bool alive = true, expected = true, none = true, clv = true;
	for (size_t i = 0; i < 2357; i++) {
		const double *c = cell[i];

		alive = alive && is_near(bgnbd_alive(&fit.par, c[0], c[1], c[2]), c[4], 1e-6);
		expected = expected && is_near(bgnbd_expected(&fit.par, c[0], c[1], c[2], 39), c[5], 1e-6);
		clv = clv && is_near(c[6] * bgnbd_discounted(&fit.par, c[0], c[1], c[2], 52, .1), c[7], 1e-6);
		none = none && is_near(bgnbd_none(&fit.par, c[0], c[1], c[2], 39), c[8], 1e-6);
	}
	ok(alive, "P(alive) of every customer");
	ok(expected, "expected purchases of every customer");
	ok(clv, "value of every customer over 52 weeks at 10 %");
	ok(none, "P(no purchase) of every customer");
	ok(bgnbd_fit(tuple, n, 2, &threads) && memcmp(&fit.par, &threads.par, 4 * sizeof(double)) == 0 &&
	    fit.loglik == threads.loglik, "two threads change no bit");
}

static void
test_retail(void)
{
	size_t n = load_tuples("tests/data/online_retail_customers.csv");
	struct bgnbd_fit fit;

	ok(n == 1515, "1515 tuples");
	ok(bgnbd_fit(tuple, n, 2, &fit), "online retail is fitted");
	ok(fit.par.limit == BGNBD_NO_DROPOUT && fit.customers == 2800, "no dropout is visible");
	near(fit.par.r, .741635945, 1e-6, "r of the NBD");
	near(fit.par.alpha, 8.73670332, 1e-6, "alpha of the NBD");
	near(fit.loglik, -13255.613441, 1e-9, "its log-likelihood");
	ok(isnan(fit.se[0]) && isnan(fit.se[3]), "no standard error at a limit");
}

/* N customers with rates gamma(r, alpha), of whom each leaves after a purchase with probability p, or
   its own of beta(a, b) (a > 0), or every other one of whom leaves at once (p < 0). */
static size_t
simulate(size_t n, double r, double alpha, double a, double b, double p, unsigned long seed)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	gsl_rng_set(rng, seed);
	for (size_t i = 0; i < n; i++) {
		double rate = gsl_ran_gamma(rng, r, 1 / alpha) / 7, own = a > 0 ? gsl_ran_beta(rng, a, b) : p < 0 ? (double)(i % 2) : p;

		tuple[i] = (struct bgnbd_tuple){ .age = 200 + (int32_t)gsl_rng_uniform_int(rng, 165), .n = 1 };
		for (double at = 0;;) {
			at += gsl_ran_exponential(rng, 1 / rate);
			if (at > tuple[i].age)
				break;
			int32_t day = (int32_t)ceil(at);
			tuple[i].x += day > tuple[i].recency;
			tuple[i].recency = day;
			if (gsl_rng_uniform(rng) < own)
				break;
		}
	}
	gsl_rng_free(rng);
	return collapse(n);
}

static void
test_simulated(void)
{
	struct bgnbd_fit fit;

	ok(bgnbd_fit(tuple, simulate(ROWS, .8, 9, 0, 0, .125, 3), 1, &fit), "equal dropout is fitted");
	ok(fit.par.limit == BGNBD_EQUAL_DROPOUT, "equal dropout is found");
	near(fit.par.a, .125, .05, "its probability");
	near(fit.par.a + fit.par.b, 1, 1e-15, "and the other");
	near(fit.par.r, .8, .05, "its r");
	near(fit.par.alpha, 9, .1, "its alpha, a little larger as two purchases of a day count once");
	ok(isnan(fit.se[0]) && isfinite(fit.loglik), "no standard error");
	ok(bgnbd_fit(tuple, simulate(ROWS, .5, 6, 1, 3, 0, 2), 1, &fit) && fit.par.limit == BGNBD_REGULAR, "a regular sample");
	near(fit.par.r, .5, 4 * fit.se[0] / .5, "its r");
	near(fit.par.a, 1, 4 * fit.se[2], "its a");
	near(fit.par.b, 3, 4 * fit.se[3] / 3, "its b");
	ok(bgnbd_fit(tuple, simulate(ROWS, 2, 3000, 1, 3, 0, 5), 1, &fit) && fit.par.alpha > 1000, "rare purchases");
	ok(bgnbd_fit(tuple, simulate(800, 1, 4, 0, 0, -1, 6), 1, &fit) && isnan(fit.se[0]) &&
	    fit.par.a < 1e-3 && fit.par.b < 1e-3, "some leave at once, the others never");
	near(fit.par.a / (fit.par.a + fit.par.b), .5, .1, "half of them");
	ok(!bgnbd_fit(tuple, simulate(ROWS, 1e6, 1e7, 0, 0, 0, 4), 1, &fit), "everyone buys alike: no finite r");
}

static void
test_nothing(void)
{
	struct bgnbd_fit fit;
	struct bgnbd_tuple one[] = { { 0, 0, 10, 5 }, { 0, 0, 20, 5 } };

	ok(!bgnbd_fit(NULL, 0, 1, &fit) && fit.customers == 0, "no tuple");
	ok(!bgnbd_fit(one, 2, 1, &fit) && fit.customers == 10 && isnan(fit.par.r), "no repeat purchase");
}

int
main(void)
{
	test_oracle();
	test_hard();
	test_known();
	test_limits();
	test_cdnow();
	test_retail();
	test_simulated();
	test_nothing();
	return done();
}
