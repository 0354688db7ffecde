#include "lib/value/btyd.h"

#include <string.h>

#include "tests/unit/grid.h"

static struct btyd
regular(enum btyd_model model, const double par[4])
{
	return (struct btyd){ .model = model, .r = par[0], .alpha = par[1], .a = par[2],
	    .b = par[3] };
}

/* By the first letter: BG, MBG, PN. */
static enum btyd_model
model_of(double letter)
{
	return letter == 'B' ? BTYD_BGNBD : letter == 'M' ? BTYD_MBGNBD : BTYD_PARETONBD;
}

/*
 * Rows of model, p1 .. p4, x, t_x, T, t, log-likelihood, P(alive), expected, P(no purchase) if
 * NONE.
 */
static void
test_oracle(const char *path, size_t rows, bool none, double reltol)
{
	size_t n = grid_load(path);
	char name[80];

	ok(n == rows, path);
	for (size_t i = 0; i < n; i++) {
		const double *c = grid_cell[i], *at = c + 5;
		const struct btyd m = regular(model_of(c[0]), c + 1);

		snprintf(name, sizeof name, "row %zu: log-likelihood", i + 1);
		/* it may be 0 */
		ok(fabs(btyd_loglik(&m, at[0], at[1], at[2]) - c[9]) <= reltol * (1 + fabs(c[9])),
		    name);
		near(btyd_alive(&m, at[0], at[1], at[2]), c[10], reltol, "P(alive)");
		near(btyd_expected(&m, at[0], at[1], at[2], at[3]), c[11], reltol,
		    "expected purchases");
		if (none)
			near(btyd_none(&m, at[0], at[1], at[2], at[3]), c[12], reltol,
			    "P(no purchase)");
	}
}

/*
 * r alpha a b, x tx T t, P(alive) and expected purchases by mpmath with 120 digits:
 * s = r+x; e = a-1; c = a+b+x-1; z = t/(alpha+T+t); pa*c/e*(1-(1-z)**e*hyp2f1(c-s, e, c, z)),
 * where a = 1 is a = 1 + 1e-50 and a+b+x = 1 is b + 1e-50.
 */
static const struct {
	double par[4];
	double x, tx, T, t, alive, expected;
} hard[] = {
	{ { 0.5, 1.5, 1.0, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1546096490187780073e-1,
	    1.1379005405414356049 },
	{ { 0.5, 1.5, 1.0, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712245624321e-1 },
	{ { 0.5, 1.5, 1.000000000001, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1546096490164111093e-1,
	    1.1379005405407631317 },
	{ { 0.5, 1.5, 1.000000000001, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712240624504e-1 },
	{ { 0.5, 1.5, 0.999999999999, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1546096490211446426e-1,
	    1.1379005405421080036 },
	{ { 0.5, 1.5, 0.999999999999, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124712250623582e-1 },
	{ { 0.5, 1.5, 1.0000001, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.154609412350021386e-1,
	    1.13790047330008843 },
	{ { 0.5, 1.5, 1.0000001, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698124212308485714e-1 },
	{ { 0.5, 1.5, 0.9999999, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1546098856875525675e-1,
	    1.1379006077827894162 },
	{ { 0.5, 1.5, 0.9999999, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698125212182804437e-1 },
	{ { 0.5, 1.5, 1.0001, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1543729893536820323e-1,
	    1.1378333025463045307 },
	{ { 0.5, 1.5, 1.0001, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9697624796117652066e-1 },
	{ { 0.5, 1.5, 0.9999, 2.0 }, 2.0, 30.0, 39.0, 39.0, 6.1548463268855497603e-1,
	    1.1379677852475912117 },
	{ { 0.5, 1.5, 0.9999, 2.0 }, 0.0, 0.0, 39.0, 39.0, 1.0, 3.9698624670438024577e-1 },
	{ { 100.0, 50.0, 0.125, 0.5 }, 0.0, 0.0, 10.0, 52.0, 1.0, 4.6064147854033178044e+1 },
	{ { 100.0, 1.0, 0.125, 0.5 }, 3.0, 9.0, 10.0, 52.0, 1.0892062639995566471e-3,
	    3.1982731121541396514e-1 },
	{ { 0.25, 0.0001, 0.8, 2.5 }, 0.0, 0.0, 0.0, 520.0, 1.0, 1.0942316392083575845e+2 },
	{ { 0.25, 0.0001, 1.0, 2.5 }, 0.0, 0.0, 0.0, 520.0, 1.0, 2.6634980843979219754e+1 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 5000.0, 3600.0, 3650.0, 3650.0, 8.0883786397959668394e-27,
	    3.0582106211078504929e-23 },
	{ { 0.25, 4.5, 0.125, 0.25 }, 0.0, 0.0, 20.0, 39.0, 1.0, 3.2748956968104101742e-1 },
	{ { 0.25, 4.5, 0.25, 0.75 }, 0.0, 0.0, 20.0, 39.0, 1.0, 3.3787153295048431928e-1 },
	{ { 0.25, 4.5, 1.0, 2.5 }, 3.0, 10.0, 39.0, 1e-06, 1.124044608457595428e-1,
	    8.3980343678898223158e-9 },
	{ { 900.0, 800.0, 300.0, 700.0 }, 2.0, 10.0, 20.0, 39.0, 3.6473135603094999387e-5,
	    1.2210527717705742478e-4 },
	{ { 0.75, 9.0, 0.0001, 0.5 }, 7.0, 50.0, 52.0, 52.0, 9.9998008037660033286e-1,
	    6.6061710228760386801 },
	{ { 2.0, 0.01, 3.0, 0.01 }, 1.0, 0.5, 1.0, 520.0, 4.2898174139732597934e-4,
	    6.4561505864113422411e-4 },
};

/* r alpha a b, x tx T t, rate: the same, week by week, discounted. */
static const struct {
	double par[4];
	double x, tx, T, t, rate, want;
} discounted[] = {
	{ { 0.25, 4.5, 0.75, 2.5 }, 2.0, 30.0, 39.0, 52.0, 0.125, 1.5081237797413864406 },
	{ { 0.25, 4.5, 1.0, 2.5 }, 0.0, 0.0, 0.0, 52.0, 0.125, 1.2599983248974961965 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 1.0, 3.0, 39.0, 10.25, 0.125, 7.5213408673905124441e-2 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 150.0, 38.0, 39.0, 52.0, 0.125, 1.0671856169556019284e+2 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 5000.0, 3640.0, 3650.0, 30.0, 0.125, 2.932597611806263165e-1 },
	{ { 0.25, 0.0625, 0.75, 2.5 }, 0.0, 0.0, 0.0, 104.0, 0.0, 1.6094735750755943268e+1 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 1.0, 3.0, 39.0, 0.5, 0.125, 3.8697072868976718471e-3 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 4.0, 25.0, 39.0, 520.0, 0.125, 7.2350747776033989932 },
	{ { 40.0, 2.0, 0.125, 0.25 }, 1.0, 3.0, 4.0, 52.0, 0.125, 2.0418296111163082014e-1 },
	{ { 0.25, 4.5, 0.75, 2.5 }, 0.0, 0.0, 0.0, 520.0, 0.125, 3.8570644809301400878 },
	{ { 0.5, 4.5, 1.5, 2.5 }, 3.0, 25.0, 26.0, 260.5, 0.125, 4.2904320435534743762 },
};

static void
test_hard(void)
{
	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		const struct btyd m = regular(BTYD_BGNBD, hard[i].par);
		char name[100];

		snprintf(name, sizeof name, "r %g alpha %g a %.17g b %g x %g", m.r, m.alpha, m.a,
		    m.b, hard[i].x);
		near(btyd_alive(&m, hard[i].x, hard[i].tx, hard[i].T), hard[i].alive, 1e-12, name);
		near(btyd_expected(&m, hard[i].x, hard[i].tx, hard[i].T, hard[i].t),
		    hard[i].expected, 1e-12, name);
	}
	for (size_t i = 0; i < sizeof discounted / sizeof *discounted; i++) {
		const struct btyd m = regular(BTYD_BGNBD, discounted[i].par);

		near(btyd_discounted(&m, discounted[i].x, discounted[i].tx, discounted[i].T,
		    discounted[i].t, discounted[i].rate), discounted[i].want, 1e-11, "discounted");
	}
}

/* The maximum likelihood of CDNOW at 1997-09-30, and what is published of it. */
static const struct btyd cdnow[BTYD_MODELS] = {
	{ BTYD_BGNBD, BTYD_REGULAR, .242594517, 4.41360189, { .792921991 }, { 2.42590668 } },
	{ BTYD_MBGNBD, BTYD_REGULAR, .524843129, 6.18308505, { .891359399 }, { 1.61400236 } },
	{ BTYD_PARETONBD, BTYD_REGULAR, .553277037, 10.5776832, { .606239832 }, { 11.6687307 } },
};

static void
test_known(void)
{
	struct btyd m = { BTYD_BGNBD, BTYD_REGULAR, .243, 4.414, { .793 }, { 2.426 } };

	near(btyd_expected(&m, 2, 30.43, 38.86, 39), 1.226028, 1e-6, "the published example");
	near(btyd_alive(&m, 2, 30.43, 38.86), .726579, 1e-6, "its P(alive)");
	near(btyd_new(&cdnow[BTYD_BGNBD], 52), 1.444012401, 1e-8, "a new customer in a year");
	near(btyd_new(&cdnow[BTYD_PARETONBD], 52), 1.473434321, 1e-8,
	    "a new customer in a year, Pareto/NBD");
	ok(btyd_alive(&m, 0, 0, 100) == 1, "x = 0 is alive in BG/NBD");
	near(btyd_alive(&cdnow[BTYD_MBGNBD], 0, 0, 0), 1.61400236 / (1.61400236 + .891359399),
	    1e-14,
	    "who has just bought for the first time may have left in MBG/NBD");
	ok(btyd_alive(&cdnow[BTYD_PARETONBD], 3, 20, 20) == 1,
	    "who has just bought is alive in Pareto/NBD");
}

/* What must hold in every model. */
static void
test_edges(const struct btyd *m)
{
	ok(btyd_expected(m, 2, 30, 39, 0) == 0, "nothing is expected in no time");
	ok(btyd_discounted(m, 2, 30, 39, 0, .1) == 0, "nor worth anything");
	near(btyd_none(m, 2, 30, 39, 0), 1, 1e-15, "no purchase in no time");
	near(btyd_discounted(m, 2, 30, 39, 52, 0), btyd_expected(m, 2, 30, 39, 52), 1e-13,
	    "rate 0");
	near(btyd_discounted(m, 2, 30, 39, 10.5, 0), btyd_expected(m, 2, 30, 39, 10.5), 1e-13,
	    "a partial week");
	near(btyd_none(m, 2, 30, 39, 26), exp(btyd_loglik(m, 2, 30, 65) -
	    btyd_loglik(m, 2, 30, 39)), 1e-11,
	    "to be silent on is to have been silent for longer");
	near(btyd_none(m, 2, 30, 39, 1e-6), 1 - btyd_expected(m, 2, 30, 39, 1e-6), 1e-11,
	    "in an instant one buys once or not at all");
}

/* The limits are what the regular model tends to. */
static void
test_limit(const struct btyd *limit, const struct btyd *almost)
{
	for (double x = 0; x < 9; x += 4) {
		double tx = x > 0 ? 20 : 0;

		near(btyd_loglik(limit, x, tx, 39), btyd_loglik(almost, x, tx, 39), 1e-6,
		    "limit: likelihood");
		near(btyd_alive(limit, x, tx, 39), btyd_alive(almost, x, tx, 39), 1e-6,
		    "limit: P(alive)");
		near(btyd_expected(limit, x, tx, 39, 26), btyd_expected(almost, x, tx, 39, 26),
		    1e-6, "limit: expected");
		near(btyd_none(limit, x, tx, 39, 26), btyd_none(almost, x, tx, 39, 26), 1e-6,
		    "limit: none");
		near(btyd_discounted(limit, x, tx, 39, 26, .1),
		    btyd_discounted(almost, x, tx, 39, 26, .1), 1e-6,
		    "limit: discounted");
	}
}

static void
test_limits(void)
{
	for (int model = BTYD_BGNBD; model < BTYD_MODELS; model++) {
		const bool pareto = model == BTYD_PARETONBD;
		struct btyd none = { (enum btyd_model)model, BTYD_NO_DROPOUT, .75, 8.75, { 0 },
		    { 1 } }, almost = none;
		struct btyd equal = none, many = none;

		almost.limit = many.limit = BTYD_REGULAR;
		almost.a = 1e-9;
		equal.limit = BTYD_EQUAL_DROPOUT;
		equal.a = pareto ? .03125 : .25;
		equal.b = pareto ? 1 : .75;
		many.a = equal.a * 1e9;
		many.b = equal.b * 1e9;
		test_limit(&none, &almost);
		test_limit(&equal, &many);
		test_edges(&none);
		test_edges(&equal);
	}
}

/* Is column WANT, from a reference, what ours are? */
static void
compare(const char *name, size_t n, const double *ours, int want)
{
	bool same = true;

	for (size_t i = 0; i < n; i++)
		same = same && is_near(ours[i], grid_cell[i][want], 1e-6);
	ok(same, name);
}

/* The customers of CDNOW at the reference's parameters. */
static void
test_cdnow(void)
{
	enum { X, TX, T, ZBAR, ESPEND = 6, NONE = -1, HOLDOUT = 39 };
	static const struct {
		const char *name;
		int alive, expected, none, clv;
		double total;		/* expected in the holdout of 39 weeks, of all */
	} column[BTYD_MODELS] = {
		{ "BG/NBD", 4, 5, 8, 7, 1653.409 }, { "MBG/NBD", 9, 10, 11, NONE, 1576.728 },
		{ "Pareto/NBD", 12, 13, 15, 14, 1665.513 },
	};
	static double ours[4][GRID_ROWS];
	const size_t n = grid_load("tests/data/cdnow_customers.csv");

	ok(n == 2357, "2357 customers");
	for (int k = 0; k < BTYD_MODELS; k++) {
		const struct btyd *m = &cdnow[k];
		double total = 0;

		for (size_t i = 0; i < n; i++) {
			const double *c = grid_cell[i], tx = round(c[TX] * 7) / 7,
			    age = round(c[T] * 7) / 7;

			ours[0][i] = btyd_alive(m, c[X], tx, age);
			ours[1][i] = btyd_expected(m, c[X], tx, age, HOLDOUT);
			ours[2][i] = btyd_none(m, c[X], tx, age, HOLDOUT);
			ours[3][i] = c[ESPEND] * btyd_discounted(m, c[X], tx, age, 52, .1);
			total += ours[1][i];
		}
		compare(column[k].name, n, ours[0], column[k].alive);
		compare("expected purchases of every customer", n, ours[1], column[k].expected);
		compare("P(no purchase) of every customer", n, ours[2], column[k].none);
		if (column[k].clv != NONE)
			compare("value of every customer over 52 weeks at 10 %", n, ours[3],
			    column[k].clv);
		near(total, column[k].total, 1e-6, "purchases in the holdout");
	}
}

int
main(void)
{
	test_oracle("tests/data/model_tuples.csv", 110, false, 1e-11);
	test_oracle("tests/data/extreme_tuples.csv", 90, true, 1e-10);
	test_hard();
	test_known();
	for (int model = BTYD_BGNBD; model < BTYD_MODELS; model++)
		test_edges(&cdnow[model]);
	test_limits();
	test_cdnow();
	return done();
}
