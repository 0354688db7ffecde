/*
 * change - by how much a figure of the customers changed from one period to the next, with its 95 %
 * interval (pure).
 *
 * A figure is a sum over customers, such as spend, or the ratio of two sums, such as spend per
 * order. Customers are taken as independent draws; the two periods of a customer need not be
 * independent. For the ratio R of the sums A and B of two periods,
 *
 *     log R = log A - log B,  and its variance is about  n/(n-1) sum (a_i / A - b_i / B)^2
 *
 * over the n customers of either period: the linearization of the ratio estimator (Cochran,
 * Sampling Techniques, 1977, chapter 6). A ratio of ratios has the same sum of four terms. The
 * interval is exp(log R -+ 1.96 se) - 1, so a change never falls below -100 %.
 */
#ifndef CHANGE_H
#define CHANGE_H
#include <stdbool.h>
#include <stddef.h>

enum { CHANGE_SUMS = 4 };	/* sums of a period, at most */

/* What the customers add up to; zeroed: no customer. */
struct change {
	size_t n;
	/* of the period, then of the one before */
	double sum[2 * CHANGE_SUMS];
	double product[2 * CHANGE_SUMS][2 * CHANGE_SUMS];
};

struct change_estimate {	/* NAN: not defined */
	double value, before;
	/* relative: .1 is 10 % more; NAN for a change from 0, and for the interval of one to 0 */
	double change, low, high;
	bool few;			/* too few customers or events for a verdict */
};

/*
 * The interval stands on a normal approximation, which is poor for few: a verdict needs as many
 * customers who bought in either period, or events in both periods together.
 */
enum { CHANGE_CUSTOMERS = 30, CHANGE_EVENTS = 10 };

/* Adds a customer: the values of the period, and of the one before. */
void change_add(struct change *, const double now[static CHANGE_SUMS],
    const double before[static CHANGE_SUMS]);

/* The figure that is sum I, or if PER is not negative, sum I divided by sum PER. */
struct change_estimate change_of(const struct change *, int i, int per);

/* Of two numbers of independent events, by Poisson: the variance of log R is 1/A + 1/B. */
struct change_estimate change_of_counts(double now, double before);

/* "more", "less", "within noise" or "too few"; NULL without an interval. */
const char *change_verdict(const struct change_estimate *);

#endif
