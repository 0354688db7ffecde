#include "lib/value/ggspend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/stat/fit.h"
#include "lib/stat/hyp.h"

static double
log_gamma(double x)
{
	double to[3];

	hyp_gamma(x, to);
	return to[0];
}

double
ggspend_loglik(const struct ggspend *m, double x, double zbar)
{
	const double shape = m->p * x, spent = x * zbar;

	switch (m->limit) {
	case GGSPEND_SAME_AMOUNT:
		return m->q * log(m->level / zbar) - log_gamma(m->q) - log(zbar) - m->level / zbar;
	case GGSPEND_SAME_CUSTOMERS:
		return shape * log(m->level * spent) - log_gamma(shape) - log(zbar) -
		    m->level * spent;
	case GGSPEND_ONE_AMOUNT:
		return zbar == m->level ? INFINITY : -INFINITY;
	default:
		return hyp_logrise(shape, m->q) - log_gamma(m->q) - m->q * log1p(spent / m->gamma) -
		    shape * log1p(m->gamma / spent) - log(zbar);
	}
}

size_t
ggspend_parameters(enum ggspend_limit limit)
{
	static const size_t n[GGSPEND_LIMITS] = { [GGSPEND_REGULAR] = 3, [GGSPEND_SAME_AMOUNT] = 2,
	    [GGSPEND_SAME_CUSTOMERS] = 2 };

	return n[limit];
}

struct ggspend
ggspend_moved(const struct ggspend *m, const double *by)
{
	struct ggspend to = *m;

	switch (m->limit) {
	case GGSPEND_SAME_AMOUNT:
		to.q = 1 + (m->q - 1) * exp(by[0]);
		to.level = m->level * exp(by[1]);
		break;
	case GGSPEND_SAME_CUSTOMERS:
		to.p = m->p * exp(by[0]);
		to.level = m->level * exp(by[1]);
		break;
	case GGSPEND_REGULAR:
		to.p = m->p * exp(by[0]);
		to.q = 1 + (m->q - 1) * exp(by[1]);
		to.gamma = m->gamma * exp(by[2]);
		break;
	default:
		break;
	}
	return to;
}

/*
 * Fitting. The parameters are p, q - 1 and gamma in units of the mean spend, so the currency does
 * not change the search or its bounds. The gamma functions depend only on x and are computed once
 * per x. A row takes one logarithm and one division.
 */
struct group {
	double x, n;
};

enum { DIM = 3, CHUNK = 4096, SMALL = 1024,
	/* sums of log(gamma+s), x log(gamma+s), 1/(gamma+s) ...; s is x zbar */
	LOG, XLOG, INV, XINV, INV2, XINV2, SUMS };

struct fitting {
	const struct ggspend_row *row;
	size_t n, ngroup, nchunk;
	unsigned threads;
	struct group *group;	/* one per x, ascending */
	double (*partial)[SUMS];	/* per chunk */
	double unit, spread;	/* mean of zbar; its squared coefficient of variation */
	double gamma;		/* the point to evaluate */
	double count, x, logs, xlogs;	/* sums over the rows: 1, x, log zbar, x log (x zbar) */
	double inverse, spent;		/* sums of 1 / zbar and of x zbar */
};

static void
chunk(void *ctx, size_t c)
{
	struct fitting *f = ctx;
	size_t end = c + 1 < f->nchunk ? (c + 1) * CHUNK : f->n;
	double sum[SUMS] = { 0 };

	for (size_t i = c * CHUNK; i < end; i++) {
		double x = f->row[i].x, all = f->gamma + x * f->row[i].zbar / f->unit;
		double l = log(all), inv = 1 / all;

		sum[LOG] += l;
		sum[XLOG] += x * l;
		sum[INV] += inv;
		sum[XINV] += x * inv;
		sum[INV2] += inv * inv;
		sum[XINV2] += x * inv * inv;
	}
	memcpy(f->partial[c], sum, sizeof sum);
}

static void
sum_rows(struct fitting *f, double gamma, double sum[SUMS])
{
	f->gamma = gamma;
	memset(sum, 0, SUMS * sizeof *sum);
	work_each(f->threads, f->nchunk, chunk, f);
	for (size_t c = 0; c < f->nchunk; c++)
		for (int i = LOG; i < SUMS; i++)
			sum[i] += f->partial[c][i];
}

static double
value(const struct fitting *f, double p, double q, double gamma, const double sum[SUMS])
{
	double l[3], all;

	hyp_gamma(q, l);
	all = f->count * (q * log(gamma) - l[0]) + p * f->xlogs - f->logs - p * sum[XLOG] -
	    q * sum[LOG];
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++)
		all += g->n * hyp_logrise(p * g->x, q);
	return all;
}

static double
loglik(void *ctx, const double *par)
{
	double sum[SUMS];

	sum_rows(ctx, par[2], sum);
	return value(ctx, par[0], 1 + par[1], par[2], sum);
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	const struct fitting *f = ctx;
	double p = par[0], q = 1 + par[1], gamma = par[2], sum[SUMS], l[3], a[3], b[3];

	sum_rows(ctx, gamma, sum);
	hyp_gamma(q, l);
	grad[0] = f->xlogs - sum[XLOG];
	grad[1] = f->count * (log(gamma) - l[1]) - sum[LOG];
	grad[2] = f->count * q / gamma - p * sum[XINV] - q * sum[INV];
	hess[0] = hess[1] = 0;
	hess[2] = -sum[XINV];
	hess[4] = -f->count * l[2];
	hess[5] = f->count / gamma - sum[INV];
	hess[8] = -f->count * q / (gamma * gamma) + p * sum[XINV2] + q * sum[INV2];
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++) {
		double x = g->x;

		hyp_gamma(p * x, a);
		hyp_gamma(p * x + q, b);
		grad[0] += g->n * x * (b[1] - a[1]);
		grad[1] += g->n * b[1];
		hess[0] += g->n * x * x * (b[2] - a[2]);
		hess[1] += g->n * x * b[2];
		hess[4] += g->n * b[2];
	}
	hess[3] = hess[1];
	hess[6] = hess[2];
	hess[7] = hess[5];
	return value(f, p, q, gamma, sum);
}

static int
by_x(const void *a, const void *b)
{
	double x = ((const struct group *)a)->x, y = ((const struct group *)b)->x;

	return (x > y) - (x < y);
}

/* Counts the customers per x. A small x is an index; only the others are sorted. */
static void
set_groups(struct fitting *f)
{
	double small[SMALL] = { 0 };
	size_t large = 0, n = 0;

	for (size_t i = 0; i < f->n; i++) {
		double x = f->row[i].x;

		if (x < SMALL && x == floor(x))
			small[(size_t)x]++;
		else
			large++;
	}
	f->group = mem_new(SMALL + large, sizeof *f->group);
	for (size_t i = 0; i < SMALL; i++)
		if (small[i] > 0)
			f->group[n++] = (struct group){ (double)i, small[i] };
	for (size_t i = 0; large > 0 && i < f->n; i++)
		if (!(f->row[i].x < SMALL && f->row[i].x == floor(f->row[i].x)))
			f->group[n++] = (struct group){ f->row[i].x, 1 };
	qsort(f->group, n, sizeof *f->group, by_x);
	for (size_t i = 0; i < n; i++)
		if (f->ngroup > 0 && f->group[f->ngroup - 1].x == f->group[i].x)
			f->group[f->ngroup - 1].n += f->group[i].n;
		else
			f->group[f->ngroup++] = f->group[i];
}

/* Whether all amounts are the same, apart from the rounding of the means. */
static bool
alike(const struct ggspend_row *row, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (!(fabs(row[i].zbar - row[0].zbar) <= 1e-9 * row[0].zbar))
			return false;
	return true;
}

static void
fitting_new(struct fitting *f)
{
	f->nchunk = f->n / CHUNK + (f->n % CHUNK > 0);
	f->partial = mem_new(f->nchunk, sizeof *f->partial);
	set_groups(f);
	for (size_t i = 0; i < f->n; i++)
		f->unit += f->row[i].zbar / (double)f->n;
	for (size_t i = 0; i < f->n; i++) {
		const double x = f->row[i].x, z = f->row[i].zbar / f->unit, l = log(z);

		f->spread += pow(z - 1, 2) / (double)f->n;
		f->logs += l;
		f->xlogs += x * l;
		f->x += x;
		f->inverse += 1 / z;
		f->spent += x * z;
	}
	f->count = (double)f->n;
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++)
		f->xlogs += g->n * g->x * log(g->x);
}

/*
 * For many rows: finds the maximum for a sample, and from there that for all rows by Newton's
 * method. False if there are few rows or if this fails.
 */
static bool
fit_near(struct fitting *f, struct fit *to)
{
	enum { SAMPLE = 1 << 14 };
	const size_t step = f->n / SAMPLE;
	struct fit_model m = { .dim = DIM, .loglik = loglik, .derive = derive, .ctx = f,
	    .near = true };
	struct ggspend_fit sample;
	size_t n = 0;

	if (step <= 1)
		return false;
	struct ggspend_row *some = mem_new(f->n / step + 1, sizeof *some);
	for (size_t i = 0; i < f->n; i += step)
		some[n++] = f->row[i];
	const bool good = ggspend_fit(some, n, f->threads, &sample) && isfinite(sample.se[0]);
	const struct ggspend *g = &sample.par;

	free(some);
	return good && fit_max(&m, (double[DIM]){ g->p, g->q - 1, g->gamma / f->unit }, to);
}

/*
 * Searches from p = q - 1 = gamma = 1. If that ends at a bound, also searches from a point where
 * half of the spread is between customers. Returns the better result; false if it is at a bound.
 */
static bool
search(struct fitting *f, struct fit *to)
{
	double half = 2 / f->spread, mean_x = 0;
	struct fit_model m = { .dim = DIM, .loglik = loglik, .derive = derive, .ctx = f };
	struct fit again;

	if (fit_max(&m, (double[DIM]){ 1, 1, 1 }, to))
		return true;
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++)
		mean_x += g->n * g->x / f->count;
	bool good = fit_max(&m, (double[DIM]){ half / mean_x, half, mean_x }, &again);
	if (isfinite(to->loglik) && !(again.loglik > to->loglik))
		return false;
	*to = again;
	return good;
}

/* The limits have two parameters, q - 1 or p, and level. They need few sums over the rows. */
static double
derive_amount(void *ctx, const double *par, double *grad, double *hess)
{
	const struct fitting *f = ctx;
	const double q = 1 + par[0], level = par[1];
	double l[3];

	hyp_gamma(q, l);
	grad[0] = f->count * (log(level) - l[1]) - f->logs;
	grad[1] = f->count * q / level - f->inverse;
	hess[0] = -f->count * l[2];
	hess[1] = hess[2] = f->count / level;
	hess[3] = -f->count * q / (level * level);
	return f->count * (q * log(level) - l[0]) - (q + 1) * f->logs - level * f->inverse;
}

static double
derive_customers(void *ctx, const double *par, double *grad, double *hess)
{
	const struct fitting *f = ctx;
	const double p = par[0], level = par[1];
	double l[3], all = p * (f->xlogs + f->x * log(level)) - f->logs - level * f->spent;

	grad[0] = f->xlogs + f->x * log(level);
	grad[1] = p * f->x / level - f->spent;
	hess[0] = 0;
	hess[1] = hess[2] = f->x / level;
	hess[3] = -p * f->x / (level * level);
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++) {
		hyp_gamma(p * g->x, l);
		all -= g->n * l[0];
		grad[0] -= g->n * g->x * l[1];
		hess[0] -= g->n * g->x * g->x * l[2];
	}
	return all;
}

static double
value_amount(void *ctx, const double *par)
{
	double grad[2], hess[4];

	return derive_amount(ctx, par, grad, hess);
}

static double
value_customers(void *ctx, const double *par)
{
	double grad[2], hess[4];

	return derive_customers(ctx, par, grad, hess);
}

struct limits {
	struct fit amount, customers;
	bool has_amount, has_customers;		/* it has a finite maximum */
};

static void
fit_limits(struct fitting *f, struct limits *to)
{
	const struct fit_model amount = { .dim = 2, .loglik = value_amount, .derive = derive_amount,
	    .ctx = f };
	const struct fit_model customers = { .dim = 2, .loglik = value_customers,
	    .derive = derive_customers, .ctx = f };
	const double half = 2 / f->spread, p = half * f->count / f->x;

	to->has_amount = fit_max(&amount, (double[2]){ half, half * f->count / f->inverse },
	    &to->amount);
	to->has_customers = fit_max(&customers, (double[2]){ p, p * f->x / f->spent },
	    &to->customers);
}

/* If the likelihood near a limit is higher than the best, the search has missed a maximum there. */
static void
search_beyond(struct fitting *f, const struct limits *l, struct fit *best, bool *good)
{
	const double far = 1e3;
	const double start[2][DIM] = { { far, l->amount.par[0], l->amount.par[1] / far },
		{ l->customers.par[0], far, (1 + far) / l->customers.par[1] } };
	const struct fit_model m = { .dim = DIM, .loglik = loglik, .derive = derive, .ctx = f };
	struct fit again;

	for (size_t i = 0; i < 2 && !*good; i++) {
		if (!(i == 0 ? l->has_amount : l->has_customers) ||
		    !(loglik(f, start[i]) > best->loglik))
			continue;
		const bool inside = fit_max(&m, start[i], &again);

		if (again.loglik > best->loglik || (inside && again.loglik > best->loglik - 1e-8)) {
			*best = again;
			*good = inside;
		}
	}
}

static void
report_regular(const struct fitting *f, const struct fit *best, struct ggspend_fit *to)
{
	to->par = (struct ggspend){ .p = best->par[0], .q = 1 + best->par[1],
	    .gamma = best->par[2] * f->unit };
	memcpy(to->se, best->se, sizeof to->se);
	to->se[2] *= f->unit;
	to->uncertain = uncertain_of(best, DIM);
	to->loglik = best->loglik - f->count * log(f->unit);
}

static void
report_limit(const struct fitting *f, enum ggspend_limit limit, const struct fit *best,
    struct ggspend_fit *to)
{
	const bool amount = limit == GGSPEND_SAME_AMOUNT;

	to->par = (struct ggspend){ .p = amount ? NAN : best->par[0],
	    .q = amount ? 1 + best->par[0] : NAN, .gamma = NAN,
		.limit = limit, .level = amount ? best->par[1] * f->unit : best->par[1] / f->unit };
	to->uncertain = uncertain_of(best, 2);
	to->loglik = best->loglik - f->count * log(f->unit);
}

/* Chooses the simplest model within SAME of the best. q = 1 is not valid. */
static bool
fit(struct fitting *f, struct ggspend_fit *to)
{
	const double same = 1e-6;
	struct limits l;
	struct fit best;
	bool good = fit_near(f, &best) || search(f, &best);

	fit_limits(f, &l);
	search_beyond(f, &l, &best, &good);
	const double need = isfinite(best.loglik) ? best.loglik - same : -INFINITY;
	const bool amount = l.has_amount && l.amount.loglik >= need;
	const bool customers = l.has_customers && l.customers.loglik >= need;

	if (amount && !(customers && l.customers.loglik > l.amount.loglik))
		report_limit(f, GGSPEND_SAME_AMOUNT, &l.amount, to);
	else if (customers)
		report_limit(f, GGSPEND_SAME_CUSTOMERS, &l.customers, to);
	else
		report_regular(f, &best, to);
	return amount || customers || good;
}

bool
ggspend_fit(const struct ggspend_row *row, size_t n, unsigned threads, struct ggspend_fit *to)
{
	struct fitting f = { .row = row, .n = n, .threads = threads };

	*to = (struct ggspend_fit){ .par = { .p = NAN, .q = NAN, .gamma = NAN },
	    .se = { NAN, NAN, NAN },
		.loglik = NAN, .customers = (int64_t)n };
	if (n == 0)
		return false;
	if (alike(row, n)) {
		to->par.limit = GGSPEND_ONE_AMOUNT;
		to->par.level = row[0].zbar;
		to->loglik = INFINITY;
		return true;
	}
	fitting_new(&f);
	const bool good = fit(&f, to);

	free(f.group);
	free(f.partial);
	return good;
}
