/*
 * ces - complex exponential smoothing of a series without a season (pure).
 *
 * Svetunkov, Kourentzes and Ord, Naval Research Logistics 69 (2022). Its two numbers of smoothing
 * let it follow level and trend without choosing between them.
 */
#ifndef CES_H
#define CES_H
#include "lib/forecast/grid.h"

/* Fits on the N values of the grid, at least two, and fills it. */
void ces_fill(const double *y, const struct grid *);

#endif
