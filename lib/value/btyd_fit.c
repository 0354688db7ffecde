#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/work.h"
#include "lib/stat/fit.h"
#include "lib/value/dropout.h"

/* What depends on x only is summed once for each x, and the rest over the histories of that x, a chunk at a time. */
enum { CHUNK = 4096, DIM = DROPOUT_DIM, SUMS = DROPOUT_SUMS };

struct chunk {
	size_t group, first, n;		/* the tuples of it */
	double sum[SUMS];
};

struct fitting {
	const struct btyd_tuple *tuple;
	size_t n, ngroup, nchunk;
	unsigned threads;
	struct dropout_group *group;	/* one for each x, ascending */
	struct chunk *chunk;
	double customers, purchases, weeks;	/* weeks observed, of all of them */
	struct btyd at;			/* where it is evaluated */
	const struct dropout *dropout;
	bool derive;
};

static void
set_limit(struct fitting *f, enum btyd_limit limit)
{
	f->at.limit = limit;
	f->dropout = dropout_of(&f->at);
}

static size_t
dim(const struct fitting *f)
{
	return f->dropout ? f->dropout->dim : 2;
}

/* The model of these parameters. */
static void
set_par(struct fitting *f, const double *par)
{
	struct btyd *m = &f->at;

	m->r = par[0];
	m->alpha = par[1];
	m->a = dim(f) > 2 ? par[2] : 0;
	m->b = dim(f) > 3 ? par[3] : 1;
	if (m->limit == BTYD_EQUAL_DROPOUT && m->model != BTYD_PARETONBD) {	/* a/b is what was looked for */
		m->b = 1 / (1 + par[2]);
		m->a = par[2] * m->b;
	}
}

/* Where nobody leaves. */
static void
add_nbd(const struct btyd *m, const struct dropout_group *g, const struct btyd_tuple *t, size_t n, double *sum)
{
	const double s = m->r + g->x;

	for (size_t i = 0; i < n; i++) {
		const double T = m->alpha + dropout_weeks(t[i].age), far = log(T), of = (double)t[i].n;

		sum[0] -= of * s * far;
		sum[1] -= of * far;
		sum[2] -= of * s / T;
		sum[1 + DIM + 1] -= of / T;
		sum[1 + DIM + DIM + 1] += of * s / (T * T);
	}
}

static void
add_chunk(void *ctx, size_t i)
{
	struct fitting *f = ctx;
	struct chunk *c = f->chunk + i;
	double sum[SUMS] = { 0 };

	if (f->dropout)
		f->dropout->add(&f->at, f->group + c->group, f->tuple + c->first, c->n, f->derive, sum);
	else
		add_nbd(&f->at, f->group + c->group, f->tuple + c->first, c->n, sum);
	memcpy(c->sum, sum, sizeof sum);
}

static void
add_groups(struct fitting *f, double *sum)
{
	const double r = f->at.r, alpha = f->at.alpha;

	for (struct dropout_group *g = f->group; g < f->group + f->ngroup; g++) {
		dropout_add_rise(g->n, r, g->x, (bool[DIM]){ true }, f->derive, sum);
		if (f->dropout && f->dropout->add_group)
			f->dropout->add_group(&f->at, g, f->derive, sum);
	}
	sum[0] += f->customers * r * log(alpha);
	sum[1] += f->customers * log(alpha);
	sum[2] += f->customers * r / alpha;
	sum[1 + DIM + 1] += f->customers / alpha;
	sum[1 + DIM + DIM + 1] -= f->customers * r / (alpha * alpha);
}

static void
evaluate(struct fitting *f, const double *par, bool derive, double sum[SUMS])
{
	memset(sum, 0, SUMS * sizeof *sum);
	f->derive = derive;
	set_par(f, par);
	add_groups(f, sum);
	work_each(f->threads, f->nchunk, add_chunk, f);
	for (size_t c = 0; c < f->nchunk; c++)
		for (size_t i = 0; i < (derive ? SUMS : 1); i++)
			sum[i] += f->chunk[c].sum[i];
}

static double
loglik(void *ctx, const double *par)
{
	double sum[SUMS];

	evaluate(ctx, par, false, sum);
	return sum[0];
}

static double
derive(void *ctx, const double *par, double *grad, double *hess)
{
	struct fitting *f = ctx;
	size_t n = dim(f);
	double sum[SUMS];

	evaluate(f, par, true, sum);
	for (size_t i = 0; i < n; i++) {
		grad[i] = sum[1 + i];
		for (size_t j = i; j < n; j++)
			hess[i * n + j] = hess[j * n + i] = sum[1 + DIM + i * DIM + j];
	}
	return sum[0];
}

static void
fitting_free(struct fitting *f)
{
	free(f->group);
	free(f->chunk);
}

/* The place of a tuple in its group, given that of the one before. */
static size_t
place(const struct fitting *f, size_t i, size_t before)
{
	return i == 0 || f->tuple[i].x != f->tuple[i - 1].x ? 0 : before + 1;
}

/* False where there is nothing to fit, or no memory. */
static bool
fitting_new(struct fitting *f)
{
	for (size_t i = 0, at = 0; i < f->n; i++) {
		at = place(f, i, at);
		f->ngroup += at == 0;
		f->nchunk += at % CHUNK == 0;
	}
	if (f->ngroup == 0)
		return false;
	f->group = calloc(f->ngroup, sizeof *f->group);
	f->chunk = calloc(f->nchunk, sizeof *f->chunk);
	if (!f->group || !f->chunk)
		return false;

	struct dropout_group *g = f->group;
	struct chunk *c = f->chunk;
	for (size_t i = 0, at = 0; i < f->n; i++) {
		const struct btyd_tuple *t = f->tuple + i;
		double n = (double)t->n;

		at = place(f, i, at);
		if (at == 0)
			g++->x = (double)t->x;
		if (at % CHUNK == 0)
			*c++ = (struct chunk){ .group = (size_t)(g - f->group) - 1, .first = i };
		c[-1].n++;
		g[-1].n += n;
		f->customers += n;
		f->purchases += n * (double)t->x;
		f->weeks += n * dropout_weeks(t->age);
	}
	return f->purchases > 0 && f->weeks > 0;
}

/* Boundaries are judged in units of the data: alpha in mean gaps, the life of customers in mean ages. */
static double
unit(const struct fitting *f, size_t i)
{
	if (i < 2)
		return i == 0 ? 1 : f->weeks / f->purchases;
	return pow(f->weeks / f->customers, f->dropout ? f->dropout->weeks[i - 2] : 0);
}

/* Whether the search ended at a boundary; the first N parameters count. */
static bool
boundary(const struct fitting *f, const struct fit *best, size_t n)
{
	struct fit scaled = *best;

	for (size_t i = 0; i < n; i++)
		scaled.par[i] /= unit(f, i);
	return fit_boundary(&scaled, n);
}

/* From START, in units; NEAR: Newton alone.  False where the maximum is not inside; TO then has the best there was. */
static bool
maximise(struct fitting *f, enum btyd_limit limit, const double start[DIM], bool near, struct fit *to)
{
	double from[DIM];

	set_limit(f, limit);
	for (size_t i = 0; i < DIM; i++)
		from[i] = start[i] * unit(f, i);
	const struct fit_model m = { .dim = dim(f), .loglik = loglik, .derive = derive, .ctx = f, .near = near };

	return fit_max(&m, from, to) && !boundary(f, to, m.dim);
}

static void
report(struct fitting *f, enum btyd_limit limit, const struct fit *best, struct btyd_fit *to)
{
	set_limit(f, limit);
	set_par(f, best->par);
	to->par = f->at;
	to->loglik = best->loglik;
	for (size_t i = 0; i < DIM; i++)
		to->se[i] = limit == BTYD_REGULAR ? best->se[i] : NAN;
}

/* The best of what comes of these starts, until one of them ends inside; false where none does. */
static bool
fit_regular(struct fitting *f, const double (*start)[DIM], size_t n, bool near, struct fit *to)
{
	bool found = false;

	to->loglik = NAN;
	for (size_t i = 0; i < n && !found; i++) {
		struct fit next;
		const bool inside = maximise(f, BTYD_REGULAR, start[i], near, &next);

		if (isfinite(to->loglik) && !(next.loglik > to->loglik))
			continue;
		*to = next;
		found = inside;
	}
	return found;
}

/* Whether some leave at once and the rest never, or hardly ever; the purchases must have a maximum inside. */
static bool
at_once(const struct fitting *f, const struct fit *regular)
{
	const double little = 1e-3, third = f->at.model == BTYD_PARETONBD ? 1 : little;

	return regular->par[2] < third && regular->par[3] < little &&
	    !boundary(f, &(struct fit){ .par = { regular->par[0], regular->par[1] } }, 2);
}

/*
 * Where the regular model has no usable maximum, the limit is reported, provided that the data can
 * hardly tell it from what the regular model reaches (half of the 95 % point of chi-square with 1
 * degree of freedom).  Equal dropout contains the NBD, which is preferred where it does as well.
 *
 * The search begins where nothing is known (a sample has done that before where the data are many:
 * SAMPLED), then where few leave, and then where some leave at once, which may be a hill of its own.
 */
static bool
fit_models(struct fitting *f, bool sampled, struct btyd_fit *to)
{
	const double indistinct = 1.92, ones[DIM] = { 1, 1, 1, 1 };
	struct fit regular, equal, none;
	const bool stay = maximise(f, BTYD_NO_DROPOUT, ones, false, &none), near = sampled && stay;
	const double start[][DIM] = { { 1, 1, 1, 1 }, { none.par[0], none.par[1] / unit(f, 1), .1, 1 }, { 1, 1, .05, 1e-4 } };
	const bool found = fit_regular(f, start + near, stay ? 3 - near : 1, near, &regular);

	report(f, BTYD_REGULAR, &regular, to);
	if (found)
		return true;
	const bool leave = maximise(f, BTYD_EQUAL_DROPOUT, start[near], near, &equal);
	const double need = regular.loglik - indistinct;
	if (stay && none.loglik >= need && !(leave && none.loglik < equal.loglik - 1e-6))
		report(f, BTYD_NO_DROPOUT, &none, to);
	else if (leave && equal.loglik >= need)
		report(f, BTYD_EQUAL_DROPOUT, &equal, to);
	else
		return isfinite(regular.se[0]) || at_once(f, &regular);
	return true;
}

/* From the maximum that a sample has inside: Newton alone, if it ends inside. */
static bool
fit_near(struct fitting *f, const struct btyd *m, struct btyd_fit *to)
{
	const double par[DIM] = { m->r, m->alpha, m->a, m->b };
	double start[DIM];
	struct fit best;

	set_limit(f, BTYD_REGULAR);
	for (size_t i = 0; i < DIM; i++)
		start[i] = par[i] / unit(f, i);
	if (!maximise(f, BTYD_REGULAR, start, true, &best))
		return false;
	report(f, BTYD_REGULAR, &best, to);
	return true;
}

/* Every fourth of many: the search is among few, as Newton goes on with all from the maximum that these have. */
static bool
fit_sample(const struct fitting *f, struct btyd_fit *to)
{
	enum { FEW = 2048, STEP = 4 };
	struct btyd_tuple *some = f->n > FEW ? calloc(f->n / STEP + 1, sizeof *some) : NULL;
	size_t n = 0;

	if (some == NULL)
		return false;
	for (size_t i = 0; i < f->n; i += STEP)
		some[n++] = f->tuple[i];
	const bool good = btyd_fit(f->at.model, some, n, f->threads, to);

	free(some);
	return good;
}

bool
btyd_fit(enum btyd_model model, const struct btyd_tuple *tuple, size_t n, unsigned threads, struct btyd_fit *to)
{
	struct fitting f = { .tuple = tuple, .n = n, .threads = threads, .at.model = model };
	struct btyd_fit sample;
	bool good = fitting_new(&f);

	*to = (struct btyd_fit){ .par = { model, BTYD_REGULAR, NAN, NAN, { NAN }, { NAN } }, .se = { NAN, NAN, NAN, NAN },
		.loglik = NAN, .customers = (int64_t)f.customers, .tuples = n };
	if (good) {
		const bool sampled = fit_sample(&f, &sample);

		good = (sampled && isfinite(sample.se[0]) && fit_near(&f, &sample.par, to)) ||
		    fit_models(&f, sampled && isnan(sample.se[0]), to);
	}
	fitting_free(&f);
	return good;
}
