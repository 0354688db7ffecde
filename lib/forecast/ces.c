#include "lib/forecast/ces.h"

#include <math.h>
#include <stdbool.h>

#include "lib/forecast/line.h"
#include "lib/stat/simplex.h"

struct ces {
	double a, b;		/* the real and the imaginary number of smoothing */
	double level, more;	/* the state; MORE is its imaginary part */
};

struct search {
	const double *y;
	size_t n;
	double scale;
};

static struct ces
model_at(const struct search *s, const double *at)
{
	return (struct ces){ at[0], 1 + at[1], s->y[0] + s->scale * at[2], s->scale * at[3] };
}

/* Do old values fade out? Then both eigenvalues of the discount matrix lie in the unit circle. */
static bool
is_stable(const struct ces *c)
{
	const double trace = 2 - 2 * c->a + c->b;
	const double determinant = (1 - c->a + c->b) * (1 - c->a) - (c->b - 1) * (1 - c->a - c->b);

	return fabs(determinant) < 1 && fabs(trace) < 1 + determinant;
}

static void
take(struct ces *c, double error)
{
	const double level = c->level - (1 - c->b) * c->more + (c->a - c->b) * error;

	c->more = c->level + (1 - c->a) * c->more + (c->a + c->b) * error;
	c->level = level;
}

static double
squares(void *ctx, const double *at)
{
	const struct search *s = ctx;
	struct ces c = model_at(s, at);
	double sum = 0;

	if (!is_stable(&c))
		return INFINITY;
	for (size_t i = 0; i < s->n; i++) {
		const double error = s->y[i] - c.level;

		sum += error * error;
		take(&c, error);
	}
	return sum;
}

static void
ahead(struct ces c, size_t n, double *to)
{
	for (size_t h = 0; h < n; h++) {
		to[h] = c.level;
		take(&c, 0);
	}
}

void
ces_fill(const double *y, const struct grid *g)
{
	const struct search s = { y, g->n, line_spread(y, g->n) / 2 };
	/* 1.3 is the start that the authors use; the second state begins near the first value */
	double at[SIMPLEX_DIM] = { 1.3, 0, 0, s.scale > 0 ? y[0] / s.scale / 1.1 : 0 };

	simplex_min(squares, (void *)&s, 4, .2, at);
	struct ces c = model_at(&s, at);

	for (size_t t = 0; t <= g->n; t++) {
		if (t >= g->first)
			ahead(c, g->ahead, grid_row(g, t));
		if (t < g->n)
			take(&c, y[t] - c.level);
	}
}
