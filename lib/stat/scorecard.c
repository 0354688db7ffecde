#include "lib/stat/scorecard.h"

#include <math.h>

double
scorecard_points(double mark, double min, double max)
{
	return 100 * (mark - min) / (max - min);
}

struct scorecard
scorecard(const double *weight, const double *points, size_t items)
{
	struct scorecard s = { 0 };
	/* long double, so that the score of short decimals is a short decimal */
	long double sum = 0, marked = 0, all = 0;

	for (size_t i = 0; i < items; i++) {
		all += weight[i];
		if (isnan(points[i]))
			continue;
		s.n++;
		marked += weight[i];
		sum += (long double)weight[i] * points[i];
	}
	s.score = marked > 0 ? (double)(sum / marked) : NAN;
	s.coverage = (double)(marked / all);
	return s;
}

struct scorecard_balance
scorecard_balance(const double *weight, const double *points, const bool *is_cost, size_t items)
{
	long double side[2] = { 0, 0 };

	for (size_t i = 0; i < items; i++) {
		if (isnan(points[i]))
			return (struct scorecard_balance){ NAN, NAN };
		side[is_cost[i]] += (long double)weight[i] * points[i];
	}
	return (struct scorecard_balance){ (double)side[0], (double)side[1] };
}
