#include "lib/value/horizons.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/value/horizons_step.h"

struct horizons {
	const struct btyd *model;
	double first;			/* the step of the first horizon */
	size_t n;
	double t, rate;
	struct btyd_horizon *of;
};

static void
compute(void *ctx, size_t i)
{
	const struct horizons *h = ctx;

	horizons_step_points(h->model, h->first + (double)i, h->t, h->rate, &h->of[i]);
}

struct horizons *
horizons_new(const struct btyd *m, double least, double most, double t, double rate,
    unsigned threads)
{
	struct horizons *h = mem_new(1, sizeof *h);

	*h = (struct horizons){ .model = m, .first = horizons_step(least), .t = t, .rate = rate };
	h->n = (size_t)(horizons_step(most) - h->first) + 1;
	h->of = mem_resize(NULL, h->n, sizeof *h->of);
	work_each(threads, h->n, compute, h);
	return h;
}

void
horizons_free(struct horizons *h)
{
	if (h)
		free(h->of);
	free(h);
}

const struct btyd_horizon *
horizons_at(const struct horizons *h, double base)
{
	return &h->of[(size_t)(horizons_step(base) - h->first)];
}
