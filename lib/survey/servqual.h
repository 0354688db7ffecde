/*
 * servqual - what customers expect of a service against what they get (pure).
 *
 * Parasuraman, Zeithaml and Berry (1988, 1991): a gap is perception less expectation.
 */
#ifndef SERVQUAL_H
#define SERVQUAL_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/stat/mean.h"

/* of an item, a dimension, all of them; both NAN where one is not known */
struct servqual {
	long double expectation, perception;
};

/* What one respondent says of a dimension: the mean of its items that are answered. */
struct servqual servqual_dimension(const struct servqual *item, const size_t *dimension_of,
    size_t items, size_t dimension);

/*
 * And of all dimensions: their mean, or the sum of weight / 100 times each.  NAN where one dimension
 * is: a mean of other dimensions would be another thing.
 */
struct servqual servqual_overall(const struct servqual *dimension, const double *weight,
    size_t dimensions);

enum { SERVQUAL_POINTS = 100 };	/* what a respondent spreads over the dimensions */

/* None is negative, and together they are the points. */
bool servqual_weights_good(const double *weight, size_t dimensions);

struct servqual_gap {		/* over respondents; zeroed: of nobody */
	struct mean expectation, perception, gap;
};

void servqual_add(struct servqual_gap *, struct servqual);	/* leaves NAN out */

#endif
