#include "lib/value/retention.h"

#include <math.h>

double
retention_value(double margin, double retention, double discount, bool now, double n)
{
	const double weight = retention / (1 + discount), first = now ? 1 : weight;

	if (weight == 1)
		return margin * n;
	if (isinf(n))
		return weight < 1 ? margin * first / (1 - weight) : INFINITY;
	return margin * first * (1 - pow(weight, n)) / (1 - weight);
}
