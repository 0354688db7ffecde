#include "lib/forecast/line.h"

#include <math.h>

struct line
line_through(const double *y, size_t n)
{
	const double middle = ((double)n - 1) / 2;
	double mean = 0, across = 0, squares = 0, far = 0;

	for (size_t i = 0; i < n; i++)
		mean += y[i] / (double)n;
	for (size_t i = 0; i < n; i++) {
		across += ((double)i - middle) * (y[i] - mean);
		squares += pow((double)i - middle, 2);
	}
	struct line l = { .slope = n > 1 ? across / squares : 0 };

	l.at = mean - l.slope * middle;
	for (size_t i = 0; i < n; i++)
		far += pow(y[i] - line_at(&l, i), 2);
	l.scale = sqrt(far / (double)n);
	return l;
}

double
line_at(const struct line *l, size_t place)
{
	return l->at + l->slope * (double)place;
}

double
line_spread(const double *y, size_t n)
{
	double mean = 0, squares = 0;

	for (size_t i = 0; i < n; i++)
		mean += y[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += pow(y[i] - mean, 2);
	return sqrt(squares / (double)n);
}
