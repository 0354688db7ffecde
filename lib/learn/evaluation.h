/*
 * evaluation - how well scores told what came to pass, as rows of a table (program).
 *
 * A row is a measure of a method; ranking.h and calibration.h say what each is.
 */
#ifndef EVALUATION_H
#define EVALUATION_H
#include <stddef.h>

#include "lib/io/plot.h"

struct put;

struct evaluation_method {
	const char *name;
	const double *score;	/* ranks the customers */
	const double *chance;	/* the probability that each was given; NULL: it gives none */
};

/* The rows of M methods for N customers, each of OUTCOME 1 or 0. */
void evaluation_print(struct put *, const struct evaluation_method *, size_t m,
    const double *outcome, size_t n);

/*
 * Two panels: the share of the outcomes 1 that those of the highest scores hold, and how often it came to
 * pass against how likely it was said to be, by tenths.
 */
void evaluation_plot(enum plot_form, const struct evaluation_method *, size_t m,
    const double *outcome, size_t n);

#endif
