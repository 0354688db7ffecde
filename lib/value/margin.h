/*
 * margin - the share of a customer's future spend that is profit, estimated from the past (pure).
 *
 * The mean of all, m, is the profit of all customers divided by their spend. The margin of a
 * customer with n purchases deviates from it by a lasting part, of variance t, and by chance, of
 * variance s / n. Chance matters as much as the lasting part after k = s / t purchases. The
 * estimate is Buehlmann's credibility premium: that of the customer's own purchases and of k more,
 * of the mean amount z of all purchases and the margin m:
 *
 *	(profit + k z m) / (spend + k z)
 *
 * t and s follow from weighted least squares of d = (profit / spend - m)^2 on t + s / n, with the
 * weights n: from the sums of d and of n d. So a single purchase does not count as a lasting
 * difference: only customers with different n tell them apart. d counts as at most 1, because the
 * margin of a small amount has no lower bound.
 *
 * Buehlmann, Gisler, A Course in Credibility Theory and its Applications, 2005, chapter 3. There
 * s comes from the single purchases; here it comes from the sums per customer, which every history
 * has.
 */
#ifndef MARGIN_H
#define MARGIN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct margin_row {		/* a customer whose profit is known; amounts in ten-thousandths */
	int64_t purchases;	/* purchase days, > 0 */
	int64_t spend, profit;
};

struct margin {
	int64_t n;		/* customers; 0: it was not estimated */
	double mean, se;	/* m and its standard error; NAN if there is none */
	double purchases;	/* k >= 1; INFINITY: the mean of all for each */
	double amount;		/* z */
};

/* The same margin for all customers. */
struct margin margin_fixed(double);

/* By purchases, then by spend, then by profit. */
void margin_sort(struct margin_row *, size_t n);

/*
 * Estimates it. Sorts the rows, so that the result does not depend on their order. Returns false if
 * the spend of all customers is not above 0.
 */
bool margin_fit(struct margin_row *, size_t n, struct margin *);

/* The margin of a customer with this profit, or of one whose profit is not known. */
double margin_of(const struct margin *, double spend, double profit);

#endif
