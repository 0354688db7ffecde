/*
 * An order log, through its cells and the quick way: the same histories. On one thread: glibc keeps
 * the memory of threads that ended, and fuzz.c gives back all that a run has taken.
 */
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/logs.h"

enum { ROOM = 1 << 20, BLOCK = 64, LARGE = 1 << 20 };

static struct history_opts opts = HISTORY_DEFAULTS;
static struct way way;
static FILE *to;

static void
read_log(const char *path)
{
	logs_read(path, &opts, way, to);
}

/* What is read this way, in TEXT; the bytes of it. False: it ended the tool. */
static bool
reads(struct way how, const uint8_t *s, size_t n, char *text, size_t *bytes)
{
	way = how;
	to = fmemopen(text, ROOM, "w");
	const bool good = fuzz_read(read_log, s, n);

	*bytes = good ? (size_t)ftell(to) : 0;
	fclose(to);
	return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	static char want[ROOM], got[ROOM];
	size_t a, b;

	if (n < 2 || n > 4096)
		return 0;
	opts.skip_bad = true;
	opts.as_of = date_of(2024, 6, 30);
	opts.days = s[0] % 2;
	const size_t block = s[1] % 2 ? BLOCK : LARGE;
	const enum marks_way marks = MARKS_NONE + 1 + (s[0] >> 1) % (MARKS_WAYS - 1);
	const bool careful = reads((struct way){ MARKS_NONE, block, 1 }, s + 2, n - 2, want, &a);
	const bool quick = reads((struct way){ marks_can(marks) ? marks : MARKS_SCALAR, block,
	    1 }, s + 2, n - 2, got, &b);

	FUZZ_HOLDS(careful == quick);
	FUZZ_HOLDS(a == b && memcmp(want, got, a) == 0);
	return 0;
}
