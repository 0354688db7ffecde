/*
 * marks - where the cells and rows of CSV without quotes end: the offsets of its separators and
 * line feeds (pure).
 *
 * The processor decides how they are looked for, but not what is found.
 */
#ifndef MARKS_H
#define MARKS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Not at all (for a test: then all rows are read through their cells), byte by byte, or 16 or 32
 * together.
 */
enum marks_way { MARKS_NONE, MARKS_SCALAR, MARKS_SSE2, MARKS_AVX2, MARKS_WAYS };

/* The fastest way on this processor (marks_best.c, so that a test can replace it). */
enum marks_way marks_best(void);

/* Whether this processor can go the way. */
bool marks_can(enum marks_way);

enum { MARKS_SPARE = 8 };	/* more room than the offsets need */

struct marks {
	size_t n;		/* separators and line feeds */
	size_t lines;		/* line feeds */
	bool odd;		/* there is a quote, CR or NUL */
	bool high;		/* there is a byte above 7F */
};

/* Writes the offsets, ascending, to AT, which has room for N + MARKS_SPARE. N is below 2^32. */
struct marks marks_find(enum marks_way, const char *, size_t n, char separator, uint32_t *at);

#endif
