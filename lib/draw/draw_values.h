/* draw_values - draws how numbers are distributed (program). */
#ifndef DRAW_VALUES_H
#define DRAW_VALUES_H
#include <stddef.h>

#include "lib/chart/figure.h"

/*
 * Draws the share of the N values in each class (histogram.h), with their number; below it the
 * median, the mean, how many are 0 or less, and the share of the total that the top 10 % have.
 * NONE is the number of rows without a value. Sorts the values.
 */
void draw_values(const char *title, enum figure_unit, double *, size_t n, size_t none,
    const char *form);

#endif
