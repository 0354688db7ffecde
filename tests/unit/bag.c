/* bag: counts of keys of any bytes, through growth, and the counts of one bag put into another. */
#include "lib/base/bag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

static void
test_few(void)
{
	struct bag *b = bag_new(0);
	bool is_new = false;

	ok(bag_find(b, "", 0) == NULL && bag_find(b, "a", 1) == NULL, "nothing is in a new bag");
	ok(*bag_at(b, "a", 1, &is_new) == 0 && is_new, "a new key has the count 0");
	++*bag_at(b, "a", 1, &is_new);
	ok(!is_new && *bag_find(b, "a", 1) == 1, "a key keeps its count");
	*bag_at(b, "a\0", 2, NULL) = 7;
	*bag_at(b, "", 0, NULL) = 9;
	ok(*bag_find(b, "a", 1) == 1 && *bag_find(b, "a\0", 2) == 7 && *bag_find(b, "", 0) == 9,
	    "a key is its bytes, NULs among them");
	ok(bag_find(b, "b", 1) == NULL && bag_find(b, "b", 1) == NULL,
	    "to look for a key does not add it");
	bag_free(b);
	bag_free(NULL);
}

/* Against map, which keeps the keys. */
static void
test_many(size_t expected)
{
	enum { STEPS = 200000, KEYS = 30000 };
	struct bag *b = bag_new(expected);
	struct map *m = map_new();
	uint32_t *count = mem_new(KEYS, sizeof *count);
	bool good = true;

	for (int i = 0; i < STEPS; i++) {
		char key[32];
		bool is_new, was_new;
		const size_t n = (size_t)snprintf(key, sizeof key, "%d",
		    (int)random_below(KEYS));
		const size_t at = map_at(m, key, n, &was_new);

		uint32_t *c = bag_at(b, key, n, &is_new);

		good = good && is_new == was_new && *c == count[at];
		++*c;
		count[at]++;
	}
	for (size_t at = 0; at < map_count(m); at++)
		good = good && *bag_find(b, map_key(m, at), map_key_size(m, at)) == count[at];
	ok(good, "many keys have the counts of a map");
	bag_free(b);
	map_free(m);
	free(count);
}

static void
test_update(void)
{
	struct bag *to = bag_new(2), *from = bag_new(0);
	bool good = true;

	for (char key = 'a'; key <= 'z'; key++)
		*bag_at(to, &key, 1, NULL) = 5;
	*bag_at(from, "b", 1, NULL) = 2;
	*bag_at(from, "c", 1, NULL) = 0;
	*bag_at(from, "new", 3, NULL) = 8;
	bag_update(to, from);
	for (char key = 'a'; key <= 'z'; key++)
		good = good && *bag_find(to, &key, 1) == (key == 'b' ? 2 : key == 'c' ? 0 : 5);
	ok(good && *bag_find(to, "new", 3) == 8, "the counts of another bag go before");
	bag_free(to);
	bag_free(from);
}

int
main(void)
{
	test_few();
	test_many(0);
	test_many(1000000);
	test_update();
	return done();
}
