/*
 * The fit to CDNOW with the covariates of the reference is in tests/covariates.bats. Here each fit
 * is held against sums of btyd_loglik, customer by customer, and against differences of them.
 */
#include "lib/value/covariates.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "tests/unit/grid.h"

enum { ROWS = GRID_ROWS, DIM = 2 };

/* A customer: x, recency and age, and the covariates. */
static struct customer {
	struct btyd_tuple t;
	double z[DIM];
} customer[ROWS];
static size_t customers;

static struct btyd_tuple tuple[ROWS];
static uint32_t class[ROWS];
static double value[ROWS * DIM];

static int
by_tuple(const void *a, const void *b)
{
	const struct btyd_tuple *s = &((const struct customer *)a)->t,
	    *t = &((const struct customer *)b)->t;

	if (s->x != t->x)
		return s->x < t->x ? -1 : 1;
	if (s->recency != t->recency)
		return s->recency < t->recency ? -1 : 1;
	return (s->age > t->age) - (s->age < t->age);
}

static int
by_all(const void *a, const void *b)
{
	const struct customer *c = a, *d = b;

	for (int k = 0; k < DIM; k++)
		if (c->z[k] != d->z[k])
			return c->z[k] < d->z[k] ? -1 : 1;
	return by_tuple(a, b);
}

/* x, t_x and T in weeks; the covariates are made of them and of the number of the row. */
static void
load(const char *path)
{
	customers = grid_load(path);
	for (size_t i = 0; i < customers; i++) {
		const int32_t age = (int32_t)lround(grid_cell[i][2] * 7);

		customer[i] = (struct customer){ { (int64_t)grid_cell[i][0],
			(int32_t)lround(grid_cell[i][1] * 7), age, 1 },
			{ age / 30., (double)(i * 7919 % 11) / 2 - 3 } };
	}
}

/* Collapses the customers to the data of a fit with the first DIM covariates. */
static struct covariates_data
collapse(size_t dim)
{
	struct covariates_data d = { tuple, class, 0, value, 0, dim };

	qsort(customer, customers, sizeof *customer, by_all);
	for (size_t i = 0; i < customers; i++) {
		const struct customer *c = customer + i;

		if (i == 0 || memcmp(c->z, c[-1].z, dim * sizeof *c->z) != 0)
			memcpy(value + d.classes++ * dim, c->z, dim * sizeof *c->z);
		class[d.n] = (uint32_t)(d.classes - 1);
		if (d.n > 0 && class[d.n - 1] == class[d.n] && by_tuple(c, c - 1) == 0)
			tuple[d.n - 1].n++;
		else
			tuple[d.n++] = c->t;
	}
	return d;
}

static struct btyd_fit
fit_without(enum btyd_model model)
{
	struct btyd_fit fit;
	size_t n = 0;

	qsort(customer, customers, sizeof *customer, by_tuple);
	for (size_t i = 0; i < customers; i++)
		if (n > 0 && by_tuple(customer + i, customer + i - 1) == 0)
			tuple[n - 1].n++;
		else
			tuple[n++] = customer[i].t;
	ok(btyd_fit(model, tuple, n, 1, &fit), "a fit without covariates");
	return fit;
}

static double
loglik(const struct covariates *c)
{
	double sum = 0;

	for (size_t i = 0; i < customers; i++) {
		const struct btyd m = covariates_model(c, customer[i].z);

		sum += btyd_loglik(&m, (double)customer[i].t.x, customer[i].t.recency / 7.,
		    customer[i].t.age / 7.);
	}
	return sum;
}

/* A coefficient moved by H standard errors; K: those of the purchases, then those of dropout. */
static double
moved(const struct covariates_fit *f, size_t k, double h)
{
	struct covariates c = f->model;
	const size_t at = k % c.dim;

	if (k < c.dim)
		c.trans[at] += h * f->trans_se[at];
	else
		c.life[at] += h * f->life_se[at];
	return loglik(&c);
}

/* At a maximum no coefficient can move, and one that moves alone has a variance below its own. */
static void
test_maximum(const struct covariates_fit *f)
{
	const size_t n = f->model.dim * (covariates_move_dropout(&f->model.par) ? 2 : 1);
	const double at = loglik(&f->model), h = .01;

	near(f->loglik, at, 1e-11, "the log-likelihood is the sum over the customers");
	for (size_t k = 0; k < n; k++) {
		const double up = moved(f, k, h) - at, down = moved(f, k, -h) - at;

		ok(up < 0 && down < 0, "a maximum");
		ok(fabs(up - down) < .01 * fabs(up + down), "with a gradient of 0");
		ok(-(up + down) / (h * h) > .999, "as narrow as its standard error, or narrower");
	}
	near(f->lr, 2 * (f->loglik - f->without), 1e-12, "the statistic");
	near(f->p, gsl_cdf_chisq_Q(f->lr, (double)n), 1e-12, "its p");
	ok(f->df == (int)n, "its degrees of freedom");
}

/* The covariance of two logarithms or coefficients. */
static double
cov(const struct uncertain *u, size_t i, size_t j)
{
	double sum = 0;

	for (size_t k = 0; k < u->dim; k++)
		sum += u->root[i][k] * u->root[j][k];
	return sum;
}

/*
 * The errors of the fit are its standard errors. For a customer with the covariates z, log alpha is
 * that of z = 0 less trans . z, and so are the variances and the directions of its axes.
 */
static void
test_uncertain(const struct covariates_fit *f)
{
	const double z[DIM] = { 1.5, -2 };
	const struct uncertain *u = &f->uncertain;
	double turn[4][FIT_DIM], var = 0, axis = 0;
	const struct uncertain own = covariates_uncertain(&f->model, z, u, turn);

	ok(u->dim == 4 + 2 * DIM && covariates_parameters(&f->model) == u->dim, "all parameters");
	near(sqrt(cov(u, 1, 1)) * f->model.par.alpha, f->se[1], 1e-9, "the error of alpha at 0");
	for (size_t k = 0; k < DIM; k++) {
		near(sqrt(cov(u, 4 + k, 4 + k)), f->trans_se[k], 1e-9, "of the purchases");
		near(sqrt(cov(u, 4 + DIM + k, 4 + DIM + k)), f->life_se[k], 1e-9, "of dropout");
	}
	const double by[1 + DIM] = { 1, -z[0], -z[1] };
	const size_t of[1 + DIM] = { 1, 4, 5 };

	for (size_t i = 0; i < 1 + DIM; i++) {
		for (size_t j = 0; j < 1 + DIM; j++)
			var += by[i] * by[j] * cov(u, of[i], of[j]);
		axis += by[i] * u->root[of[i]][2];
	}
	ok(own.dim == 4, "a customer has four parameters");
	near(cov(&own, 0, 0), cov(u, 0, 0), 1e-10, "r is that of all");
	near(cov(&own, 1, 1), var, 1e-9, "the variance of log alpha");
	near(own.root[1][0] * turn[0][2] + own.root[1][1] * turn[1][2], axis, 1e-8,
	    "its change along an axis of the fit");
}

static void
test_fits(void)
{
	bool which[COVARIATES_MAX];

	load("tests/data/cdnow_customers.csv");
	for (int model = BTYD_MBGNBD; model <= BTYD_PARETONBD; model++) {
		const struct btyd_fit without = fit_without((enum btyd_model)model);
		const struct covariates_data d = collapse(DIM);
		struct covariates_fit one, two;

		ok(covariates_fit(&without, &d, 1, &one, which) == COVARIATES_GOOD, "a fit");
		ok(one.model.par.limit == BTYD_REGULAR && one.without == without.loglik,
		    "of the interior");
		test_maximum(&one);
		test_uncertain(&one);
		covariates_fit(&without, &d, 2, &two, which);
		ok(memcmp(&one.model, &two.model, sizeof one.model) == 0 &&
		    one.loglik == two.loglik && one.se[3] == two.se[3],
		    "the same bits with two threads");
	}
}

/* At the limit without dropout there are only covariates of the purchases. */
static void
test_no_dropout(void)
{
	struct covariates_fit f;
	bool which[COVARIATES_MAX];

	load("tests/data/online_retail_customers.csv");
	for (size_t i = 0; i < customers; i++)
		customer[i].z[0] = (double)(i * 7919 % 11 > 6);
	const struct btyd_fit without = fit_without(BTYD_PARETONBD);
	const struct covariates_data d = collapse(1);

	ok(without.par.limit == BTYD_NO_DROPOUT, "online_retail has no dropout");
	ok(covariates_fit(&without, &d, 1, &f, which) == COVARIATES_GOOD &&
	    f.model.par.limit == BTYD_NO_DROPOUT, "nor with a covariate");
	test_maximum(&f);
	near(f.without, without.loglik, 1e-10, "the test is within the limit");
	ok(f.df == 1 && isnan(f.se[0]) && f.model.life[0] == 0, "one coefficient");
}

static void
test_limits(void)
{
	const double z[DIM] = { 2, -1 }, up = exp(.1 * 2 - .3 * -1), out = exp(.2 * 2 - .5);
	struct covariates c = { .par = { .model = BTYD_MBGNBD, .r = .5, .alpha = 6, .a = .8,
	    .b = 1.5 }, .dim = DIM, .trans = { .1, -.3 }, .life = { .2, .5 } };
	struct btyd m = covariates_model(&c, z);

	near(m.alpha, 6 / up, 1e-14, "alpha");
	ok(m.r == .5 && m.b == 1.5, "r and b stay");
	near(m.a, .8 * out, 1e-14, "a");
	c.par.model = BTYD_PARETONBD;
	m = covariates_model(&c, z);
	near(m.beta, 1.5 / out, 1e-14, "beta");
	ok(m.s == .8, "s stays");
	c.par.limit = BTYD_EQUAL_DROPOUT;
	m = covariates_model(&c, z);
	near(m.s, .8 * out, 1e-14, "mu");
	c.par.limit = BTYD_NO_DROPOUT;
	m = covariates_model(&c, z);
	ok(m.s == .8 && !covariates_move_dropout(&m), "no dropout");
	c.par = (struct btyd){ .model = BTYD_MBGNBD, .limit = BTYD_ONCE_OR_NEVER, .a = .2, .b = .8,
	    .rates = BTYD_EQUAL_RATES, .lambda = .3 };
	m = covariates_model(&c, z);
	near(m.lambda, .3 * up, 1e-14, "lambda");
	near(m.a / m.b, .25 * out, 1e-14, "odds");
	near(m.a + m.b, 1, 1e-14, "of a probability");
	ok(covariates_usable(&m), "usable");
	c.trans[0] = 1000;
	m = covariates_model(&c, z);
	ok(!covariates_usable(&m), "not usable");
}

static enum covariates_fault
fault_of(double (*z)(const struct customer *, size_t, int), bool which[])
{
	struct covariates_fit f;
	const struct btyd_fit without = fit_without(BTYD_MBGNBD);

	for (size_t i = 0; i < customers; i++)
		for (int k = 0; k < DIM; k++)
			customer[i].z[k] = z(customer + i, i, k);
	const struct covariates_data d = collapse(DIM);

	return covariates_fit(&without, &d, 1, &f, which);
}

static double
constant(const struct customer *c, size_t i, int k)
{
	(void)c;
	return k == 0 ? (double)(i % 3) : .1;
}

static double
twice(const struct customer *c, size_t i, int k)
{
	(void)c;
	return k == 0 ? (double)(i % 3) : 5 - 2 * (double)(i % 3);
}

/* Only customers without a repeat purchase have 1. */
static double
endless(const struct customer *c, size_t i, int k)
{
	return k == 1 ? (double)(i % 3) : c->t.x == 0 && i % 2 == 0;
}

/* Those who buy more have a larger one, around a million. */
static double
far(const struct customer *c, size_t i, int k)
{
	return k == 0 ? (double)(i % 3) : 1e6 + (c->t.x > 2) + (double)(i % 2);
}

static void
test_faults(void)
{
	bool which[COVARIATES_MAX];

	load("tests/data/cdnow_customers.csv");
	ok(fault_of(constant, which) == COVARIATES_CONSTANT && !which[0] && which[1], "constant");
	ok(fault_of(twice, which) == COVARIATES_COLLINEAR && which[0] && which[1], "collinear");
	ok(fault_of(endless, which) == COVARIATES_ENDLESS && which[0] && !which[1], "endless");
	ok(fault_of(far, which) == COVARIATES_FAR && !which[0] && which[1], "far from 0");
}

int
main(void)
{
	test_limits();
	test_fits();
	test_no_dropout();
	test_faults();
	return done();
}
