#include "lib/value/ggspend.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { ROWS = 5000, ZBAR = 3 };
static struct ggspend_row row[ROWS];

/*
 * Reads the customers with x > 0 and zbar > 0. Of all customers it keeps x, zbar and the expected
 * spend, column SPEND.
 */
static size_t
load(const char *path, int spend, double (*all)[3], size_t *nall)
{
	FILE *f = fopen(path, "r");
	char line[1000];
	size_t n = 0;

	*nall = 0;
	if (f == NULL || fgets(line, sizeof line, f) == NULL) {
		ok(false, path);
		exit(1);
	}
	while (*nall < ROWS && fgets(line, sizeof line, f)) {
		double v[10] = { 0 };
		char *at = line;

		for (int i = 0; i < 10 && *at && *at != '\n'; i++, at += *at == ',')
			v[i] = strtod(at, &at);
		if (v[0] > 0 && v[ZBAR] > 0)
			row[n++] = (struct ggspend_row){ v[0], v[ZBAR] };
		memcpy(all[(*nall)++], (double[]){ v[0], v[ZBAR], v[spend] }, 3 * sizeof(double));
	}
	fclose(f);
	return n;
}

static const struct oracle {
	const char *path;
	int spend;
	size_t n;
	double par[3], se[3], loglik;
} oracle[] = {
	{ "tests/data/cdnow_customers.csv", 6, 946, { 6.2495715, 3.74422429, 15.4435213 },
	    { 1.1901, .29013, 4.1594 }, -4055.91769480 },
	{ "tests/data/online_retail_customers.csv", 4, 1412, { 3.12837875, 3.11577623, 284.576314 },
	    { .27544, .17102, 38.685 }, -9686.15851906 },
};

static void
test_oracle(const struct oracle *o)
{
	static double all[ROWS][3];
	struct ggspend_fit fit, threads;
	size_t nall, n = load(o->path, o->spend, all, &nall);
	bool spend = true;
	double sum = 0;

	ok(n == o->n, o->path);
	ok(ggspend_fit(row, n, 1, &fit) && fit.customers == (int64_t)n, "fitted");
	double par[] = { fit.par.p, fit.par.q, fit.par.gamma };
	for (int i = 0; i < 3; i++) {
		ok(fabs(par[i] - o->par[i]) < 1e-3 * o->se[i], "parameter");
		near(fit.se[i], o->se[i], 1e-4, "standard error");
	}
	near(fit.loglik, o->loglik, 1e-11, "log-likelihood");
	for (size_t i = 0; i < n; i++)
		sum += ggspend_loglik(&fit.par, row[i].x, row[i].zbar);
	near(sum, fit.loglik, 1e-13, "it is the sum of the customers'");
	for (size_t i = 0; i < nall; i++)
		spend = spend && is_near(ggspend_expected(&fit.par, all[i][0], all[i][1]),
		    all[i][2], 1e-6);
	ok(spend, "expected spend of every customer");
	ok(ggspend_fit(row, n, 2, &threads) && threads.loglik == fit.loglik &&
	    threads.par.gamma == fit.par.gamma,
	    "two threads change no bit");
}

/* p q gamma, x zbar and the log density, by mpmath with 50 digits. */
static const double density[][6] = {
	{ 6.25, 3.75, 15.5, 2.0, 22.345, -3.5506903068216232866 },
	{ 6.25, 3.75, 15.5, 5000.0, 35.0, -3.992289999324904949 },
	{ 0.125, 1.0625, 10000.0, 1.0, 0.0001, 4.8396324168538988888 },
	{ 900.0, 2.0, 0.125, 3.0, 10000000.0, -38.908021466119124466 },
};

static void
test_density(void)
{
	for (size_t i = 0; i < sizeof density / sizeof *density; i++) {
		const double *d = density[i];

		near(ggspend_loglik(&(struct ggspend){ .p = d[0], .q = d[1], .gamma = d[2] }, d[3],
		    d[4]), d[5], 1e-12,
		    "log density");
	}
}

/* Another currency changes only gamma. */
static void
test_scale(void)
{
	struct ggspend_fit fit, yen;
	size_t n = 800;

	ok(ggspend_fit(row, n, 1, &fit), "fitted");
	for (size_t i = 0; i < n; i++)
		row[i].zbar *= 131072;
	ok(ggspend_fit(row, n, 1, &yen), "fitted in small units");
	near(yen.par.p, fit.par.p, 1e-9, "p");
	near(yen.par.q, fit.par.q, 1e-9, "q");
	near(yen.par.gamma / 131072, fit.par.gamma, 1e-9, "gamma");
	near(yen.se[2] / 131072, fit.se[2], 1e-9, "its standard error");
}

static void
test_nothing(void)
{
	struct ggspend_fit fit;

	for (size_t i = 0; i < 50; i++)
		row[i] = (struct ggspend_row){ 1 + (double)(i % 7), 19.99 };
	ok(!ggspend_fit(row, 0, 1, &fit) && fit.customers == 0 && isnan(fit.par.p), "no row");
	for (size_t n = 1; n <= 50; n += 49) {
		ok(ggspend_fit(row, n, 1, &fit) && fit.par.limit == GGSPEND_ONE_AMOUNT,
		    "all means alike");
		ok(ggspend_expected(&fit.par, 0, 0) == 19.99 &&
		    ggspend_expected(&fit.par, 3, 25) == 19.99,
		    "then that amount is expected of everyone");
		ok(isnan(fit.se[0]) && isnan(fit.par.p), "and there are no parameters");
	}
}

/* The small data sets of the references: x and zbar, the limit that wins, and its parameters. */
static const struct small {
	const char *name;
	size_t n;
	struct ggspend_row row[12];
	enum ggspend_limit limit;
	/* p or q; LEVEL is that of a customer without repeat purchases */
	double par, level, loglik, mean;
} smalls[] = {
	{ "A", 8, { { 1, 10 }, { 2, 20 }, { 5, 35 }, { 3, 15 }, { 1, 60 }, { 8, 22 }, { 2, 18 },
	    { 4, 27 } },
	    GGSPEND_SAME_CUSTOMERS, 2.41852265, .09674091, -29.23977216, 2.41852265 / .09674091 },
	{ "B", 10, { { 1, 12 }, { 1, 31 }, { 1, 55 }, { 2, 22 }, { 2, 41 }, { 4, 25 }, { 4, 36 },
	    { 9, 28 },
	    { 9, 33 }, { 16, 30.5 } }, GGSPEND_SAME_CUSTOMERS, 5.48619969, .17862046, -33.94005912,
	    30.714285714 },
	{ "C", 12, { { 1, 14.77 }, { 1, 33.9 }, { 2, 26.98 }, { 3, 11.77 }, { 1, 89 }, { 2, 22.1 },
	    { 5, 45.2 },
	    { 1, 9.99 }, { 4, 17.3 }, { 2, 64 }, { 1, 29.5 }, { 1, 12 } }, GGSPEND_SAME_AMOUNT,
	    2.6829676, 54.69876382, -50.39707019, 32.501376618 },
};

static void
test_limits(void)
{
	for (size_t i = 0; i < sizeof smalls / sizeof *smalls; i++) {
		const struct small *s = &smalls[i];
		const bool amount = s->limit == GGSPEND_SAME_AMOUNT;
		struct ggspend_fit fit;
		double sum = 0;

		ok(ggspend_fit(s->row, s->n, 1, &fit) && fit.par.limit == s->limit, s->name);
		near(amount ? fit.par.q : fit.par.p, s->par, 1e-7, "its parameter");
		near(fit.par.level, s->level, 1e-7, "its level");
		near(fit.loglik, s->loglik, 1e-9, "its log-likelihood");
		near(ggspend_expected(&fit.par, 0, 0), s->mean, 1e-7, "the mean of all");
		near(ggspend_expected(&fit.par, 2, 50), amount ? 50 : s->mean, 1e-7,
		    "that of a customer who bought");
		for (size_t k = 0; k < s->n; k++)
			sum += ggspend_loglik(&fit.par, s->row[k].x, s->row[k].zbar);
		near(sum, fit.loglik, 1e-12, "it is the sum of the customers'");
	}
}

/* Equal amounts per customer; customers that differ only by chance; an infinite mean. */
static void
test_boundary(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct ggspend_fit fit;
	enum { N = 500 };

	for (size_t i = 0; i < N; i++)
		row[i] = (struct ggspend_row){ 1 + (double)(i % 7),
		    100 / gsl_ran_gamma(rng, 4, 1) };
	ok(ggspend_fit(row, N, 1, &fit) && fit.par.limit == GGSPEND_SAME_AMOUNT && isnan(fit.se[0]),
	    "p tends to infinity");
	near(ggspend_expected(&fit.par, 1, 42), 42, 1e-15, "then the next amount is like the last");
	for (size_t i = 0; i < N; i++) {
		double x = 40 + (double)(i % 7);

		row[i] = (struct ggspend_row){ x, gsl_ran_gamma(rng, 5 * x, 10 / x) };
	}
	ok(ggspend_fit(row, N, 1, &fit) && isfinite(fit.loglik), "nearly or fully alike");
	near(ggspend_expected(&fit.par, 0, 0), 50, .05, "then everyone is like the mean");
	for (size_t i = 0; i < N; i++)
		row[i].zbar = gsl_ran_gamma(rng, 5 * row[i].x, 1 / row[i].x) / gsl_ran_gamma(rng,
		    .5, 1);
	ok(!ggspend_fit(row, N, 1, &fit), "q tends to 1");
	gsl_rng_free(rng);
}

/*
 * Large x, also above the values that are counted; and whether the true value is within four
 * standard errors.
 */
static void
test_simulated(void)
{
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
	struct ggspend_fit fit;

	for (size_t i = 0; i < ROWS; i++) {
		double x = i % 50 == 0 ? 2000 + (double)i : 1 + (double)(i % 9);
		double rate = gsl_ran_gamma(rng, 3, 1 / 20.);

		row[i] = (struct ggspend_row){ x, gsl_ran_gamma(rng, 5 * x, 1 / (rate * x)) };
	}
	gsl_rng_free(rng);
	ok(ggspend_fit(row, ROWS, 1, &fit), "a sample is fitted");
	ok(fabs(fit.par.p - 5) < 4 * fit.se[0] && fabs(fit.par.q - 3) < 4 * fit.se[1] &&
	    fabs(fit.par.gamma - 20) < 4 * fit.se[2], "the truth is near");
}

static void
test_moved(void)
{
	const double by[3] = { log(2), log(3), log(5) };
	const struct ggspend m = { .p = 6, .q = 3, .gamma = 15 },
	    same = { .limit = GGSPEND_SAME_AMOUNT, .q = 3, .level = 15 },
	    alike = { .limit = GGSPEND_SAME_CUSTOMERS, .p = 6, .level = 15 },
	    one = { .limit = GGSPEND_ONE_AMOUNT, .level = 15 };
	struct ggspend to = ggspend_moved(&m, by);

	ok(ggspend_parameters(GGSPEND_REGULAR) == 3 && ggspend_parameters(GGSPEND_ONE_AMOUNT) == 0,
	    "numbers of parameters");
	near(to.p, 12, 1e-14, "p");
	near(to.q, 7, 1e-14, "q - 1 moves, so q stays above 1");
	near(to.gamma, 75, 1e-14, "gamma");
	to = ggspend_moved(&same, by);
	ok(is_near(to.q, 5, 1e-14) && is_near(to.level, 45, 1e-14), "same amount");
	to = ggspend_moved(&alike, by);
	ok(is_near(to.p, 12, 1e-14) && is_near(to.level, 45, 1e-14), "same customers");
	ok(ggspend_moved(&one, by).level == 15, "one amount: nothing to move");
}

int
main(void)
{
	test_moved();
	for (size_t i = 0; i < sizeof oracle / sizeof *oracle; i++)
		test_oracle(oracle + i);
	test_density();
	test_scale();
	test_nothing();
	test_limits();
	test_boundary();
	test_simulated();
	return done();
}
