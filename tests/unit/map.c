/* map: numbers in the order of appearance, keys of any bytes, growth, and the order of the keys. */
#include "lib/base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

static void
test_few(void)
{
	static const struct { const char *key; size_t n; } keys[] =
	    { { "b", 1 }, { "", 0 }, { "a", 1 }, { "a\0", 2 },
		{ "a\0b", 3 }, { "ab", 2 }, { "\0", 1 }, { "\xff\xff", 2 }, { "\xe5\xae\xa2", 3 } };
	enum { N = sizeof keys / sizeof *keys };
	/* "" \0 a a\0 a\0b ab b 客 \xff\xff */
	static const size_t order[N] = { 1, 6, 2, 3, 4, 5, 0, 8, 7 };
	struct map *m = map_new();
	bool is_new, good = true;
	size_t at = 99;

	ok(map_count(m) == 0 && !map_find(m, "", 0, &at) && at == 99, "nothing is in a new map");
	for (size_t i = 0; i < N; i++)
		good = good && map_at(m, keys[i].key, keys[i].n, &is_new) == i && is_new;
	ok(good && map_count(m) == N, "each new key has the next number");
	for (size_t i = 0; i < N; i++)
		good = good && map_at(m, keys[i].key, keys[i].n, &is_new) == i && !is_new &&
		    map_at(m, keys[i].key, keys[i].n, NULL) == i &&
		    map_find(m, keys[i].key, keys[i].n, &at) && at == i;
	ok(good && map_count(m) == N, "and keeps it");
	for (size_t i = 0; i < N; i++)
		good = good && map_key_size(m, i) == keys[i].n &&
		    memcmp(map_key(m, i), keys[i].key, keys[i].n + 1) == 0;
	ok(good, "a key is its bytes, NULs among them, and a NUL");
	ok(!map_find(m, "c", 1, &at) && !map_find(m, "a\0c", 3, &at) &&
	    !map_find(m, "aa", 2, &at) && map_count(m) == N,
	    "to look for a key does not add it");
	size_t *got = map_order(m);

	ok(memcmp(got, order, sizeof order) == 0, "bytewise order, a prefix first");
	free(got);
	map_free(m);
	map_free(NULL);
}

/* A number as a key of 1 to 5 bytes; different numbers have different keys. */
static size_t
key_of(uint32_t i, char to[static 8])
{
	size_t n = 0;

	to[n++] = (char)(i % 251);
	for (i /= 251; i > 0; i /= 256)
		to[n++] = (char)i;
	return n;
}

static void
test_many(void)
{
	enum { N = 200000 };
	struct map *m = map_new();
	/* per key its number + 1; 0: not inserted yet */
	uint32_t *seen = mem_new(N, sizeof *seen);
	char key[8];
	uint32_t n = 0;
	bool good = true;

	for (int i = 0; i < 3 * N && good; i++) {
		const uint32_t k = random_below(N);
		bool is_new;
		size_t at, found = N;
		const size_t size = key_of(k, key);
		const bool was = map_find(m, key, size, &found);

		at = map_at(m, key, size, &is_new);
		good = was == (seen[k] > 0) && is_new == !was && (!was || found == at);
		if (is_new)
			seen[k] = ++n;
		good = good && at == seen[k] - 1;
	}
	ok(good && map_count(m) == n,
	    "what an array remembers, the map does, through all its growth");
	ok(n > N * 9 / 10, "most keys were drawn");
	for (uint32_t k = 0; k < N && good; k++)
		good = seen[k] == 0 || (map_key_size(m, seen[k] - 1) == key_of(k, key) &&
		    memcmp(map_key(m, seen[k] - 1), key, map_key_size(m, seen[k] - 1)) == 0);
	ok(good, "each number has its key");
	size_t *order = map_order(m);
	bool *there = mem_new(n, sizeof *there);

	for (size_t i = 0; i < n && good; i++) {
		good = order[i] < n && !there[order[i]];
		there[order[i]] = true;
		if (i == 0 || !good)
			continue;
		const size_t a = map_key_size(m, order[i - 1]), b = map_key_size(m, order[i]);
		const int c = memcmp(map_key(m, order[i - 1]), map_key(m, order[i]), a < b ? a : b);

		good = c < 0 || (c == 0 && a < b);
	}
	ok(good, "the order has every number once, its keys ascend");
	free(there);
	free(order);
	free(seen);
	map_free(m);
}

static void
test_long(void)
{
	enum { SIZE = 1 << 20 };
	char *key = mem_new(SIZE, 1);
	struct map *m = map_new();
	size_t at;

	memset(key, 'x', SIZE);
	map_at(m, key, SIZE, NULL);
	key[SIZE - 1] = 'y';
	ok(map_at(m, key, SIZE, NULL) == 1 && map_at(m, key, SIZE - 1, NULL) == 2,
	    "keys of a megabyte that differ in the last byte");
	key[SIZE - 1] = 'x';
	ok(map_find(m, key, SIZE, &at) && at == 0 && map_key_size(m, 1) == SIZE, "are found");
	map_free(m);
	free(key);
}

int
main(void)
{
	test_few();
	test_many();
	test_long();
	return done();
}
