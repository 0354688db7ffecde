#include "lib/value/cac.h"

#include <math.h>

#include "lib/base/money.h"

#define ROUNDING 1e-9		/* so that 7.0000000001 months are 7 */

static double
divide(double a, double b)
{
	return b > 0 ? a / b : NAN;
}

struct cac
cac_of(const struct cac_in *in, double revenue, double margin)
{
	const double half = mean_half(&in->clv);
	struct cac c = { .clv = mean_value(&in->clv) };

	c.cac = in->has_cost ?
	    divide((double)in->cost / MONEY_ONE, (double)in->customers) : NAN;
	c.clv_low = c.clv - half;
	c.clv_high = c.clv + half;
	c.ratio = divide(c.clv, c.cac);
	c.ratio_low = divide(c.clv_low, c.cac);
	c.ratio_high = divide(c.clv_high, c.cac);
	c.revenue = isnan(revenue) ? divide(in->spend, in->months) : revenue;
	c.payback = ceil(divide(c.cac, c.revenue * margin) * (1 - ROUNDING));
	return c;
}
