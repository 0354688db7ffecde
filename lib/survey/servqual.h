/*
 * servqual - what customers expect of a service, compared with what they perceive (pure).
 *
 * Parasuraman, Zeithaml and Berry (1988, 1991): a gap is perception minus expectation.
 */
#ifndef SERVQUAL_H
#define SERVQUAL_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/stat/mean.h"

/* of an item, a dimension or all dimensions; both NAN if one is unknown */
struct servqual {
	long double expectation, perception;
};

/*
 * A dimension of one respondent: the mean of its items that have both answers; NAN if there are
 * none.
 */
struct servqual servqual_dimension(const struct servqual *item, const size_t *dimension_of,
    size_t items, size_t dimension);

/*
 * All dimensions of one respondent: their mean or, with weights, the sum of weight / 100 times
 * each. NAN if a dimension is NAN, because the mean of the others would not be comparable.
 */
struct servqual servqual_overall(const struct servqual *dimension, const double *weight,
    size_t dimensions);

enum { SERVQUAL_POINTS = 100 };	/* what a respondent distributes over the dimensions */

/* Is every weight at least 0, and their sum SERVQUAL_POINTS? */
bool servqual_weights_good(const double *weight, size_t dimensions);

struct servqual_gap {		/* over respondents; zeroed: no respondents */
	struct mean expectation, perception, gap;
};

void servqual_add(struct servqual_gap *, struct servqual);	/* ignores NAN */

#endif
