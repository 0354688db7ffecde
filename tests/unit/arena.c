/* arena: texts stay where they are, and chunks are used again. */
#include "lib/base/arena.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/tap.h"

int
main(void)
{
	enum { TEXTS = 20000, LARGE = 200000 };
	struct arena a = { 0 };
	static char *text[TEXTS];
	char want[32];
	bool same = true;

	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < TEXTS; i++) {
			snprintf(want, sizeof want, "text %d", i);
			text[i] = arena_text(&a, want, strlen(want));
		}
		for (int i = 0; i < TEXTS; i++) {
			snprintf(want, sizeof want, "text %d", i);
			same = same && strcmp(text[i], want) == 0;
		}
		ok(same, round ? "again after arena_clear" : "many texts stay as they are");
		arena_clear(&a);
	}
	const size_t chunks = a.chunks;
	char *large = mem_new(LARGE, 1);

	memset(large, 'x', LARGE - 1);
	char *before = arena_text(&a, "before", 6), *copy = arena_text(&a, large, LARGE - 1);
	char *after = arena_text(&a, "after", 5);

	ok(strcmp(copy, large) == 0 && strcmp(before, "before") == 0 && strcmp(after, "after") == 0,
	    "a text larger than a chunk");
	ok(a.chunks == chunks, "the chunks are used again");
	free(large);
	arena_free(&a);
	ok(a.chunks == 0, "freed");
	return done();
}
