#include "lib/survey/servqual.h"

#include <math.h>

static const struct servqual unknown = { NAN, NAN };

struct servqual
servqual_dimension(const struct servqual *item, const size_t *dimension_of, size_t items,
    size_t dimension)
{
	struct servqual sum = { 0, 0 };
	size_t n = 0;

	for (size_t i = 0; i < items; i++)
		if (dimension_of[i] == dimension && !isnan(item[i].expectation) &&
		    !isnan(item[i].perception)) {
			sum.expectation += item[i].expectation;
			sum.perception += item[i].perception;
			n++;
		}
	if (n == 0)
		return unknown;
	return (struct servqual){ sum.expectation / (long double)n,
	    sum.perception / (long double)n };
}

struct servqual
servqual_overall(const struct servqual *dimension, const double *weight, size_t dimensions)
{
	struct servqual sum = { 0, 0 };
	const long double whole = weight ? SERVQUAL_POINTS : (long double)dimensions;

	for (size_t i = 0; i < dimensions; i++) {
		const long double w = weight ? weight[i] : 1;

		sum.expectation += w * dimension[i].expectation;
		sum.perception += w * dimension[i].perception;
	}
	return (struct servqual){ sum.expectation / whole, sum.perception / whole };
}

bool
servqual_weights_good(const double *weight, size_t dimensions)
{
	double sum = 0;

	for (size_t i = 0; i < dimensions; i++) {
		if (!(weight[i] >= 0))
			return false;
		sum += weight[i];
	}
	/* tolerance: thirds are written with a few digits */
	return fabs(sum - SERVQUAL_POINTS) < 1e-9;
}

void
servqual_add(struct servqual_gap *g, struct servqual x)
{
	if (isnan(x.expectation) || isnan(x.perception))
		return;
	mean_add(&g->expectation, x.expectation);
	mean_add(&g->perception, x.perception);
	mean_add(&g->gap, x.perception - x.expectation);
}
