/*
 * theta - the Theta method, classic and dynamic, for series without a season (pure).
 *
 * Classic: Assimakopoulos and Nikolopoulos, International Journal of Forecasting 16 (2000): the
 * mean of the line through all values and of simple exponential smoothing of the values with their
 * distances from it doubled. Dynamic: the dynamic optimised Theta model (DOTM) of Fiorucci,
 * Pellegrini, Louzada, Petropoulos and Koehler, the same journal 32 (2016): the line follows the
 * values, and theta is estimated.
 */
#ifndef THETA_H
#define THETA_H
#include "lib/forecast/grid.h"

/* Fit on the N values of the grid, at least two, and fill it. */
void theta_classic(const double *y, const struct grid *);
void theta_dynamic(const double *y, const struct grid *);

#endif
