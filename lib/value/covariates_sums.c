#include "lib/value/covariates_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/value/likelihood.h"
#include "lib/value/rates.h"

enum {
	CHUNK = 2048,		/* tuples that a thread sums at once, or one group */
	DIM = DROPOUT_DIM,
	SUMS = DROPOUT_SUMS,
};

static void
add_rates(const struct btyd *m, const struct dropout_group *g, double *sum)
{
	double *grad = sum + 1, *hess = grad + DIM;

	if (rates_equal(m)) {
		sum[0] += g->n * g->x * log(m->lambda);
		grad[0] += g->n * g->x / m->lambda;
		hess[0] -= g->n * g->x / (m->lambda * m->lambda);
		return;
	}
	dropout_add_rise(g->n, m->r, g->x, (bool[DIM]){ true }, true, sum);
	sum[0] -= g->n * g->x * log(m->alpha);
	grad[1] += g->n * m->r / m->alpha;
	hess[1] += g->n / m->alpha;
	hess[DIM + 1] -= g->n * m->r / (m->alpha * m->alpha);
}

static void
add_group(const struct btyd *m, const struct btyd_tuple *t, size_t n, double sum[SUMS])
{
	const struct dropout *d = dropout_of(m);
	struct dropout_group g = { .x = (double)t->x };

	for (size_t i = 0; i < n; i++)
		g.n += (double)t[i].n;
	add_rates(m, &g, sum);
	if (d->add_group)
		d->add_group(m, &g, true, sum);
	d->add(m, &g, t, n, true, sum);
}

/*
 * Adds the sums of a class with the covariates Z, derived by its own parameters, to TO, derived by
 * the logarithms of the parameters of the search.
 */
static void
expand(const struct covariates_sums *s, const struct btyd *m, const double *z,
    const double sum[SUMS], double *to)
{
	const double own[DIM] = { rates_equal(m) ? m->lambda : m->r, m->alpha,
		likelihood_has_odds(m) ? m->a / m->b : m->a, m->b };
	double factor[COVARIATES_PARS], grad[DIM], hess[DIM][DIM], *g = to + 1, *h = g + s->npar;

	for (size_t i = 0; i < DIM; i++) {
		grad[i] = sum[1 + i] * own[i];
		for (size_t j = i; j < DIM; j++)
			hess[i][j] = hess[j][i] = sum[1 + DIM + i * DIM + j] * own[i] * own[j];
		hess[i][i] += grad[i];
	}
	to[0] += sum[0];
	for (size_t p = 0; p < s->npar; p++) {
		const struct covariates_action *a = &s->action[p];

		factor[p] = a->covariate < 0 ? 1 : a->sign * z[a->covariate];
		g[p] += factor[p] * grad[a->at];
		for (size_t q = 0; q <= p; q++)
			h[p * s->npar + q] += factor[p] * factor[q] * hess[a->at][s->action[q].at];
	}
}

static void
add_chunk(void *ctx, size_t c)
{
	struct covariates_sums *s = ctx;
	const struct covariates_data *d = s->data;
	double *to = s->sum + c * (1 + s->npar + s->npar * s->npar), sum[SUMS];
	struct btyd m;

	for (size_t i = s->chunk[c]; i < s->chunk[c + 1]; i++) {
		const struct covariates_group *g = s->group + i;
		const uint32_t class = d->class[g->first];
		const double *z = s->z + class * d->dim;

		if (i == s->chunk[c] || class != d->class[g[-1].first]) {
			m = covariates_model(&s->at, z);
			memset(sum, 0, sizeof sum);
		}
		add_group(&m, d->tuple + g->first, g->n, sum);
		if (i + 1 == s->chunk[c + 1] || class != d->class[g[1].first])
			expand(s, &m, z, sum, to);
	}
}

void
covariates_sums_of(struct covariates_sums *s, double *to)
{
	const size_t size = 1 + s->npar + s->npar * s->npar;

	memset(to, 0, size * sizeof *to);
	memset(s->sum, 0, s->nchunk * size * sizeof *s->sum);
	work_each(s->threads, s->nchunk, add_chunk, s);
	for (size_t c = 0; c < s->nchunk; c++)
		for (size_t i = 0; i < size; i++)
			to[i] += s->sum[c * size + i];
}

/* Whether a tuple is of the group of the tuple before it. */
static bool
same_group(const struct covariates_data *d, size_t i)
{
	return i > 0 && d->class[i] == d->class[i - 1] && d->tuple[i].x == d->tuple[i - 1].x;
}

struct covariates_sums
covariates_sums_new(const struct covariates_data *d, const double *z, unsigned threads)
{
	struct covariates_sums s = { .data = d, .z = z, .threads = threads };
	size_t n = 0, in_chunk = CHUNK;

	s.group = mem_new(d->n, sizeof *s.group);
	s.chunk = mem_new(d->n + 1, sizeof *s.chunk);
	for (size_t i = 0; i < d->n; i++) {
		if (!same_group(d, i)) {
			if (in_chunk >= CHUNK) {
				s.chunk[s.nchunk++] = n;
				in_chunk = 0;
			}
			s.group[n++].first = i;
		}
		s.group[n - 1].n++;
		in_chunk++;
	}
	s.chunk[s.nchunk] = n;
	s.sum = mem_new(s.nchunk * (1 + COVARIATES_PARS + COVARIATES_PARS * COVARIATES_PARS),
	    sizeof *s.sum);
	return s;
}

void
covariates_sums_free(struct covariates_sums *s)
{
	free(s->group);
	free(s->chunk);
	free(s->sum);
}
