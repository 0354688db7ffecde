#include "lib/forecast/theta.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/forecast/line.h"
#include "lib/forecast/smooth.h"
#include "lib/stat/simplex.h"

struct search {
	const double *y;
	size_t n;
	double scale;		/* of a step of the level */
};

static double
logistic(double x)
{
	return 1 / (1 + exp(-x));
}

/* Simple exponential smoothing: AT has alpha and the level at the start. */
static struct smooth
simple_at(const struct search *s, const double *at)
{
	return (struct smooth){ .alpha = logistic(at[0]), .phi = 1, .m = 1,
		.level = s->y[0] + s->scale * at[1] };
}

static double
simple_squares(void *ctx, const double *at)
{
	const struct search *s = ctx;
	struct smooth run = simple_at(s, at);
	double squares = 0;

	for (size_t i = 0; i < s->n; i++)
		squares += pow(smooth_take(&run, s->y[i]), 2);
	return squares;
}

void
theta_classic(const double *y, const struct grid *g)
{
	const struct line line = line_through(y, g->n);
	double *doubled = mem_new(g->n, sizeof *doubled), at[SIMPLEX_DIM] = { 0 };
	const struct search s = { doubled, g->n, line.scale };

	for (size_t i = 0; i < g->n; i++)
		doubled[i] = 2 * y[i] - line_at(&line, i);
	simplex_min(simple_squares, (void *)&s, 2, 1, at);
	struct smooth run = simple_at(&s, at);

	for (size_t t = 0; t <= g->n; t++) {
		for (size_t h = 0; t >= g->first && h < g->ahead; h++)
			grid_row(g, t)[h] = (run.level + line_at(&line, t + h)) / 2;
		if (t < g->n)
			smooth_take(&run, doubled[t]);
	}
	free(doubled);
}

/* The states of the dynamic model after T values (Fiorucci et al., section 3). */
struct dynamic {
	double alpha, theta;
	double level, mean, a, b;	/* a + b t: the line through the values so far */
	double power;			/* (1 - alpha)^t */
	size_t t;
};

static struct dynamic
dynamic_at(const struct search *s, const double *at)
{
	/* alpha from .1 to .99, as in the R package forecTheta */
	return (struct dynamic){ .alpha = .1 + .89 * logistic(at[0]), .theta = 1 + exp(at[2]),
		.level = s->y[0] + s->scale * at[1], .a = s->y[0], .power = 1 };
}

static double
dynamic_next(const struct dynamic *d)
{
	const double line = d->power * d->a +
	    (1 - d->power * (1 - d->alpha)) / d->alpha * d->b;

	return d->level + (1 - 1 / d->theta) * line;
}

static void
dynamic_take(struct dynamic *d, double y)
{
	const double t = (double)++d->t;

	d->level += d->alpha * (y - d->level);
	if (d->t > 1)
		d->b = ((t - 2) * d->b + 6 * (y - d->mean) / t) / (t + 1);
	d->mean += (y - d->mean) / t;
	d->a = d->mean - d->b * (t + 1) / 2;
	d->power *= 1 - d->alpha;
}

static double
dynamic_squares(void *ctx, const double *at)
{
	const struct search *s = ctx;
	struct dynamic d = dynamic_at(s, at);
	double squares = 0;

	for (size_t i = 0; i < s->n; i++) {
		squares += pow(s->y[i] - dynamic_next(&d), 2);
		dynamic_take(&d, s->y[i]);
	}
	return squares;
}

/* The forecasts take the place of values to come. */
static void
dynamic_ahead(struct dynamic d, size_t ahead, double *to)
{
	for (size_t h = 0; h < ahead; h++) {
		to[h] = dynamic_next(&d);
		dynamic_take(&d, to[h]);
	}
}

void
theta_dynamic(const double *y, const struct grid *g)
{
	const struct search s = { y, g->n, line_spread(y, g->n) / 2 };
	double at[SIMPLEX_DIM] = { 0, s.scale > 0 ? -y[0] / 2 / s.scale : 0, 0 };

	simplex_min(dynamic_squares, (void *)&s, 3, 1, at);
	struct dynamic d = dynamic_at(&s, at);

	for (size_t t = 0; t <= g->n; t++) {
		if (t >= g->first)
			dynamic_ahead(d, g->ahead, grid_row(g, t));
		if (t < g->n)
			dynamic_take(&d, y[t]);
	}
}
