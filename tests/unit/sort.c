/*
 * sort: arrays of all sizes and ranges compared with qsort, stability, and the first rows compared
 * with a selection.
 */
#include "lib/base/sort.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

static int
by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Random numbers of this many bits, of both signs. */
static int64_t
number(unsigned bits)
{
	return (int64_t)random_next() >> (64 - bits);
}

static bool
sorts(size_t n, unsigned bits)
{
	int64_t *got = mem_new(n, sizeof *got), *want = mem_new(n, sizeof *want);

	for (size_t i = 0; i < n; i++)
		want[i] = got[i] = number(bits);
	qsort(want, n, sizeof *want, by_value);
	sort_int64(got, n);
	const bool good = memcmp(got, want, n * sizeof *got) == 0;

	free(got);
	free(want);
	return good;
}

static void
test_int64(void)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 10, 2047, 2048, 2049, 50000 };
	static const unsigned bits[] = { 1, 2, 11, 12, 22, 23, 63, 64 };
	int64_t ends[] = { 0, INT64_MAX, -1, INT64_MIN, 1, INT64_MAX - 1, INT64_MIN + 1 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		bool good = true;
		char name[64];

		for (size_t b = 0; b < sizeof bits / sizeof *bits; b++)
			good = good && sorts(sizes[i], bits[b]);
		snprintf(name, sizeof name, "%zu numbers of few bits and of many", sizes[i]);
		ok(good, name);
	}
	sort_int64(ends, sizeof ends / sizeof *ends);
	ok(ends[0] == INT64_MIN && ends[1] == INT64_MIN + 1 && ends[2] == -1 && ends[3] == 0 &&
	    ends[4] == 1 &&
	    ends[5] == INT64_MAX - 1 && ends[6] == INT64_MAX, "the ends of the range");
}

/* WITH is the former place of each key: it moves with its key, and equal keys keep their order. */
static bool
sorts_with(size_t n, uint64_t keys)
{
	uint64_t *was = mem_new(n, sizeof *was), *key = mem_new(n, sizeof *key),
	    *with = mem_new(n, sizeof *with);
	bool good = true;

	for (size_t i = 0; i < n; i++) {
		was[i] = key[i] = keys ? random_next() % keys << random_below(2) * 40 :
		    random_next();
		with[i] = i;
	}
	sort_with(key, with, n);
	for (size_t i = 0; i < n; i++)
		good = good && with[i] < n && key[i] == was[with[i]] &&
		    (i == 0 || key[i - 1] < key[i] ||
		    (key[i - 1] == key[i] && with[i - 1] < with[i]));
	free(was);
	free(key);
	free(with);
	return good;
}

static void
test_with(void)
{
	bool good = true;

	for (size_t n = 0; n < 70; n++)
		good = good && sorts_with(n, 0) && sorts_with(n, 3) && sorts_with(n, 1);
	ok(good, "short arrays");
	ok(sorts_with(100000, 0), "many keys");
	ok(sorts_with(100000, 7) && sorts_with(100000, 5000), "equal keys stay in their order");
}

/* Does A come before B? */
static bool
before(const struct sort_ranked *a, const struct sort_ranked *b)
{
	if (a->by > b->by || a->by < b->by)
		return a->by > b->by;
	return a->then != b->then ? a->then < b->then : a->row < b->row;
}

/* Row I of the result has exactly I rows before it. */
static bool
top(size_t n, size_t most)
{
	struct sort_ranked *of = mem_new(n, sizeof *of), *was = mem_new(n, sizeof *was);
	size_t found = n;
	bool good;

	for (size_t i = 0; i < n; i++)
		of[i] = (struct sort_ranked){ (double)random_below(4) / 3,
		    (int32_t)random_below(3) - 1, i };
	memcpy(was, of, n * sizeof *was);
	size_t *row = sort_top(of, &found, most);

	good = found == (n < most ? n : most);
	for (size_t i = 0; i < found && good; i++) {
		size_t ahead = 0;

		for (size_t k = 0; k < n; k++)
			ahead += before(&was[k], &was[row[i]]);
		good = row[i] < n && ahead == i;
	}
	free(of);
	free(was);
	free(row);
	return good;
}

static void
test_top(void)
{
	bool good = true;

	for (size_t n = 0; n < 40; n++)
		for (size_t most = 0; most < 45; most += 1 + random_below(4))
			good = good && top(n, most);
	ok(good, "the first of few rows with many ties");
	ok(top(500, 10) && top(500, 499) && top(500, 500) && top(500, SIZE_MAX),
	    "of 500 rows, also all");
	struct sort_ranked ends[] = { { -INFINITY, 0, 0 }, { INFINITY, INT32_MAX, 1 },
	    { INFINITY, INT32_MIN, 2 }, { 0, 0, 3 } };
	size_t n = 4, *row = sort_top(ends, &n, 4);

	ok(row[0] == 2 && row[1] == 1 && row[2] == 3 && row[3] == 0, "infinite values");
	free(row);
}

static void
test_small(void)
{
	double x[] = { 2, -INFINITY, .5, INFINITY, 2, -3 };
	char a[] = "a", b[] = "b", ab[] = "ab", empty[] = "", high[] = "\xc3\xa9";
	char *s[] = { b, high, ab, empty, a };

	sort_doubles(x, 6);
	ok(x[0] == -INFINITY && x[1] == -3 && x[2] == .5 && x[3] == 2 && x[4] == 2 &&
	    x[5] == INFINITY, "doubles");
	sort_texts(s, 5);
	ok(s[0] == empty && s[1] == a && s[2] == ab && s[3] == b && s[4] == high,
	    "texts by their bytes");
	sort_doubles(NULL, 0);
	sort_texts(NULL, 0);
}

int
main(void)
{
	test_small();
	test_int64();
	test_with();
	test_top();
	return done();
}
