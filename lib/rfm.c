#include "lib/rfm.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, RADIX = 1 << DIGIT, DIGITS = (64 + DIGIT - 1) / DIGIT, SMALL = 256 };

/* Order-preserving: the negative values come first. */
static uint64_t
key(int64_t v)
{
	return (uint64_t)v ^ (uint64_t)1 << 63;
}

static size_t
digit(int64_t v, int d)
{
	return (size_t)(key(v) >> d * DIGIT) & (RADIX - 1);
}

static int
by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* From FROM to TO by one digit, of which COUNT says how often each value occurs. */
static void
scatter(const int64_t *from, size_t n, int d, size_t *count, int64_t *to)
{
	size_t at = 0;

	for (size_t i = 0; i < RADIX; i++) {
		size_t here = count[i];

		count[i] = at;
		at += here;
	}
	for (size_t i = 0; i < n; i++)
		to[count[digit(from[i], d)]++] = from[i];
}

/* Radix sort from the least digit on; digits that are the same in all values are skipped. */
static void
radix_sort(int64_t *value, int64_t *spare, size_t n, size_t (*count)[RADIX])
{
	int64_t *from = value, *to = spare;

	for (size_t i = 0; i < n; i++)
		for (int d = 0; d < DIGITS; d++)
			count[d][digit(value[i], d)]++;
	for (int d = 0; d < DIGITS; d++) {
		if (count[d][digit(value[0], d)] == n)
			continue;
		scatter(from, n, d, count[d], to);
		int64_t *swap = from;
		from = to;
		to = swap;
	}
	if (from != value)
		memcpy(value, from, n * sizeof *value);
}

static void
sort(int64_t *value, size_t n)
{
	int64_t *spare = n > SMALL ? calloc(n, sizeof *spare) : NULL;
	size_t (*count)[RADIX] = n > SMALL ? calloc(DIGITS, sizeof *count) : NULL;

	if (spare && count)
		radix_sort(value, spare, n, count);
	else if (n > 0)
		qsort(value, n, sizeof *value, by_value);
	free(spare);
	free(count);
}

/* floor(bins (2 less + equal) / (2 n)) + 1, at most bins; no product is more than 2 bins n. */
static int
score(size_t less, size_t equal, size_t n, int bins)
{
	size_t s = (size_t)bins * (2 * less + equal) / (2 * n);

	return s < (size_t)bins ? (int)s + 1 : bins;
}

struct rfm_cuts
rfm_cuts(int64_t *value, size_t n, int bins)
{
	struct rfm_cuts c = { .bins = bins < 1 ? 1 : bins > RFM_BINS ? RFM_BINS : bins };
	int have = 1;

	sort(value, n);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && value[end] == value[i]; end++)
			;
		for (int s = score(i, end - i, n, c.bins); have < s; have++)
			c.from[have - 1] = value[i];
	}
	for (; have <= RFM_BINS; have++)
		c.from[have - 1] = INT64_MAX;
	return c;
}

int
rfm_score(const struct rfm_cuts *c, int64_t value)
{
	int s = 1;

	while (s < c->bins && c->from[s - 1] <= value)
		s++;
	return s;
}
