/*
 * evaluation - compares scores with what really happened, as rows of a table (program).
 *
 * Each row is a measure of a method; ranking.h and calibration.h define the measures.
 */
#ifndef EVALUATION_H
#define EVALUATION_H
#include <stddef.h>

struct put;

struct evaluation_method {
	const char *name;
	const double *score;	/* the customers are ranked by this */
	const double *chance;	/* predicted probabilities; NULL: the method does not give any */
};

/* Prints the measures of M methods for N customers. OUTCOME is 1 or 0 for each customer. */
void evaluation_print(struct put *, const struct evaluation_method *, size_t m,
    const double *outcome, size_t n);

/*
 * Draws two charts. The first shows the share of the outcomes of 1 that the customers with the
 * highest scores include. The second compares, by tenths, the observed share with the predicted
 * probability. FORM: see draw.h.
 */
void evaluation_plot(const char *form, const struct evaluation_method *, size_t m,
    const double *outcome, size_t n);

#endif
