/*
 * horizons_step - the grid of bases that horizons.h uses (pure).
 *
 * A customer's base (btyd_base) is rounded down to a step of the grid, and the points of
 * btyd_horizon_of are those of that step.
 */
#ifndef HORIZONS_STEP_H
#define HORIZONS_STEP_H
#include "lib/value/btyd.h"

/* The step of a base: a whole number. */
double horizons_step(double base);

/* The points of a step, as btyd_horizon_of. */
void horizons_step_points(const struct btyd *, double step, double t, double rate,
    struct btyd_horizon *to);

#endif
