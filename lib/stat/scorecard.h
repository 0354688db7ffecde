/*
 * scorecard - the marks for items of different weight as one score from 0 to 100 (pure).
 *
 * An item without a mark does not count, and the coverage says which share of the weight has marks.
 */
#ifndef SCORECARD_H
#define SCORECARD_H
#include <stdbool.h>
#include <stddef.h>

struct scorecard {
	size_t n;		/* items with a mark */
	double score;		/* NAN if no item with a weight has a mark */
	double coverage;	/* share of the weight that has marks */
};

/* Converts a mark on its scale to points from 0 to 100; max > min. */
double scorecard_points(double mark, double min, double max);

/*
 * POINTS are NAN for items without a mark. The weights are at least 0, and their sum is positive.
 */
struct scorecard scorecard(const double *weight, const double *points, size_t items);

/*
 * What a customer gets and what it costs them: the sums of weight times points over the items of
 * each side. NAN if an item has no points. Kotler: Marketing Management.
 */
struct scorecard_balance {
	double value, cost;
};
struct scorecard_balance scorecard_balance(const double *weight, const double *points,
    const bool *is_cost, size_t items);

#endif
