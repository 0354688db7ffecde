#include "lib/value/horizons_step.h"

#include <math.h>

static const double STEPS = 8;		/* bases per doubling */

double
horizons_step(double base)
{
	return floor(log2(base) * STEPS);
}

void
horizons_step_points(const struct btyd *m, double step, double t, double rate,
    struct btyd_horizon *to)
{
	btyd_horizon_of(m, exp2(step / STEPS), t, rate, to);
}
