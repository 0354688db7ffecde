/* marks: every way finds what a look at each byte finds, at every length and offset. */
#include "lib/io/marks.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { TEXTS = 4000, LONGEST = 300 };

/* The definition. */
static struct marks
expected(const char *s, size_t n, char separator, uint32_t *at)
{
	struct marks m = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (s[i] == separator || s[i] == '\n')
			at[m.n++] = (uint32_t)i;
		m.lines += s[i] == '\n';
		m.odd = m.odd || strchr("\"\r", s[i]) != NULL;
		m.high = m.high || (s[i] & 0x80) != 0;
	}
	return m;
}

static bool
agrees(enum marks_way way, const char *s, size_t n, char separator)
{
	uint32_t *want = mem_new(n + 1, sizeof *want);
	uint32_t *got = mem_new(n + MARKS_SPARE, sizeof *got);
	const struct marks w = expected(s, n, separator, want);
	const struct marks m = marks_find(way, s, n, separator, got);
	const bool same = m.n == w.n && m.lines == w.lines && m.odd == w.odd && m.high == w.high &&
	    memcmp(got, want, w.n * sizeof *got) == 0;

	free(want);
	free(got);
	return same;
}

/* Mostly digits, as in a log, and every byte that matters. */
static char
draw(bool any)
{
	static const char usual[] = "0123456789.-,\n";

	return any ? (char)random_below(256) : usual[random_below(sizeof usual - 1)];
}

static bool
all_agree(enum marks_way way)
{
	char s[LONGEST + 8];

	for (unsigned i = 0; i < TEXTS; i++) {
		const size_t n = random_below(LONGEST), from = random_below(8);
		const bool any = random_below(4) == 0;

		for (size_t k = 0; k < n; k++)
			s[from + k] = draw(any);
		if (n > 0 && random_below(4) == 0)
			s[from + random_below((unsigned)n)] = "\"\r\0\x80"[random_below(4)];
		if (!agrees(way, s + from, n, random_below(4) ? ',' : ';'))
			return false;
	}
	return true;
}

/* A text of marks alone needs the most room. */
static bool
only_marks(enum marks_way way)
{
	char s[LONGEST];

	memset(s, ',', sizeof s);
	for (size_t n = 0; n < sizeof s; n++)
		if (!agrees(way, s, n, ','))
			return false;
	return true;
}

int
main(void)
{
	static const char *const name[] = { "", "byte by byte", "with SSE2", "with AVX2" };

	for (enum marks_way way = MARKS_SCALAR; way < MARKS_WAYS; way++) {
		if (!marks_can(way)) {
			printf("# this processor cannot look %s\n", name[way]);
			continue;
		}
		ok(all_agree(way), name[way]);
		ok(only_marks(way), "marks alone");
	}
	ok(marks_can(marks_best()), "the best way is one that the processor can go");
	return done();
}
