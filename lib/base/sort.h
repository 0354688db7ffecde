/*
 * sort - large arrays of whole numbers, by radix: linear, stable; and the first N of rows that are
 * ranked (program: memory).
 */
#ifndef SORT_H
#define SORT_H
#include <stddef.h>
#include <stdint.h>

void sort_int64(int64_t *, size_t n);

/* Ascending by KEY; WITH[i] goes where KEY[i] goes. */
void sort_with(uint64_t *key, uint64_t *with, size_t n);

/* A row and what it is ranked by: the highest BY first, of equals the lowest THEN, then the lowest ROW. */
struct sort_ranked {
	double by;		/* not NAN */
	int32_t then;
	size_t row;
};

/* The first MOST of N rows in that order, fewer if there are fewer: *n says how many.  The caller frees them. */
size_t *sort_top(struct sort_ranked *, size_t *n, size_t most);

#endif
