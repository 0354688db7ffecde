/*
 * rfm - scores by midrank, so that equal values have equal scores (pure).
 *
 * score = min(bins, floor(bins * (2 less + equal) / (2 n)) + 1), if LESS of the n values are
 * smaller and EQUAL are equal. The usual method, NTILE, can give equal customers different scores.
 * If most customers bought once, some of them would get a middle score for one purchase and so
 * count as loyal.
 */
#ifndef RFM_H
#define RFM_H
#include <stddef.h>
#include <stdint.h>

enum {
	RFM_BINS = 9,	/* the most bins of a score, which is one digit */
	RFM_CUTS = 100,	/* the most bins of rfm_cuts, which cut.h uses too */
};

/*
 * The values at which the scores begin, ascending. The score of a value is 1 + the number of cuts
 * 0..bins-2 that are <= it.
 */
struct rfm_cuts {
	int bins;
	int64_t from[RFM_CUTS];	/* INT64_MAX: no value has this score or a higher one */
};

/*
 * The cuts of N values below INT64_MAX, for up to RFM_CUTS bins. Sorts the values. If N is 0, every
 * value scores 1.
 */
struct rfm_cuts rfm_cuts(int64_t *value, size_t n, int bins);

/*
 * The same for numbers of purchase days: one day scores 1. Customers with more days get the scores
 * from 2 on, by their midrank among such customers.
 */
struct rfm_cuts rfm_cuts_of_purchases(int64_t *days, size_t n, int bins);

/* The same for values with the number of customers that have each: N of them, ascending. */
struct rfm_counted {
	int64_t value, n;
};
struct rfm_cuts rfm_cuts_counted(const struct rfm_counted *, size_t n, int bins);
struct rfm_cuts rfm_cuts_of_purchases_counted(const struct rfm_counted *, size_t n, int bins);

int rfm_score(const struct rfm_cuts *, int64_t value);

#endif
