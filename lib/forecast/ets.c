#include "lib/forecast/ets.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/forecast/line.h"
#include "lib/forecast/season.h"
#include "lib/stat/simplex.h"

/* The bounds of R's forecast::ets: a damped trend differs from none and from a full one. */
static const double LOW = 1e-4, PHI_LOW = .8, PHI_HIGH = .98;
enum { START = 10 };		/* the values that the first level and slope are estimated from */

/* A fit in progress: the search moves AT, of which the model is a function. */
struct search {
	const struct ets_form *form;
	const double *y;
	size_t n, m;
	double level, slope, scale;	/* at the start; the size of a step of them */
	double *first, *index;		/* indices at the start; of a run */
	struct smooth start;
};

static double
between(double low, double high, double at)
{
	return low + (high - low) / (1 + exp(-at));
}

/* The model that the search is at. AT has alpha, level, beta, slope, phi, gamma, in this order. */
static struct smooth
model_at(const struct search *s, const double *at)
{
	const struct ets_form *f = s->form;
	struct smooth to = { .season = f->season, .relative = f->relative, .trend = f->trend,
		.phi = 1, .m = s->m, .index = s->index };

	to.alpha = between(LOW, 1 - LOW, *at++);
	to.level = s->level + s->scale * *at++;
	if (f->trend) {
		to.beta = between(LOW, to.alpha, *at++);
		to.slope = s->slope + s->scale * *at++ / 4;
	}
	if (f->damped)
		to.phi = between(PHI_LOW, PHI_HIGH, *at++);
	if (f->season != SMOOTH_PLAIN)
		to.gamma = between(LOW, 1 - to.alpha, *at++);
	return to;
}

static size_t
dimension(const struct ets_form *f)
{
	return 2U + 2U * f->trend + f->damped + (f->season != SMOOTH_PLAIN);
}

/* Minus twice the log-likelihood, without its constant. */
static double
deviance(void *ctx, const double *at)
{
	struct search *s = ctx;
	struct smooth run = model_at(s, at);
	double squares = 0, logs = 0, product = 1;

	if (s->first)
		memcpy(s->index, s->first, s->m * sizeof *s->index);
	for (size_t i = 0; i < s->n; i++) {
		if (s->form->relative) {
			const double next = smooth_next(&run);

			if (!(next > 0))
				return INFINITY;
			product *= next;
			if (product > 1e200 || product < 1e-200) {
				logs += log(product);
				product = 1;
			}
		}
		const double e = smooth_take(&run, s->y[i]);

		squares += e * e;
	}
	/* a perfect fit is very good, but not infinitely better than another */
	return (double)s->n * log(fmax(squares, DBL_MIN)) + 2 * (logs + log(product));
}

/* The line through the first values without their season. */
static void
begin(struct search *s)
{
	const size_t n = s->n < START ? s->n : START;
	double x[START];

	for (size_t i = 0; i < n; i++) {
		const double index = s->first ? s->first[i % s->m] : 0;

		x[i] = s->form->season == SMOOTH_TIMES ? s->y[i] / index : s->y[i] - index;
	}
	const struct line line = line_through(x, n);

	s->slope = s->form->trend ? line.slope : 0;
	s->level = s->form->trend ? line.at - line.slope : line_at(&line, (n - 1) / 2);
	s->scale = s->form->trend ? line.scale : line_spread(x, n);
}

static double
aicc(double deviance, size_t n, size_t k)
{
	const double spare = (double)n - (double)k - 1;

	return spare > 0 ? deviance + 2 * (double)k + 2 * (double)k * (double)(k + 1) / spare :
	    INFINITY;
}

struct ets
ets_fit(const struct ets_form *form, const double *y, size_t n, size_t m)
{
	const bool seasonal = form->season != SMOOTH_PLAIN;
	const size_t width = seasonal ? m : 1;
	struct ets to = { .form = *form, .index = mem_new(2 * width, sizeof *to.index),
		.parameters = dimension(form) + 1 + (seasonal ? m - 1 : 0) };
	struct search s = { .form = form, .y = y, .n = n, .m = width,
		.first = seasonal ? to.index : NULL, .index = to.index + width };
	double at[SIMPLEX_DIM] = { -1, 0, -2, 0, 1, -2 };

	if (seasonal)
		season_indices(y, n, m, form->season == SMOOTH_TIMES, to.index);
	at[dimension(form) - 1] = seasonal ? -2 : at[dimension(form) - 1];
	begin(&s);
	to.aicc = aicc(simplex_min(deviance, &s, dimension(form), 1, at), n, to.parameters);
	to.start = to.end = model_at(&s, at);
	to.start.index = to.index;
	if (seasonal)
		memcpy(s.index, to.index, m * sizeof *s.index);
	for (size_t i = 0; i < n; i++)
		smooth_take(&to.end, y[i]);
	return to;
}

bool
ets_admits(const struct ets_form *f, const double *y, size_t n, size_t m)
{
	if (f->damped && !f->trend)
		return false;
	if (f->season == SMOOTH_TIMES && !f->relative)	/* unstable (Hyndman et al. 2008, 4.2) */
		return false;
	if (f->season != SMOOTH_PLAIN && (m < 2 || m > ETS_SEASON || n < 2 * m + m / 2))
		return false;
	for (size_t i = 0; i < n && f->relative; i++)
		if (!(y[i] > 0))
			return false;
	return true;
}

/* Fits all forms that are admitted into TO; returns their number. */
enum { FORMS = 24 };
static size_t
fit_all(const double *y, size_t n, size_t m, struct ets to[static FORMS])
{
	size_t forms = 0;

	for (unsigned code = 0; code < FORMS; code++) {
		const struct ets_form f = { .relative = code & 1, .trend = code & 2,
			.damped = code & 4, .season = (enum smooth_season)(code / 8) };

		if (ets_admits(&f, y, n, m))
			to[forms++] = ets_fit(&f, y, n, m);
	}
	return forms;
}

struct ets
ets_choose(const double *y, size_t n, size_t m)
{
	struct ets all[FORMS];
	const size_t forms = fit_all(y, n, m, all);
	size_t best = 0;

	for (size_t i = 1; i < forms; i++)
		if (all[i].aicc < all[best].aicc)
			best = i;
	for (size_t i = 0; i < forms; i++)
		if (i != best)
			ets_free(&all[i]);
	return all[best];
}

void
ets_fill(const struct ets *e, const double *y, const struct grid *g)
{
	struct smooth run = e->start;

	memcpy(e->end.index, e->start.index, run.m * sizeof *run.index);
	run.index = e->end.index;
	for (size_t t = 0; t <= g->n; t++) {
		if (t >= g->first)
			smooth_ahead(&run, g->ahead, grid_row(g, t));
		if (t < g->n)
			smooth_take(&run, y[t]);
	}
}

static bool
is_undamped(const struct ets *e)
{
	return e->form.trend && !e->form.damped;
}

/* Adds half an Akaike weight to each form, or to each form that is not undamped. */
static void
weigh(const struct ets *all, size_t forms, bool undamped, double *weight)
{
	double least = INFINITY, sum = 0, part[FORMS] = { 0 };

	for (size_t i = 0; i < forms; i++)
		if (undamped || !is_undamped(&all[i]))
			least = fmin(least, all[i].aicc);
	for (size_t i = 0; i < forms; i++)
		if (undamped || !is_undamped(&all[i]))
			sum += part[i] = isfinite(least) ? exp((least - all[i].aicc) / 2) : 1;
	for (size_t i = 0; i < forms; i++)
		weight[i] += part[i] / sum / 2;
}

void
ets_fill_weighted(const double *y, size_t m, const struct grid *g)
{
	static const double LITTLE = .001;	/* a weight that cannot be seen */
	struct ets all[FORMS];
	const size_t forms = fit_all(y, g->n, m, all);
	struct grid one = grid_new(g->first, g->n, g->ahead);
	double weight[FORMS] = { 0 }, sum = 0;

	weigh(all, forms, true, weight);
	weigh(all, forms, false, weight);
	for (size_t i = 0; i < forms; i++)
		sum += weight[i] > LITTLE ? weight[i] : 0;
	for (size_t i = 0; i < forms; i++) {
		if (weight[i] > LITTLE) {
			ets_fill(&all[i], y, &one);
			grid_add(g, weight[i] / sum, &one);
		}
		ets_free(&all[i]);
	}
	grid_free(&one);
}

void
ets_free(struct ets *e)
{
	free(e->index);
}

char *
ets_name(const struct ets_form *f, char to[static ETS_NAME])
{
	static const char season[] = { 'N', 'A', 'M' };

	snprintf(to, ETS_NAME, "%c%s%c", f->relative ? 'M' : 'A',
	    f->damped ? "Ad" : f->trend ? "A" : "N", season[f->season]);
	return to;
}
