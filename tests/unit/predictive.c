/*
 * Against tests/data/predictive_cdnow_named.csv, which was computed independently, against
 * BTYDplus, and against btyd_expected, btyd_none and renewal.h, which other formulas compute.
 */
#include "lib/value/predictive.h"

#include "lib/value/renewal.h"
#include "tests/unit/grid.h"

static const double WEEK = 7;

/* The fits of CDNOW to 1997-09-30 (btyd_fit.c compares them with the literature). */
static struct btyd
fitted(enum btyd_model model)
{
	static const double par[BTYD_MODELS][4] = {
		{ .242594517, 4.41360189, .792921991, 2.42590668 },
		{ .524843129, 6.18308505, .891359399, 1.61400236 },
		{ .553277037, 10.5776832, .606239832, 11.6687307 },
		/* not fits: parameters as they are in other data, with k = 2 and 4 */
		{ .7, 6, .5, 2 }, { 1.2, 3.5, .4, 1.1 }, { .385, 12.07, 0, 1 },
	};
	static const int stages[BTYD_MODELS] = { [BTYD_BGCNBD] = 2, [BTYD_MBGCNBD] = 4 };
	const double *p = par[model];

	return (struct btyd){ .model = model, .r = p[0], .alpha = p[1], .a = p[2], .b = p[3],
		.stages = stages[model], .limit = btyd_interior(model) };
}

static enum btyd_model
model_of(double letter)
{
	return letter == 'b' ? BTYD_BGNBD : letter == 'm' ? BTYD_MBGNBD : BTYD_PARETONBD;
}

/* Columns: model, id, x, tx, T, x_star, P(alive), mean, variance, P(0), quantiles, P(1), P(2). */
static void
test_named(void)
{
	struct predictive p = { 0 };
	char line[300], name[80], model[20];
	double c[13], m[3];
	FILE *f = fopen("tests/data/predictive_cdnow_named.csv", "r");
	int rows = 0;

	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		ok(false, "tests/data/predictive_cdnow_named.csv");
		return;
	}
	for (; fgets(line, sizeof line, f); rows++) {
		char *at = strchr(line, ',');

		snprintf(model, sizeof model, "%.*s", (int)(at - line), line);
		for (size_t i = 0; i < sizeof c / sizeof *c && at; i++, at = strchr(at + 1, ','))
			c[i] = strtod(at + 1, NULL);
		snprintf(name, sizeof name, "%s of %04.0f", model, c[0]);
		const struct btyd par = fitted(model_of(model[0]));
		ok(predictive_set(&p, &par, c[1], c[2] / WEEK, c[3] / WEEK, 39), name);
		predictive_moments(&p, m);
		near(m[0], c[6], 1e-6, "mean");
		near(m[1] - m[0] * m[0], c[7], 1e-6, "variance");
		near(predictive_at(&p, 0), c[8], 1e-6, "P(0)");
		near(predictive_at(&p, 1), c[11], 1e-6, "P(1)");
		near(predictive_at(&p, 2), c[12], 1e-6, "P(2)");
		near((double)predictive_quantile(&p, .025), c[9], 0, "2.5 %");
		near((double)predictive_quantile(&p, .975), c[10], 0, "97.5 %");
	}
	ok(rows == 33, "11 customers, 3 models");
	fclose(f);
	predictive_free(&p);
}

/* The mean, P(0) and the sum of all probabilities of one distribution. */
static bool
agrees(struct predictive *p, const struct btyd *m, const double at[static 4])
{
	double sum = 0, to[3];

	if (!predictive_set(p, m, at[0], at[1], at[2], at[3]))
		return false;
	predictive_moments(p, to);
	for (size_t k = 0; k < p->n; k++) {
		if (!(p->p[k] >= 0))
			return false;
		sum += p->p[k];
	}
	const double mean = btyd_expected(m, at[0], at[1], at[2], at[3]),
	    none = btyd_none(m, at[0], at[1], at[2], at[3]);
	const bool good = fabs(sum - 1) < 1e-11 && is_near(to[0], mean, 1e-9) &&
	    is_near(p->p[0], none, 1e-10);

	if (!good)
		printf("# model %d limit %d rates %d: x %g tx %g T %g t %g: sum - 1 %g, mean %.15g"
		    " for %.15g, P(0) %.15g for %.15g\n", m->model, m->limit, m->rates, at[0],
		    at[1], at[2], at[3], sum - 1, to[0], mean, p->p[0], none);
	return good;
}

static struct btyd
limit_of(enum btyd_model model, int rates, int limit)
{
	struct btyd m = fitted(model);

	m.rates = (enum btyd_rates)rates;
	m.limit = (enum btyd_limit)limit;
	m.lambda = .11;
	if (limit == BTYD_EQUAL_DROPOUT || limit == BTYD_ONCE_OR_NEVER) {
		m.a = .15;
		m.b = model == BTYD_PARETONBD && limit == BTYD_EQUAL_DROPOUT ? 1 : .85;
	}
	return m;
}

static void
test_limits(void)
{
	static const double at[][4] = { { 0, 0, 38, 39 }, { 2, 30, 38, 39 }, { 1, 12, 38, 500 },
		{ 60, 300, 357, 52 }, { 0, 0, 0, 52 }, { 3, 5, 200, .5 }, { 900, 300, 310, 52 } };
	struct predictive p = { 0 };
	char name[80];

	for (int model = 0; model < BTYD_MODELS; model++)
		for (int i = 0; i < BTYD_CANDIDATES; i++) {
			const struct btyd m = limit_of((enum btyd_model)model, i / BTYD_LIMITS,
			    i % BTYD_LIMITS);
			bool good = true;

			if (model == BTYD_NBD && m.limit != BTYD_NO_DROPOUT)
				continue;
			for (size_t k = 0; k < sizeof at / sizeof *at; k++)
				good &= agrees(&p, &m, at[k]);
			snprintf(name, sizeof name, "model %d, candidate %d: mean and P(0)", model,
			    i);
			ok(good, name);
		}
	predictive_free(&p);
}

/* Parameters at which a series or a quadrature could fail. */
static void
test_hard(void)
{
	static const struct {
		enum btyd_model model;
		double par[4], at[4];
	} hard[] = {
		{ BTYD_PARETONBD, { 1, 10, 1e-3, 1e-40 }, { 0, 0, 0, 52 } },
		{ BTYD_PARETONBD, { 1, 10, .02, 1e-8 }, { 0, 0, 0, 52 } },
		{ BTYD_PARETONBD, { .5, 10, 900, 9000 }, { 3, 20, 30, 104 } },
		{ BTYD_PARETONBD, { .5, 10, 2, 5 }, { 5000, 990, 1000, 52 } },
		{ BTYD_PARETONBD, { .5, .01, .5, 5 }, { 0, 0, 0, 52 } },
		{ BTYD_BGNBD, { .5, .01, .5, 5 }, { 0, 0, 0, 52 } },
		{ BTYD_BGNBD, { .5, 10, 1e-4, 5 }, { 5000, 990, 1000, 520 } },
		{ BTYD_MBGNBD, { 900, 9000, 800, 5 }, { 5, 10, 20, 520 } },
		{ BTYD_BGCNBD, { .5, 10, 1e-4, 5 }, { 5000, 990, 1000, 520 } },
		{ BTYD_MBGCNBD, { 900, 900, 8, 500 }, { 5, 10, 20, 520 } },
		{ BTYD_MBGCNBD, { 2, 1, .1, 1 }, { 40, 80, 800, .2 } },
	};
	struct predictive p = { 0 };
	char name[80];

	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		const double *c = hard[i].par;
		const struct btyd m = { .model = hard[i].model, .r = c[0], .alpha = c[1],
			.a = c[2], .b = c[3],
			.stages = btyd_has_stages(hard[i].model) ? 3 : 0 };

		snprintf(name, sizeof name, "hard parameters %zu", i);
		ok(agrees(&p, &m, hard[i].at), name);
	}
	predictive_free(&p);
}

/* P(Y >= n), without cancellation. */
static double
at_least(const struct predictive *p, size_t n)
{
	double sum = 0;

	for (size_t k = p->n; k-- > n;)
		sum += p->p[k];
	return sum;
}

/* What the C++ source of the R package BTYDplus (1.2.0) checks: P(2 purchases in 10 weeks). */
static void
test_btydplus(void)
{
	struct btyd m = { .model = BTYD_BGCNBD, .stages = 3, .r = .5, .alpha = 2, .a = .3,
		.b = .6 };
	struct predictive p = { 0 };

	ok(predictive_set(&p, &m, 0, 0, 0, 10) && fabs(predictive_at(&p, 2) - .05669) < 5e-6,
	    "BTYDplus: two purchases");
	m.model = BTYD_MBGCNBD;
	ok(predictive_set(&p, &m, 0, 0, 0, 10) && fabs(predictive_at(&p, 2) - .04548) < 5e-6,
	    "the same in MBG/CNBD-3");
	predictive_free(&p);
}

/* The tail is that of renewal.h, which adds the probabilities of each n by itself. */
static void
test_tail(void)
{
	static const enum btyd_model model[] = { BTYD_BGNBD, BTYD_BGCNBD, BTYD_MBGCNBD };
	static const double at[][4] = { { 0, 0, 0, 52 }, { 2, 30, 38, 39 }, { 8, 20, 38, 5 } };
	struct predictive p = { 0 };

	for (size_t i = 0; i < sizeof model / sizeof *model * BTYD_CANDIDATES; i++)
		for (size_t j = 0; j < sizeof at / sizeof *at; j++) {
			const struct btyd m = limit_of(model[i / BTYD_CANDIDATES],
			    i / BTYD_LIMITS % BTYD_RATES, i % BTYD_LIMITS);
			const double *c = at[j], alive = btyd_alive(&m, c[0], c[1], c[2]);

			predictive_set(&p, &m, c[0], c[1], c[2], c[3]);
			for (size_t n = 1; n < 9; n += 2)
				ok(fabs(at_least(&p, n) - alive * renewal_at_least(&m, c[0], c[1],
				    c[2], c[3], (double)n)) < 1e-14, "the tail");
		}
	predictive_free(&p);
}

/* With k = 1 a model is the one without stages; without dropout it is the NBD. */
static void
test_one_stage(void)
{
	static const double at[] = { 3, 20, 39, 52 };
	struct btyd one = fitted(BTYD_MBGNBD), none = limit_of(BTYD_BGNBD, 0, BTYD_NO_DROPOUT);
	struct predictive p = { 0 }, q = { 0 };

	one.model = BTYD_MBGCNBD;
	one.stages = 1;
	none.model = BTYD_NBD;
	const struct btyd pairs[][2] = { { fitted(BTYD_MBGNBD), one },
		{ limit_of(BTYD_BGNBD, 0, BTYD_NO_DROPOUT), none } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		predictive_set(&p, &pairs[i][0], at[0], at[1], at[2], at[3]);
		predictive_set(&q, &pairs[i][1], at[0], at[1], at[2], at[3]);
		bool same = p.n == q.n;

		for (size_t k = 0; k < p.n; k++)
			same &= p.p[k] == predictive_at(&q, k);
		ok(same, i == 0 ? "k = 1" : "NBD");
	}
	/* the negative binomial distribution in closed form: r = 1 is the geometric one */
	const struct btyd geometric = { .model = BTYD_NBD, .limit = BTYD_NO_DROPOUT, .r = 1,
		.alpha = 10, .b = 1 };

	predictive_set(&p, &geometric, 0, 0, 0, 30);
	near(predictive_at(&p, 4), .25 * pow(.75, 4), 1e-13, "a geometric distribution");
	predictive_free(&p);
	predictive_free(&q);
}

static void
test_edges(void)
{
	const struct btyd m = fitted(BTYD_BGNBD);
	const struct btyd wild = { .model = BTYD_MBGNBD, .r = 1, .alpha = 1e-12, .a = 1, .b = 1 };
	struct predictive p = { 0 }, sum = { 0 };

	ok(predictive_set(&p, &m, 2, 30, 38, 0) && predictive_at(&p, 0) == 1, "no time");
	ok(predictive_quantile(&p, .975) == 0, "no time: no purchase");
	ok(predictive_at(&p, 7) == 0, "beyond the end");
	ok(!predictive_set(&p, &wild, 0, 0, 0, 52), "more purchases than can be counted");
	predictive_set(&p, &m, 2, 30, 38, 39);
	predictive_add(&sum, .25, &p);
	predictive_add(&sum, .75, &p);
	near(predictive_at(&sum, 3), predictive_at(&p, 3), 1e-14, "a mixture of equals");
	predictive_free(&p);
	predictive_free(&sum);
}

int
main(void)
{
	test_named();
	test_limits();
	test_hard();
	test_btydplus();
	test_tail();
	test_one_stage();
	test_edges();
	return done();
}
