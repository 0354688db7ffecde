/*
 * ticks - round numbers on an axis (pure).
 *
 * The step is 1, 2 or 5 times a power of ten; of these the smallest that makes no more steps than
 * wanted.
 */
#ifndef TICKS_H
#define TICKS_H
#include <stddef.h>

#include "lib/chart/figure.h"

struct ticks {
	double from, to, step;	/* FROM and TO are multiples of STEP */
	size_t n;		/* of ticks: from, from + step, ... to */
};

/* For numbers from LOW to HIGH, which are finite; at most MOST steps, at least 1. */
struct ticks ticks_of(double low, double high, size_t most);

/* The same in this unit: the step of a FIGURE_COUNT is at least 1. */
struct ticks ticks_in(enum figure_unit, double low, double high, size_t most);

double ticks_at(const struct ticks *, size_t i);

#endif
