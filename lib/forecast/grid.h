/*
 * grid - the forecasts of a method from several origins (pure).
 *
 * Row R has the forecasts of the next AHEAD values after the first FIRST + R values, with the
 * parameters that were fitted on all N. The last row, after N values, is the forecast; the others
 * show how large the errors are at each step.
 */
#ifndef GRID_H
#define GRID_H
#include <stddef.h>

struct grid {
	size_t first, n, ahead;
	double *cell;		/* n - first + 1 rows */
};

/* Zeroed. The caller frees it with grid_free. */
struct grid grid_new(size_t first, size_t n, size_t ahead);
void grid_free(struct grid *);

/* The forecasts after the first T values, T from first to n. */
double *grid_row(const struct grid *, size_t t);

/* Adds WEIGHT times the cells of another grid of the same size. */
void grid_add(const struct grid *, double weight, const struct grid *);

#endif
