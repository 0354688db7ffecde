#include "lib/stat/control.h"

#include <math.h>

static const double SIGMAS = 3, EXPECTED = 5;
static const double NOISE = 1e-12;	/* of the arithmetic: a share on a limit is inside */

double
control_centre(const struct control_period *p, size_t periods)
{
	int64_t n = 0, yes = 0;

	for (size_t i = 0; i < periods; i++) {
		n += p[i].n;
		yes += p[i].yes;
	}
	return n > 0 ? (double)yes / (double)n : NAN;
}

struct control_limits
control_limits(double centre, int64_t n)
{
	if (n == 0 || isnan(centre))
		return (struct control_limits){ NAN, NAN };
	const double away = SIGMAS * sqrt(centre * (1 - centre) / (double)n);

	return (struct control_limits){ fmax(centre - away, 0), fmin(centre + away, 1) };
}

enum control_signal
control_signal(double centre, const struct control_period *p)
{
	const struct control_limits l = control_limits(centre, p->n);
	const double share = (double)p->yes / (double)p->n;

	return p->n == 0 ? CONTROL_NONE : share > l.high + NOISE ? CONTROL_ABOVE :
	    share < l.low - NOISE ? CONTROL_BELOW : CONTROL_NONE;
}

bool
control_is_small(double centre, int64_t n)
{
	return !(fmin(centre, 1 - centre) * (double)n >= EXPECTED);
}
