/* line - the straight line through a series by least squares, and its spread (pure). */
#ifndef LINE_H
#define LINE_H
#include <stddef.h>

struct line {
	double at, slope;	/* at place 0; per place */
	double scale;		/* the root of the mean squared distance from it */
};

struct line line_through(const double *y, size_t n);
double line_at(const struct line *, size_t place);

/* The standard deviation of all values about their mean. */
double line_spread(const double *y, size_t n);

#endif
