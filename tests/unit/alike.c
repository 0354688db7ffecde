/* alike: published similarities, and distances counted by hand and by a slow definition. */
#include "lib/match/alike.h"

#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

/* Winkler (1990) and the tables that are copied from it: three decimals. */
static void
test_published(void)
{
	near(alike_winkler("MARTHA", "MARHTA"), .961, 6e-4, "MARTHA, MARHTA");
	near(alike_winkler("DWAYNE", "DUANE"), .84, 6e-4, "DWAYNE, DUANE");
	near(alike_winkler("DIXON", "DICKSONX"), .813, 6e-4, "DIXON, DICKSONX");
	near(alike_jaro("MARTHA", "MARHTA"), .944, 6e-4, "Jaro: MARTHA, MARHTA");
	near(alike_jaro("DWAYNE", "DUANE"), .822, 6e-4, "Jaro: DWAYNE, DUANE");
	near(alike_jaro("DIXON", "DICKSONX"), .767, 6e-4, "Jaro: DIXON, DICKSONX");
	near(alike_winkler("SHACKLEFORD", "SHACKELFORD"), .982, 6e-4, "SHACKLEFORD");
	near(alike_winkler("NICHLESON", "NICHULSON"), .956, 6e-4, "NICHLESON");
	near(alike_winkler("JONES", "JOHNSON"), .832, 6e-4, "JONES, JOHNSON");
	near(alike_winkler("MASSEY", "MASSIE"), .933, 6e-4, "MASSEY, MASSIE");
	near(alike_winkler("ABROMS", "ABRAMS"), .922, 6e-4, "ABROMS, ABRAMS");
	near(alike_winkler("HARDIN", "MARTINEZ"), .722, 6e-4, "HARDIN, MARTINEZ");
}

static void
test_ends(void)
{
	char longest[257];

	memset(longest, 'a', 256);
	longest[256] = '\0';
	ok(alike_jaro("", "") == 0 && alike_jaro("", "a") == 0, "an empty string is like nothing");
	ok(alike_jaro("a", "a") == 1 && alike_winkler("abcde", "abcde") == 1, "equal strings");
	ok(alike_jaro("abc", "xyz") == 0, "no byte in common");
	ok(alike_jaro(longest, longest) == 0, "too long");
	longest[255] = '\0';
	ok(alike_jaro(longest, longest) == 1, "the longest");
}

static void
test_edits(void)
{
	ok(alike_one_edit("smith", "smiht") && !alike_one_edit("ca", "abc"),
	    "neighbours are swapped, but no part is edited twice");
	ok(alike_one_edit("", "a") && alike_one_edit("a", "") && !alike_one_edit("", "ab"),
	    "empty");
	ok(alike_digits(0x13800138000, 0x13800138001), "a digit is replaced");
	ok(alike_digits(0x13800138000, 0x13801038000), "two digits are swapped");
	ok(!alike_digits(0x13800138000, 0x13800138000), "equal digits");
	ok(!alike_digits(0x13800138000, 0x13810138010), "two digits are replaced");
	ok(!alike_digits(0x123, 0x321), "the swapped ones are not neighbours");
}

/* The definition, without a table: the fewest edits at the ends of A and B. */
static unsigned
slow(const char *a, size_t na, const char *b, size_t nb)
{
	unsigned best;

	if (na == 0 || nb == 0)
		return (unsigned)(na + nb);
	best = slow(a, na - 1, b, nb - 1) + (a[na - 1] != b[nb - 1]);
	if (slow(a, na - 1, b, nb) + 1 < best)
		best = slow(a, na - 1, b, nb) + 1;
	if (slow(a, na, b, nb - 1) + 1 < best)
		best = slow(a, na, b, nb - 1) + 1;
	if (na > 1 && nb > 1 && a[na - 1] == b[nb - 2] && a[na - 2] == b[nb - 1] &&
	    slow(a, na - 2, b, nb - 2) + 1 < best)
		best = slow(a, na - 2, b, nb - 2) + 1;
	return best;
}

static void
test_random(void)
{
	bool one = true, marks = true;

	for (int i = 0; i < 4000; i++) {
		char s[2][7];

		for (int k = 0; k < 2; k++) {
			const unsigned n = random_below(6);

			for (unsigned c = 0; c < n; c++)
				s[k][c] = (char)('a' + random_below(3));
			s[k][n] = '\0';
		}
		const unsigned want = slow(s[0], strlen(s[0]), s[1], strlen(s[1]));

		one = one && alike_one_edit(s[0], s[1]) == (want <= 1);
		for (unsigned limit = 0; limit < 4; limit++)
			marks = marks && (want > limit ||
			    alike_may(alike_mark(s[0]), alike_mark(s[1]), limit));
	}
	ok(one, "4000 pairs: at most one edit");
	ok(marks, "a mark never rules out a pair within the limit");
}

int
main(void)
{
	test_published();
	test_ends();
	test_edits();
	test_random();
	return done();
}
