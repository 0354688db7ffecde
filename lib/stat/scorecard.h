/*
 * scorecard - marks for items of different weight, as one score from 0 to 100 (pure).
 *
 * What is not marked leaves its weight out, and the coverage says how much of the weight is left.
 */
#ifndef SCORECARD_H
#define SCORECARD_H
#include <stddef.h>

struct scorecard {
	size_t n;		/* items marked */
	double score;		/* NAN where none of weight is */
	double coverage;	/* share of the weight that is marked */
};

/* A mark on its scale as points from 0 to 100; max > min. */
double scorecard_points(double mark, double min, double max);

/* POINTS are NAN where there is no mark; the weights are 0 or more, their sum is not 0. */
struct scorecard scorecard(const double *weight, const double *points, size_t items);

#endif
