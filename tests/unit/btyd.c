#define _GNU_SOURCE
#include "lib/value/btyd.h"

#include <string.h>

#include "tests/unit/grid.h"

static struct btyd
regular(enum btyd_model model, const double par[4])
{
	return (struct btyd){ .model = model, .r = par[0], .alpha = par[1], .a = par[2],
	    .b = par[3] };
}

/* The model whose name begins with B, M or P: BG, MBG or PN. */
static enum btyd_model
model_of(double letter)
{
	return letter == 'B' ? BTYD_BGNBD : letter == 'M' ? BTYD_MBGNBD : BTYD_PARETONBD;
}

/*
 * Rows of model, p1 .. p4, x, t_x, T, t, log-likelihood, P(alive), expected purchases; and P(no
 * purchase) if NONE.
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
		/* the expected value may be 0 */
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
 *
 *   s = r+x; e = a-1; c = a+b+x-1; z = t/(alpha+T+t); pa*c/e*(1-(1-z)**e*hyp2f1(c-s, e, c, z))
 *
 * For a = 1 it used a = 1 + 1e-50, for a+b+x = 1 it used b + 1e-50.
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

/* r alpha a b, x tx T t, rate: the same per week, discounted. */
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

/* The maximum likelihood of CDNOW at 1997-09-30, and the published results. */
enum { MODELS = BTYD_PARETONBD + 1 };	/* those of the references */

static const struct btyd cdnow[MODELS] = {
	{ .model = BTYD_BGNBD, .r = .242594517, .alpha = 4.41360189, .a = .792921991,
	    .b = 2.42590668 },
	{ .model = BTYD_MBGNBD, .r = .524843129, .alpha = 6.18308505, .a = .891359399,
	    .b = 1.61400236 },
	{ .model = BTYD_PARETONBD, .r = .553277037, .alpha = 10.5776832, .s = .606239832,
	    .beta = 11.6687307 },
};

static void
test_known(void)
{
	struct btyd m = { .model = BTYD_BGNBD, .r = .243, .alpha = 4.414, .a = .793, .b = 2.426 };

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

/* Rules that hold for every model. */
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

/* The regular model tends to the limits. */
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

/* P as the probability of each chance, or P/8 as the rate per week. */
static struct btyd
limit_of(int model, int rates, int limit, double p)
{
	struct btyd m = { .model = (enum btyd_model)model, .limit = (enum btyd_limit)limit,
	    .rates = (enum btyd_rates)rates,
		.b = 1, .stages = model > BTYD_PARETONBD ? 3 : 0 };

	if (rates == BTYD_GAMMA_RATES) {
		m.r = .75;
		m.alpha = 8.75;
	} else {
		m.lambda = .125;
	}
	if (limit == BTYD_EQUAL_DROPOUT && model == BTYD_PARETONBD) {
		m.s = p / 8;
	} else if (limit != BTYD_NO_DROPOUT) {
		m.a = p;
		m.b = 1 - p;
	}
	return m;
}

/*
 * An interior point next to a limit of dropout. Next to once-or-never, Pareto/NBD has no such point
 * at which the ages 39 and 13 give the same.
 */
static struct btyd
beside(const struct btyd *limit)
{
	/* the fewer purchases are expected by chance, the nearer */
	const double little = limit->stages > 0 ? 1e-13 : 1e-9;
	struct btyd m = *limit;

	m.limit = BTYD_REGULAR;
	if (limit->limit == BTYD_NO_DROPOUT) {
		m.a = little / 10;
	} else {
		m.a *= limit->limit == BTYD_EQUAL_DROPOUT ? 1e9 : little;
		m.b *= limit->limit == BTYD_EQUAL_DROPOUT ? 1e9 : little;
	}
	return m;
}

static void
test_limits(void)
{
	for (int model = BTYD_BGNBD; model < BTYD_NBD; model++)
		for (int rates = 0; rates < BTYD_RATES; rates++)
			for (int l = BTYD_NO_DROPOUT; l < BTYD_LIMITS; l++) {
				const struct btyd limit = limit_of(model, rates, l, .25);
				const struct btyd almost = beside(&limit);
				struct btyd alike = limit;

				if (l != BTYD_ONCE_OR_NEVER || model != BTYD_PARETONBD)
					test_limit(&limit, &almost);
				alike.rates = BTYD_GAMMA_RATES;
				alike.r = 1e10 * limit.lambda;
				alike.alpha = 1e10;
				if (rates == BTYD_EQUAL_RATES)
					test_limit(&limit, &alike);
				test_edges(&limit);
			}
}

/* Some limits of different models are the same. */
static void
test_identities(void)
{
	const struct btyd once = limit_of(BTYD_PARETONBD, BTYD_GAMMA_RATES, BTYD_ONCE_OR_NEVER,
	    .25);
	struct btyd mbg = once, pareto = { .model = BTYD_PARETONBD, .limit = BTYD_EQUAL_DROPOUT,
	    .rates = BTYD_EQUAL_RATES,
		.lambda = .125 * .75, .s = .125 * .25, .beta = 1 };
	const struct btyd equal = limit_of(BTYD_MBGNBD, BTYD_EQUAL_RATES, BTYD_EQUAL_DROPOUT, .25);

	mbg.model = BTYD_MBGNBD;
	for (double x = 0; x < 9; x += 4) {
		const double tx = x > 0 ? 20 : 0;

		near(btyd_loglik(&once, x, tx, 39), btyd_loglik(&mbg, x, tx, 39), 1e-14,
		    "zero-inflated NBD: likelihood");
		near(btyd_expected(&once, x, tx, 39, 26), btyd_expected(&mbg, x, tx, 39, 26), 1e-14,
		    "and expected purchases");
		near(btyd_loglik(&pareto, x, tx, 39), btyd_loglik(&equal, x, tx, 39), 1e-13,
		    "one rate, one dropout: likelihood");
		near(btyd_expected(&pareto, x, tx, 39, 26), btyd_expected(&equal, x, tx, 39, 26),
		    1e-12, "and expected purchases");
	}
}

static int
place(const char *word, const char *const *words)
{
	int i = 0;

	while (words[i] && strcmp(word, words[i]) != 0)
		i++;
	return i;
}

/* A row of limit_tuples.csv: a cell has words and one or two numbers. */
static struct btyd
named(char **cell)
{
	static const char *const models[] = { "bgnbd", "mbgnbd", "paretonbd", NULL };
	static const char *const rates[] = { "gamma", "equal", NULL };
	static const char *const limits[] = { "het", "none", "equal", "once_or_never", NULL };
	struct btyd m = { .model = (enum btyd_model)place(cell[0], models),
	    .rates = (enum btyd_rates)place(cell[1], rates),
		.limit = (enum btyd_limit)place(cell[2], limits) };
	char *rest;

	m.r = m.lambda = strtod(cell[3], &rest);
	m.alpha = strtod(rest, NULL);
	m.a = strtod(cell[4], &rest);
	m.b = m.limit == BTYD_REGULAR ? strtod(rest, NULL) : m.model == BTYD_PARETONBD &&
	    m.limit == BTYD_EQUAL_DROPOUT ? 1 : 1 - m.a;
	return m;
}

/* All limits of all models, for histories of 0 to 60 purchases. */
static void
test_limit_tuples(void)
{
	enum { WIDTH = 13 };
	FILE *f = fopen("tests/data/limit_tuples.csv", "r");
	char line[500], *cell[WIDTH], name[80];
	int n = 0;

	ok(f && fgets(line, sizeof line, f), "limit_tuples.csv");
	for (; f && fgets(line, sizeof line, f); n++) {
		char *at = line;
		double v[WIDTH];

		for (int i = 0; i < WIDTH; i++)
			v[i] = strtod(cell[i] = strsep(&at, ","), NULL);
		const struct btyd m = named(cell);
		const double x = v[5], tx = v[6] / 7, T = v[7] / 7, t = v[8];

		snprintf(name, sizeof name, "%s %s %s x %g", cell[0], cell[1], cell[2], x);
		near(btyd_loglik(&m, x, tx, T), v[9], 1e-10, name);
		near(btyd_alive(&m, x, tx, T), v[10], 1e-10, "P(alive)");
		near(btyd_expected(&m, x, tx, T, t), v[11], 1e-10, "expected purchases");
		near(btyd_none(&m, x, tx, T, t), v[12], 1e-10, "P(no purchase)");
	}
	ok(n == 216, "216 rows");
	if (f)
		fclose(f);
}

/* Does column WANT of a reference equal our values? */
static void
compare(const char *name, size_t n, const double *ours, int want)
{
	bool same = true;

	for (size_t i = 0; i < n; i++)
		same = same && is_near(ours[i], grid_cell[i][want], 1e-6);
	ok(same, name);
}

/* The customers of CDNOW with the parameters of the reference. */
static void
test_cdnow(void)
{
	enum { X, TX, T, ZBAR, ESPEND = 6, NONE = -1, HOLDOUT = 39 };
	static const struct {
		const char *name;
		int alive, expected, none, clv;
		double total;		/* expected in the holdout of 39 weeks, for all customers */
	} column[MODELS] = {
		{ "BG/NBD", 4, 5, 8, 7, 1653.409 }, { "MBG/NBD", 9, 10, 11, NONE, 1576.728 },
		{ "Pareto/NBD", 12, 13, 15, 14, 1665.513 },
	};
	static double ours[4][GRID_ROWS];
	const size_t n = grid_load("tests/data/cdnow_customers.csv");

	ok(n == 2357, "2357 customers");
	for (int k = 0; k < MODELS; k++) {
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
	for (int model = BTYD_BGNBD; model < MODELS; model++)
		test_edges(&cdnow[model]);
	test_limits();
	test_identities();
	test_limit_tuples();
	test_cdnow();
	return done();
}
