/*
 * sort - sorts numbers and texts, and selects the first N of ranked rows (pure).
 *
 * Whole numbers are sorted by radix, stably and in linear time.
 */
#ifndef SORT_H
#define SORT_H
#include <stddef.h>
#include <stdint.h>

/* Ascending. */
void sort_int64(int64_t *, size_t n);
void sort_doubles(double *, size_t n);		/* none is NAN */
void sort_texts(char **, size_t n);		/* bytewise */

/* Ascending by KEY; moves WITH[i] together with KEY[i]. */
void sort_with(uint64_t *key, uint64_t *with, size_t n);

/*
 * A row and its rank: the highest BY comes first; among equals the lowest THEN, then the lowest
 * ROW.
 */
struct sort_ranked {
	double by;		/* not NAN */
	int32_t then;
	size_t row;
};

/*
 * The ROW numbers of the first MOST of *n rows in that order. *n becomes their number, which is
 * smaller if there are fewer rows. The caller frees them.
 */
size_t *sort_top(struct sort_ranked *, size_t *n, size_t most);

#endif
