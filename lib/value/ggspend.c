#include "lib/value/ggspend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/work.h"
#include "lib/stat/fit.h"
#include "lib/stat/hyp.h"

double
ggspend_loglik(const struct ggspend *m, double x, double zbar)
{
	double shape = m->p * x, spent = x * zbar;
	double q[3];

	hyp_gamma(m->q, q);
	return hyp_logrise(shape, m->q) - q[0] - m->q * log1p(spent / m->gamma) -
	    shape * log1p(m->gamma / spent) - log(zbar);
}

double
ggspend_expected(const struct ggspend *m, double x, double zbar)
{
	return m->p * (m->gamma + x * zbar) / (m->p * x + m->q - 1);
}

/*
 * Fitting.  The parameters are p, q - 1 and gamma in units of the mean spend: the currency changes
 * neither the search nor what counts as a boundary.  The gammas depend on x only and are summed
 * once for each x; a row costs one logarithm and one division.
 */
struct group {
	double x, n;
};

enum { DIM = 3, CHUNK = 4096, SMALL = 1024,
	LOG, XLOG, INV, XINV, INV2, XINV2, SUMS };	/* sums of log(gamma+s) x log(gamma+s) 1/(gamma+s) ... */

struct fitting {
	const struct ggspend_row *row;
	size_t n, ngroup, nchunk;
	unsigned threads;
	struct group *group;	/* one for each x, ascending */
	double (*partial)[SUMS];	/* of each chunk */
	double unit, spread;	/* the mean spend of a customer and its squared coefficient of variation */
	double gamma;		/* where it is evaluated */
	double count, x, logs, xlogs;	/* sums over the rows: 1, x, log zbar, x log (x zbar) */
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
	all = f->count * (q * log(gamma) - l[0]) + p * f->xlogs - f->logs - p * sum[XLOG] - q * sum[LOG];
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

/* The customers of each x: the small ones are counted, so that few are sorted. */
static bool
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
	f->group = calloc(SMALL + large, sizeof *f->group);
	if (f->group == NULL)
		return false;
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
	return true;
}

/* False where there is nothing to fit, or no memory. */
static bool
fitting_new(struct fitting *f)
{
	bool alike = true;

	f->nchunk = f->n / CHUNK + (f->n % CHUNK > 0);
	for (size_t i = 0; i < f->n; i++) {
		f->unit += f->row[i].zbar / (double)f->n;
		alike = alike && f->row[i].zbar == f->row[0].zbar;
	}
	if (alike || (f->partial = calloc(f->nchunk, sizeof *f->partial)) == NULL || !set_groups(f))
		return false;
	for (size_t i = 0; i < f->n; i++) {
		double l = log(f->row[i].zbar / f->unit);

		f->spread += pow(f->row[i].zbar / f->unit - 1, 2) / (double)f->n;
		f->logs += l;
		f->xlogs += f->row[i].x * l;
	}
	f->count = (double)f->n;
	for (const struct group *g = f->group; g < f->group + f->ngroup; g++)
		f->xlogs += g->n * g->x * log(g->x);
	return true;
}

/* From the maximum of every so manieth row of many, by Newton alone. */
static bool
fit_near(struct fitting *f, struct fit *to)
{
	enum { SAMPLE = 1 << 14 };
	const size_t step = f->n / SAMPLE;
	struct ggspend_row *some = step > 1 ? calloc(f->n / step + 1, sizeof *some) : NULL;
	struct fit_model m = { .dim = DIM, .loglik = loglik, .derive = derive, .ctx = f, .near = true };
	struct ggspend_fit sample;
	size_t n = 0;

	if (some == NULL)
		return false;
	for (size_t i = 0; i < f->n; i += step)
		some[n++] = f->row[i];
	const bool good = ggspend_fit(some, n, f->threads, &sample) && isfinite(sample.se[0]);
	const struct ggspend *g = &sample.par;

	free(some);
	return good && fit_max(&m, (double[DIM]){ g->p, g->q - 1, g->gamma / f->unit }, to);
}

/* From all ones, and where that ends at a boundary from where half of the spread is chance; the better of the two. */
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

static bool
maximise(struct fitting *f, struct fit *to)
{
	return fit_near(f, to) || search(f, to);
}

/* Far out p or q no longer matter for what is expected, so such a boundary is an answer; q = 1 is none. */
static bool
fit(struct fitting *f, struct ggspend_fit *to)
{
	const double far = 1e3;
	struct fit best;
	bool good = maximise(f, &best);

	to->par = (struct ggspend){ best.par[0], 1 + best.par[1], best.par[2] * f->unit };
	memcpy(to->se, best.se, sizeof to->se);
	to->se[2] *= f->unit;
	to->loglik = best.loglik - f->count * log(f->unit);
	return good || (isfinite(best.loglik) && best.par[1] > 1 / far && (best.par[0] > far || best.par[1] > far));
}

bool
ggspend_fit(const struct ggspend_row *row, size_t n, unsigned threads, struct ggspend_fit *to)
{
	struct fitting f = { .row = row, .n = n, .threads = threads };
	bool good = fitting_new(&f);

	*to = (struct ggspend_fit){ .par = { NAN, NAN, NAN }, .se = { NAN, NAN, NAN },
		.loglik = NAN, .customers = (int64_t)n };
	good = good && fit(&f, to);
	free(f.group);
	free(f.partial);
	return good;
}
