/*
 * rfm - scores by midrank: equal values always get equal scores (pure).
 *
 * score = min(bins, floor(bins * (2 less + equal) / (2 n)) + 1), where LESS of the n values are
 * smaller and EQUAL of them are equal. NTILE, the usual method, gives equal customers different
 * scores.
 */
#ifndef RFM_H
#define RFM_H
#include <stddef.h>
#include <stdint.h>

enum { RFM_BINS = 9 };	/* the most bins, so that a score is one digit */

/*
 * The lowest value of each score but the first. A value scores 1 + the number of cuts 0..bins-2
 * that are not above it.
 */
struct rfm_cuts {
	int bins;
	int64_t from[RFM_BINS];	/* INT64_MAX if no value gets this score or a higher one */
};

/*
 * Computes the cuts of N values below INT64_MAX, and sorts the values. Without values, everything
 * scores 1.
 */
struct rfm_cuts rfm_cuts(int64_t *value, size_t n, int bins);

int rfm_score(const struct rfm_cuts *, int64_t value);

#endif
