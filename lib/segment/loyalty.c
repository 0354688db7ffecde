#include "lib/segment/loyalty.h"

#include <math.h>

enum loyalty
loyalty(double attitude, double from, bool repeats)
{
	if (isnan(attitude))
		return LOYALTY_UNKNOWN;
	if (attitude >= from)
		return repeats ? LOYALTY_TRUE : LOYALTY_LATENT;
	return repeats ? LOYALTY_SPURIOUS : LOYALTY_NONE;
}

const char *
loyalty_name(enum loyalty l)
{
	static const char *const names[] = { "true", "latent", "spurious", "none", "unknown" };

	return names[l];
}
