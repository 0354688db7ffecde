/* joined: against a slow search for connected things. */
#include "lib/match/joined.h"

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { THINGS = 60, PAIRS = 45, RUNS = 200 };

/* Everything that is connected gets the lowest number; until nothing changes. */
static void
spread(unsigned pair[PAIRS][2], unsigned to[THINGS])
{
	bool changed = true;

	for (unsigned i = 0; i < THINGS; i++)
		to[i] = i;
	while (changed) {
		changed = false;
		for (int k = 0; k < PAIRS; k++) {
			unsigned *a = &to[pair[k][0]], *b = &to[pair[k][1]];

			changed = changed || *a != *b;
			*a = *b = *a < *b ? *a : *b;
		}
	}
}

static bool
same_as_slow(void)
{
	unsigned pair[PAIRS][2], want[THINGS], size[THINGS] = { 0 };
	struct joined *j = joined_new(THINGS);
	unsigned added = 0, roots = 0;
	bool good = true;

	for (int k = 0; k < PAIRS; k++) {
		pair[k][0] = random_below(THINGS);
		pair[k][1] = random_below(THINGS);
		added += joined_add(j, pair[k][0], pair[k][1]);
	}
	spread(pair, want);
	for (unsigned i = 0; i < THINGS; i++) {
		size[want[i]]++;
		roots += want[i] == i;
	}
	for (unsigned a = 0; a < THINGS; a++) {
		good = good && joined_size(j, a) == size[want[a]];
		for (unsigned b = 0; b < THINGS; b++)
			good = good &&
			    (joined_root(j, a) == joined_root(j, b)) == (want[a] == want[b]);
	}
	joined_free(j);
	return good && roots == THINGS - added;
}

int
main(void)
{
	bool good = true;
	struct joined *j = joined_new(3);

	ok(joined_root(j, 2) == 2 && joined_size(j, 2) == 1, "alone at first");
	ok(joined_add(j, 0, 2) && !joined_add(j, 2, 0), "added once");
	ok(!joined_add(j, 1, 1), "with itself: nothing new");
	ok(joined_size(j, 0) == 2 && joined_size(j, 1) == 1, "sizes");
	joined_free(j);
	for (int i = 0; i < RUNS; i++)
		good = good && same_as_slow();
	ok(good, "200 random graphs");
	return done();
}
