/* twins: which ids are told apart, and which are called the same. */
#include "lib/base/twins.h"

#include <string.h>

#include "tests/unit/tap.h"

/* How many of the ids, up to NULL, are the twin of an earlier one. */
static size_t
count(const char *const *id)
{
	const char *one, *other;
	struct twins *t = twins_new();

	for (; *id; id++)
		twins_add(t, *id);
	const size_t n = twins_count(t, &one, &other);

	twins_free(t);
	return n;
}

#define COUNT(...) count((const char *const[]){ __VA_ARGS__, NULL })

/* The marks let pass all that count finds: without them nothing is looked for. */
static bool
possible(const char *a, const char *b)
{
	return twins_possible(twins_marks(a) | twins_marks(b));
}

static void
test_marks(void)
{
	ok(!possible("1", "2") && !possible("C1", "C2") && !possible("c1", "c2-x"),
	    "most sets of ids have no twins");
	ok(possible("C1", "c1") && possible("Ann", "Bob") && possible("1", "1.0") &&
	    possible("1", "1 ") &&
	    possible("\tx", "x") && possible("é", "e"), "where there may be some");
	ok(!possible("1.00", "1") && !possible("a.0", "a") && !possible(".0", "0") &&
	    !possible("1.0.0", "1"),
	    ".0 counts after digits alone");
	ok(!possible("", ""), "nothing");
}

static void
test_pair(void)
{
	static const char *const ids[] = { "x", "C1", "y", "c1", "17809", "17809.0" };
	const char *one, *other;
	struct twins *t = twins_new();

	ok(twins_count(t, &one, &other) == 0, "none yet");
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		twins_add(t, ids[i]);
	ok(twins_count(t, &one, &other) == 2 && strcmp(one, "C1") == 0 && strcmp(other, "c1") == 0,
	    "the first pair, as it was written");
	twins_free(t);
}

int
main(void)
{
	test_marks();
	test_pair();
	ok(COUNT("c1", "C1", " c1", "c1\t", "C1 ") == 4, "case and blanks");
	ok(COUNT("Ren\u00e9", "Rene\u0301", "REN\u00c9") == 2,
	    "one letter, two characters, a capital");
	ok(COUNT("１２", "12") == 1, "digits of full width");
	ok(COUNT("1", "1.0", "1.00", "01", "a.0", "a", "1.0.0", ".0", "0.0", "0") == 2,
	    "1 and 1.0, 0 and 0.0");
	ok(COUNT("a b", "ab", "a  b", "客户", "客 户", "ss", "ß") == 1,
	    "case folding makes ß ss; the others differ");
	return done();
}
