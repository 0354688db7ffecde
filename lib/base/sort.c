#include "lib/base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { DIGIT = 11, RADIX = 1 << DIGIT, DIGITS = (64 + DIGIT - 1) / DIGIT };

static size_t
digit(uint64_t v, int d)
{
	return (size_t)(v >> d * DIGIT) & (RADIX - 1);
}

/* Turns the number of keys per digit into the index where each digit begins. */
static void
starts(size_t count[static RADIX])
{
	for (size_t i = 0, at = 0; i < RADIX; i++) {
		const size_t here = count[i];

		count[i] = at;
		at += here;
	}
}

static void
scatter(const uint64_t *key, const uint64_t *with, size_t n, int d, size_t count[static RADIX],
    uint64_t *to_key, uint64_t *to_with)
{
	starts(count);
	for (size_t i = 0; i < n; i++) {
		const size_t at = count[digit(key[i], d)]++;

		to_key[at] = key[i];
		if (with)
			to_with[at] = with[i];
	}
}

/* A radix sort from the lowest digit to the highest. It skips a digit that all keys share. */
static void
by_digits(uint64_t *key, uint64_t *with, uint64_t *spare_key, uint64_t *spare_with, size_t n,
    size_t (*count)[RADIX])
{
	uint64_t *k = key, *w = with, *tk = spare_key, *tw = spare_with;

	for (size_t i = 0; i < n; i++)
		for (int d = 0; d < DIGITS; d++)
			count[d][digit(key[i], d)]++;
	for (int d = 0; d < DIGITS; d++) {
		uint64_t *was;

		if (count[d][digit(key[0], d)] == n)
			continue;
		scatter(k, w, n, d, count[d], tk, tw);
		was = k, k = tk, tk = was;
		was = w, w = tw, tw = was;
	}
	if (k == key)
		return;
	memcpy(key, k, n * sizeof *key);
	if (with)
		memcpy(with, w, n * sizeof *with);
}

void
sort_with(uint64_t *key, uint64_t *with, size_t n)
{
	uint64_t *spare = mem_resize(NULL, n, (with ? 2 : 1) * sizeof *spare);
	size_t (*count)[RADIX] = mem_new(DIGITS, sizeof *count);

	if (n > 1)
		by_digits(key, with, spare, with ? spare + n : NULL, n, count);
	free(spare);
	free(count);
}

void
sort_int64(int64_t *v, size_t n)
{
	const uint64_t sign = (uint64_t)1 << 63;
	uint64_t *u = (uint64_t *)v;	/* the same object, signed or not */

	for (size_t i = 0; i < n; i++)
		u[i] ^= sign;
	sort_with(u, NULL, n);
	for (size_t i = 0; i < n; i++)
		u[i] ^= sign;
}

static int
by_rank(const void *a, const void *b)
{
	const struct sort_ranked *x = a, *y = b;

	if (x->by != y->by)
		return x->by < y->by ? 1 : -1;
	if (x->then != y->then)
		return x->then > y->then ? 1 : -1;
	return (x->row > y->row) - (x->row < y->row);
}

static int
by_value(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
sort_doubles(double *x, size_t n)
{
	if (n > 0)
		qsort(x, n, sizeof *x, by_value);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
sort_texts(char **s, size_t n)
{
	if (n > 0)
		qsort(s, n, sizeof *s, by_bytes);
}

size_t *
sort_top(struct sort_ranked *of, size_t *n, size_t most)
{
	qsort(of, *n, sizeof *of, by_rank);
	if (*n > most)
		*n = most;
	size_t *row = mem_new(*n, sizeof *row);

	for (size_t i = 0; i < *n; i++)
		row[i] = of[i].row;
	return row;
}
