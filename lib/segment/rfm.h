/*
 * rfm - scores by midrank: equal values always get equal scores (pure but for memory to sort in).
 *
 * score = min(bins, floor(bins * (2 less + equal) / (2 n)) + 1), where of n values LESS are
 * smaller and EQUAL are equal.  NTILE, the usual way, gives equal customers different scores.
 * Where most customers bought once, that would give one purchase the middle score and call it
 * loyal.
 */
#ifndef RFM_H
#define RFM_H
#include <stddef.h>
#include <stdint.h>

enum { RFM_BINS = 9 };	/* at most, so that a score is one digit */

/*
 * Where each score begins: a value scores 1 + the number of cuts 0..bins-2 that are <= it.  They
 * ascend.
 */
struct rfm_cuts {
	int bins;
	int64_t from[RFM_BINS];	/* INT64_MAX where no value gets the score or a higher one */
};

/* The cuts of N values below INT64_MAX, which are sorted in place; of no value, all score 1. */
struct rfm_cuts rfm_cuts(int64_t *value, size_t n, int bins);

/*
 * The same of numbers of purchase days: 1 is one, and whoever has more shares the scores from 2
 * on by the midrank among themselves.
 */
struct rfm_cuts rfm_cuts_of_purchases(int64_t *days, size_t n, int bins);

int rfm_score(const struct rfm_cuts *, int64_t value);

#endif
