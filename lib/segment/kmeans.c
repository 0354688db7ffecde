#include "lib/segment/kmeans.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"

/*
 * kmeans_fit runs the starts on several threads; run_start does one of them in a struct kmeans of
 * its own: seed_centres, lloyd, move_rows. A sum over all rows is added up in the order of the
 * rows, by one thread.
 */
enum {
	ROUNDS = 300,		/* of Lloyd's steps, and of passes that move rows */
	CHUNK = 64,		/* rows whose silhouettes a thread computes at once */
};

#define GAIN 1e-10		/* the least relative gain of a move, so that rounding ends none */

static const double *
row_of(const struct kmeans_rows *r, size_t i)
{
	return r->x + i * r->dim;
}

static double *
centre_of(const struct kmeans *m, const struct kmeans_rows *r, size_t c)
{
	return m->centre + c * r->dim;
}

static double
square(const double *a, const double *b, size_t dim)
{
	double sum = 0;

	for (size_t j = 0; j < dim; j++)
		sum += (a[j] - b[j]) * (a[j] - b[j]);
	return sum;
}

static struct kmeans *
new_kmeans(const struct kmeans_rows *r, size_t k)
{
	struct kmeans *m = mem_new(1, sizeof *m);

	m->k = k;
	m->of = mem_new(r->n, sizeof *m->of);
	m->centre = mem_new(k * r->dim, sizeof *m->centre);
	m->size = mem_new(k, sizeof *m->size);
	return m;
}

void
kmeans_free(struct kmeans *m)
{
	free(m->of);
	free(m->centre);
	free(m->size);
	free(m);
}

/* A row drawn with a probability in proportion to WEIGHT, whose sum is ALL; ALL is above 0. */
static size_t
draw(gsl_rng *rng, const double *weight, size_t n, double all)
{
	double at = gsl_rng_uniform(rng) * all;
	size_t last = 0;

	for (size_t i = 0; i < n; i++) {
		if (weight[i] <= 0)
			continue;
		last = i;
		if ((at -= weight[i]) < 0)
			break;
	}
	return last;
}

/* The squared distance of each row from the nearest of the first K centres. Returns their sum. */
static double
nearest_squares(const struct kmeans_rows *r, const struct kmeans *m, size_t k, double *weight)
{
	double all = 0;

	for (size_t i = 0; i < r->n; i++) {
		const double d = square(row_of(r, i), centre_of(m, r, k - 1), r->dim);

		weight[i] = k == 1 || d < weight[i] ? d : weight[i];
		all += weight[i];
	}
	return all;
}

/* False if there are fewer different rows than centres. */
static bool
seed_centres(const struct kmeans_rows *r, struct kmeans *m, gsl_rng *rng)
{
	double *weight = mem_new(r->n, sizeof *weight);
	size_t at = gsl_rng_uniform_int(rng, r->n), k = 0;

	for (;;) {
		memcpy(centre_of(m, r, k++), row_of(r, at), r->dim * sizeof *r->x);
		if (k == m->k)
			break;
		const double all = nearest_squares(r, m, k, weight);

		if (!(all > 0))
			break;
		at = draw(rng, weight, r->n, all);
	}
	free(weight);
	return k == m->k;
}

size_t
kmeans_nearest(const struct kmeans *m, const double *x, size_t dim)
{
	double least = INFINITY;
	size_t at = 0;

	for (size_t c = 0; c < m->k; c++) {
		const double d = square(x, m->centre + c * dim, dim);

		if (d < least) {
			least = d;
			at = c;
		}
	}
	return at;
}

/* Assigns each row to the nearest centre. Returns whether a row changed its cluster. */
static bool
assign(const struct kmeans_rows *r, struct kmeans *m)
{
	bool changed = false;

	memset(m->size, 0, m->k * sizeof *m->size);
	for (size_t i = 0; i < r->n; i++) {
		const uint32_t c = (uint32_t)kmeans_nearest(m, row_of(r, i), r->dim);

		changed = changed || c != m->of[i];
		m->of[i] = c;
		m->size[c]++;
	}
	return changed;
}

/* A cluster without rows keeps its centre. */
static void
centre(const struct kmeans_rows *r, struct kmeans *m)
{
	for (size_t c = 0; c < m->k; c++)
		if (m->size[c] > 0)
			memset(centre_of(m, r, c), 0, r->dim * sizeof *m->centre);
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < r->dim; j++)
			centre_of(m, r, m->of[i])[j] += row_of(r, i)[j];
	for (size_t c = 0; c < m->k; c++)
		for (size_t j = 0; j < r->dim && m->size[c] > 0; j++)
			centre_of(m, r, c)[j] /= (double)m->size[c];
}

static void
lloyd(const struct kmeans_rows *r, struct kmeans *m)
{
	bool changed = true;

	for (int i = 0; i < ROUNDS && (changed || i == 1); i++) {
		changed = assign(r, m);
		centre(r, m);
	}
}

/* Moves row I, which is not alone, from its cluster to TO, and both centres with it. */
static void
move_row(const struct kmeans_rows *r, struct kmeans *m, size_t i, size_t to)
{
	const size_t from = m->of[i];
	const double *x = row_of(r, i);
	double *a = centre_of(m, r, from), *b = centre_of(m, r, to);

	m->size[from]--;
	m->size[to]++;
	for (size_t j = 0; j < r->dim; j++) {
		a[j] -= (x[j] - a[j]) / (double)m->size[from];
		b[j] += (x[j] - b[j]) / (double)m->size[to];
	}
	m->of[i] = (uint32_t)to;
}

/* The cluster to which a move of row I lowers the inertia most; its own cluster if none does. */
static size_t
best_move(const struct kmeans_rows *r, const struct kmeans *m, size_t i)
{
	const size_t from = m->of[i];
	const double own = (double)m->size[from];
	size_t to = from;

	if (m->size[from] == 1)
		return from;
	/* what leaving saves, and what joining another cluster costs */
	double least = square(row_of(r, i), centre_of(m, r, from), r->dim) * own / (own - 1) *
	    (1 - GAIN);

	for (size_t c = 0; c < m->k; c++) {
		const double n = (double)m->size[c];
		const double cost = square(row_of(r, i), centre_of(m, r, c), r->dim) * n / (n + 1);

		if (c != from && cost < least) {
			least = cost;
			to = c;
		}
	}
	return to;
}

/* Also fills clusters without rows: to join them costs nothing. */
static void
move_rows(const struct kmeans_rows *r, struct kmeans *m)
{
	bool moved = true;

	for (int pass = 0; moved && pass < ROUNDS; pass++) {
		moved = false;
		for (size_t i = 0; i < r->n; i++) {
			const size_t to = best_move(r, m, i);

			if (to != m->of[i]) {
				move_row(r, m, i, to);
				moved = true;
			}
		}
	}
	centre(r, m);
	m->inertia = 0;
	for (size_t i = 0; i < r->n; i++)
		m->inertia += square(row_of(r, i), centre_of(m, r, m->of[i]), r->dim);
}

struct starts {
	const struct kmeans_rows *rows;
	const struct kmeans_opts *opts;
	struct kmeans **best;	/* per thread's share of the starts; NULL: none */
	unsigned shares;
};

/* NULL if fewer than k rows are different. */
static struct kmeans *
run_start(const struct kmeans_rows *r, const struct kmeans_opts *o, unsigned start)
{
	struct kmeans *m = new_kmeans(r, o->k);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	m->start = start;
	gsl_rng_set(rng, o->seed + start);
	const bool good = seed_centres(r, m, rng);

	gsl_rng_free(rng);
	if (!good) {
		kmeans_free(m);
		return NULL;
	}
	lloyd(r, m);
	move_rows(r, m);
	return m;
}

static bool
is_better(const struct kmeans *a, const struct kmeans *b)
{
	return a->inertia != b->inertia ? a->inertia < b->inertia : a->start < b->start;
}

/* The better of two results, either of which may be NULL; frees the other. */
static struct kmeans *
better(struct kmeans *a, struct kmeans *b)
{
	if (a == NULL || b == NULL)
		return a ? a : b;
	struct kmeans *other = is_better(a, b) ? b : a;

	kmeans_free(other);
	return other == a ? b : a;
}

/* A share is every SHARESth start. Only the best is kept, because each has a label per row. */
static void
run_share(void *ctx, size_t share)
{
	const struct starts *s = ctx;

	for (unsigned i = (unsigned)share; i < s->opts->starts; i += s->shares)
		s->best[share] = better(s->best[share], run_start(s->rows, s->opts, i));
}

static int
by_first(const void *a, const void *b)
{
	const double *const *x = a, *const *y = b;

	return (**x < **y) - (**x > **y);
}

/* Numbers the clusters by the first column of their centres, the highest first. */
static void
order(const struct kmeans_rows *r, struct kmeans *m)
{
	const double **old = mem_new(m->k, sizeof *old);
	struct kmeans *to = new_kmeans(r, m->k);
	uint32_t *at = mem_new(m->k, sizeof *at);

	for (size_t c = 0; c < m->k; c++)
		old[c] = centre_of(m, r, c);
	qsort(old, m->k, sizeof *old, by_first);
	for (size_t c = 0; c < m->k; c++) {
		const size_t from = (size_t)(old[c] - m->centre) / r->dim;

		at[from] = (uint32_t)c;
		to->size[c] = m->size[from];
		memcpy(centre_of(to, r, c), old[c], r->dim * sizeof *m->centre);
	}
	for (size_t i = 0; i < r->n; i++)
		m->of[i] = at[m->of[i]];
	memcpy(m->size, to->size, m->k * sizeof *m->size);
	memcpy(m->centre, to->centre, m->k * r->dim * sizeof *m->centre);
	kmeans_free(to);
	free(old);
	free(at);
}

struct kmeans *
kmeans_fit(const struct kmeans_rows *r, const struct kmeans_opts *o)
{
	struct starts s = { r, o, NULL, o->starts < o->threads ? o->starts : o->threads };
	struct kmeans *best = NULL;

	if (r->n < o->k)
		return NULL;
	s.best = mem_new(s.shares, sizeof(struct kmeans *));
	work_each(o->threads, s.shares, run_share, &s);
	for (unsigned i = 0; i < s.shares; i++)
		best = better(best, s.best[i]);
	free(s.best);
	if (best)
		order(r, best);
	return best;
}

size_t
kmeans_different(const struct kmeans_rows *r, size_t most)
{
	size_t *seen = mem_new(most, sizeof *seen), n = 0;

	for (size_t i = 0; i < r->n && n < most; i++) {
		bool is_new = true;

		for (size_t k = 0; k < n && is_new; k++)
			is_new = square(row_of(r, i), row_of(r, seen[k]), r->dim) > 0;
		if (is_new)
			seen[n++] = i;
	}
	free(seen);
	return n;
}

struct silhouettes {
	const struct kmeans_rows *rows;
	const struct kmeans *m;
	const size_t *row;	/* the rows of the sample */
	size_t n, *size;	/* of the sample: rows, and rows per cluster */
	double *sum;		/* per chunk */
};

static double
silhouette_of(const struct silhouettes *s, size_t i, double *sum)
{
	const double *x = row_of(s->rows, s->row[i]);
	const size_t own = s->m->of[s->row[i]];
	double b = INFINITY;

	memset(sum, 0, s->m->k * sizeof *sum);
	for (size_t k = 0; k < s->n; k++)
		sum[s->m->of[s->row[k]]] +=
		    sqrt(square(x, row_of(s->rows, s->row[k]), s->rows->dim));
	for (size_t c = 0; c < s->m->k; c++)
		if (c != own && s->size[c] > 0)
			b = fmin(b, sum[c] / (double)s->size[c]);
	if (s->size[own] == 1 || isinf(b))
		return 0;
	const double a = sum[own] / (double)(s->size[own] - 1);

	return fmax(a, b) > 0 ? (b - a) / fmax(a, b) : 0;
}

static void
silhouette_chunk(void *ctx, size_t chunk)
{
	const struct silhouettes *s = ctx;
	double *sum = mem_new(s->m->k, sizeof *sum);

	for (size_t i = chunk * CHUNK; i < s->n && i < (chunk + 1) * CHUNK; i++)
		s->sum[chunk] += silhouette_of(s, i, sum);
	free(sum);
}

/* All rows, or KMEANS_SAMPLE of them. */
static size_t *
sample(size_t rows, uint32_t seed, size_t *n)
{
	size_t *all = mem_new(rows, sizeof *all);

	*n = rows;
	for (size_t i = 0; i < rows; i++)
		all[i] = i;
	if (rows <= KMEANS_SAMPLE)
		return all;
	size_t *some = mem_new(KMEANS_SAMPLE, sizeof *some);
	gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);

	*n = KMEANS_SAMPLE;
	gsl_rng_set(rng, seed);
	gsl_ran_choose(rng, some, *n, all, rows, sizeof *some);
	gsl_rng_free(rng);
	free(all);
	return some;
}

struct kmeans_silhouette
kmeans_silhouette(const struct kmeans_rows *r, const struct kmeans *m, const struct kmeans_opts *o)
{
	size_t n;
	size_t *row = sample(r->n, o->seed, &n);
	const size_t chunks = (n + CHUNK - 1) / CHUNK;
	struct silhouettes s = { r, m, row, n, mem_new(m->k, sizeof *s.size),
		mem_new(chunks, sizeof *s.sum) };
	double all = 0;

	for (size_t i = 0; i < n; i++)
		s.size[m->of[row[i]]]++;
	work_each(o->threads, chunks, silhouette_chunk, &s);
	for (size_t i = 0; i < chunks; i++)
		all += s.sum[i];
	free(row);
	free(s.size);
	free(s.sum);
	return (struct kmeans_silhouette){ m->k > 1 ? all / (double)n : NAN, n };
}

/* False if the column cannot be used. */
static bool
standardise(double *x, size_t n, size_t dim, struct kmeans_scale *s)
{
	bool varies = false, in_range = true;
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		in_range = in_range && (!s->log || x[i * dim] > -1);
		varies = varies || x[i * dim] != x[0];
		if (s->log)
			x[i * dim] = log1p(x[i * dim]);
		sum += x[i * dim];
	}
	s->mean = sum / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (x[i * dim] - s->mean) * (x[i * dim] - s->mean);
	s->sd = !in_range ? NAN : varies ? sqrt(squares / (double)n) : 0;
	for (size_t i = 0; i < n; i++)
		x[i * dim] = (x[i * dim] - s->mean) / s->sd;
	return s->sd > 0;
}

size_t
kmeans_standardise(double *x, size_t n, size_t dim, struct kmeans_scale *s)
{
	size_t j = 0;

	while (j < dim && standardise(x + j, n, dim, &s[j]))
		j++;
	return j;
}

double
kmeans_original(const struct kmeans_scale *s, double z)
{
	return s->log ? expm1(z * s->sd + s->mean) : z * s->sd + s->mean;
}
