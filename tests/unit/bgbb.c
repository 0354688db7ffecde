/*
 * bgbb: the donations of Fader, Hardie and Shang (2010) with all cells of an independent
 * computation, the sum of all probabilities, and data whose maximum is known by hand at a limit.
 */
#include "lib/value/bgbb.h"

#include "tests/unit/grid.h"

enum { CELLS = 22 };
static struct bgbb_cell cell[CELLS];

static void
test_donations(void)
{
	static const double want[] = { 1.20352237, .749716361, .656718143, 2.78344185 };
	static const double se[] = { .069391, .029448, .05101, .32082 };
	static const double published[] = { 1.204, .750, .657, 2.783 };
	const size_t n = grid_load("tests/data/bgbb_donations.csv");
	struct bgbb_fit fit;
	double expected = 0, dert = 0;
	bool alive = true, next = true, orders = true, residual = true;

	/* backwards: the fit sorts its data */
	for (size_t i = 0; i < n && i < CELLS; i++)
		cell[CELLS - 1 - i] = (struct bgbb_cell){ (int64_t)grid_cell[i][0],
		    (int64_t)grid_cell[i][1], (int64_t)grid_cell[i][2],
		    (int64_t)grid_cell[i][3] };
	ok(n == CELLS && bgbb_fit(cell, n, &fit), "donations fit");
	const double got[] = { fit.par.p.a, fit.par.p.b, fit.par.theta.a, fit.par.theta.b };

	ok(fit.par.buying == BGBB_REGULAR && fit.par.leaving == BGBB_REGULAR, "regular");
	ok(fit.customers == 11104 && fit.cells == CELLS, "11104 customers in 22 cells");
	near(fit.loglik, -33225.58127435, 1e-4 / 33225, "log-likelihood");
	for (size_t i = 0; i < 4; i++) {
		ok(fabs(got[i] - want[i]) < 1e-3 * se[i], "parameter");
		ok(fabs(got[i] - published[i]) < 5.1e-4, "as published");
		near(fit.se[i], se[i], 1e-4, "standard error");
	}
	for (size_t i = 0; i < n; i++) {
		const double *g = grid_cell[i], x = g[0], tx = g[1], m = g[2];
		const double e5 = bgbb_expected(&fit.par, x, tx, m, 5, 0);
		const double d = bgbb_expected(&fit.par, x, tx, m, INFINITY, .1);

		alive = alive && is_near(bgbb_alive(&fit.par, x, tx, m), g[4], 1e-6);
		next = next && is_near(bgbb_alive_next(&fit.par, x, tx, m), g[5], 1e-6);
		orders = orders && is_near(e5, g[6], 1e-6);
		residual = residual && is_near(d, g[7], 1e-6);
		expected += g[3] * e5;
		dert += g[3] * d;
	}
	ok(alive && next, "P(alive) at n and n + 1 of all cells");
	ok(orders && residual, "five periods and DERT of all cells");
	near(expected, 12884.1570456, 1e-6, "five periods, all customers");
	near(dert, 20291.3016428, 1e-6, "DERT, all customers");
}

/* Over all sequences of five opportunities the probabilities add up to 1. */
static void
test_sum(const char *name, const struct bgbb *m)
{
	double sum = 0;

	for (unsigned s = 0; s < 32; s++) {
		int x = 0, tx = 0;

		for (int i = 1; i <= 5; i++)
			if (s >> (i - 1) & 1) {
				x++;
				tx = i;
			}
		const double l = bgbb_loglik(m, x, tx, 5);

		sum += exp(l);
		if (l > -INFINITY && !(bgbb_alive(m, x, tx, 5) >= 0 &&
		    bgbb_alive(m, x, tx, 5) <= 1 + 1e-12))
			ok(false, "P(alive) is a probability");
	}
	near(sum, 1, 1e-12, name);
}

static void
test_sums(void)
{
	static const double p[] = { .7, 1.9 }, theta[] = { .3, 2.2 };
	char name[80];

	for (int b = 0; b < BGBB_LIMITS; b++)
		for (int l = 0; l < BGBB_LIMITS; l++) {
			const struct bgbb m = bgbb_of((enum bgbb_limit)b, p, (enum bgbb_limit)l,
			    theta);

			snprintf(name, sizeof name, "all sequences, limits %d and %d", b, l);
			test_sum(name, &m);
		}
}

/* By hand: p is 1/2 and theta 1/4; one purchase, at the first of two opportunities. */
static void
test_equal(void)
{
	const struct bgbb m = bgbb_of(BGBB_EQUAL, (const double[]){ .5 }, BGBB_EQUAL,
	    (const double[]){ .25 });
	/* bought, then stayed without buying (3/4 1/2) or left (1/4) */
	const double all = 3 / 8. * (3 / 8. + 1 / 4.);

	near(bgbb_loglik(&m, 1, 1, 2), log(all), 1e-13, "worked by hand");
	near(bgbb_alive(&m, 1, 1, 2), 9 / 64. / all, 1e-13, "alive");
	near(bgbb_alive_next(&m, 1, 1, 2), 27 / 256. / all, 1e-13, "alive at the next one");
	near(bgbb_expected(&m, 1, 1, 2, 2, 0), 9 / 64. / all * .5 * (3 / 4. + 9 / 16.), 1e-13,
	    "two more opportunities");
	near(bgbb_expected(&m, 1, 1, 2, INFINITY, 0), 9 / 64. / all * .5 * 3, 1e-13, "all");
	near(bgbb_expected(&m, 1, 1, 2, INFINITY, .5), 9 / 64. / all * .5 * 1, 1e-13,
	    "all, discounted");
	ok(bgbb_loglik(&m, 0, 0, 0) == 0 && bgbb_alive(&m, 0, 0, 0) == 1, "no opportunity yet");
}

static void
is_limit(const char *name, struct bgbb_cell *c, size_t n, enum bgbb_limit buying,
    enum bgbb_limit leaving, double loglik)
{
	struct bgbb_fit fit;

	ok(bgbb_fit(c, n, &fit) && fit.par.buying == buying && fit.par.leaving == leaving, name);
	near(fit.loglik, loglik, 1e-9, name);
	ok(isnan(fit.se[0]) && isnan(fit.se[3]), "no standard errors at a limit");
}

static void
test_limits(void)
{
	struct bgbb_fit fit;

	is_limit("everybody buys every time",
	    (struct bgbb_cell[]){ { 3, 3, 3, 7 }, { 2, 2, 2, 5 } }, 2, BGBB_CERTAIN, BGBB_CERTAIN,
	    0);
	is_limit("half leave before each opportunity",
	    (struct bgbb_cell[]){ { 0, 0, 3, 500 }, { 1, 1, 3, 250 }, { 2, 2, 3, 125 },
	    { 3, 3, 3, 125 } }, 4, BGBB_CERTAIN, BGBB_EQUAL, -1750 * M_LN2);
	is_limit("coins", (struct bgbb_cell[]){ { 0, 0, 2, 250 }, { 1, 1, 2, 250 },
	    { 1, 2, 2, 250 }, { 2, 2, 2, 250 } }, 4, BGBB_EQUAL, BGBB_CERTAIN, -2000 * M_LN2);
	/* Both sets fit exactly: the shares of the sequences are those of the model. */
	is_limit("three coins, and 300 who left at once", (struct bgbb_cell[]){ { 0, 0, 3, 400 },
	    { 1, 1, 3, 100 }, { 1, 2, 3, 100 }, { 1, 3, 3, 100 }, { 2, 2, 3, 100 },
	    { 2, 3, 3, 200 }, { 3, 3, 3, 100 } }, 7, BGBB_EQUAL, BGBB_SPLIT,
	    400 * log(4 / 11.) + 700 * log(1 / 11.));
	is_limit("60 % buy until they leave, with 1/2", (struct bgbb_cell[]){ { 0, 0, 3, 700 },
	    { 1, 1, 3, 150 }, { 2, 2, 3, 75 }, { 3, 3, 3, 75 } }, 4, BGBB_SPLIT, BGBB_EQUAL,
	    700 * log(.7) + 150 * log(.15) + 150 * log(.075));
	ok(!bgbb_fit((struct bgbb_cell[]){ { 0, 0, 4, 9 } }, 1, &fit), "nobody bought again");
	ok(!bgbb_fit(NULL, 0, &fit) && fit.customers == 0, "nobody");
}

static void
test_wrong(void)
{
	ok(bgbb_wrong(2, 3, 6) == NULL && bgbb_wrong(0, 0, 0) == NULL, "valid");
	ok(bgbb_wrong(2, 7, 6) && bgbb_wrong(4, 3, 6) && bgbb_wrong(0, 3, 6) && bgbb_wrong(2, 0, 6),
	    "not valid");
}

int
main(void)
{
	test_donations();
	test_sums();
	test_equal();
	test_limits();
	test_wrong();
	return done();
}
