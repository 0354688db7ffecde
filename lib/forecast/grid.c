#include "lib/forecast/grid.h"

#include <stdlib.h>

#include "lib/base/mem.h"

static size_t
cells(const struct grid *g)
{
	return (g->n - g->first + 1) * g->ahead;
}

struct grid
grid_new(size_t first, size_t n, size_t ahead)
{
	struct grid g = { .first = first, .n = n, .ahead = ahead };

	g.cell = mem_new(cells(&g), sizeof *g.cell);
	return g;
}

void
grid_free(struct grid *g)
{
	free(g->cell);
}

double *
grid_row(const struct grid *g, size_t t)
{
	return g->cell + (t - g->first) * g->ahead;
}

void
grid_add(const struct grid *g, double weight, const struct grid *other)
{
	for (size_t i = 0; i < cells(g); i++)
		g->cell[i] += weight * other->cell[i];
}
