/*
 * text: UTF-8 compared with a decoder of its own, how a shell reads file names, ids, and the
 * buffer.
 */
#define _GNU_SOURCE
#include "lib/base/text.h"

#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

/* The bytes of a code point by the table of RFC 3629, also for code points that it forbids. */
static size_t
encode(uint32_t c, char *to)
{
	const size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	for (size_t i = n; i-- > 1; c >>= 6)
		to[i] = (char)(0x80 | (c & 0x3f));
	to[0] = (char)(lead[n] | c);
	return n;
}

static bool
is_character(uint32_t c)
{
	return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

/*
 * The number of bytes of the character at the start of S; 0 if there is none. The code that it
 * decodes must encode to the same bytes.
 */
static size_t
decode(const char *s, size_t n)
{
	const unsigned char b = (unsigned char)*s;
	const size_t size = b < 0x80 ? 1 : b < 0xc0 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 :
	    b < 0xf8 ? 4 : 0;
	uint32_t c = size == 1 ? b : b & (0x7fU >> size);
	char again[4];

	if (size == 0 || size > n)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	return is_character(c) && encode(c, again) == size ? size : 0;	/* else it is overlong */
}

static size_t
first_bad(const char *s, size_t n)
{
	size_t i = 0;

	for (size_t size; i < n && (size = decode(s + i, n - i)) > 0;)
		i += size;
	return i;
}

static void
test_code_points(void)
{
	bool good = true;
	char s[4];

	for (uint32_t c = 0; c < 0x1fffff && good; c++) {
		const size_t n = encode(c, s);

		good = text_utf8(s, n) == (is_character(c) ? n : 0);
	}
	ok(good, "characters are UTF-8, surrogates and what is beyond 10FFFF are not");
}

/*
 * Every pair of bytes; then random mixtures of all relevant bytes, after ASCII of every length up
 * to two words.
 */
static void
test_bytes(void)
{
	static const unsigned char of[] = { 0, 'a', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0,
	    0xc1, 0xc2, 0xdf, 0xe0, 0xe5,
		0xed, 0xef, 0xf0, 0xf3, 0xf4, 0xf5, 0xff };
	enum { CASES = 400000 };
	bool good = true;
	char s[32];

	for (unsigned i = 0; i < 0x10000 && good; i++) {
		s[0] = (char)(i >> 8), s[1] = (char)i;
		good = text_utf8(s, 2) == first_bad(s, 2);
	}
	ok(good, "all pairs of bytes");
	for (int i = 0; i < CASES && good; i++) {
		const size_t ascii = random_below(18), n = ascii + random_below(9);

		memset(s, 'a', ascii);
		for (size_t k = ascii; k < n; k++)
			s[k] = (char)of[random_below(sizeof of)];
		good = text_utf8(s, n) == first_bad(s, n);
	}
	ok(good, "the first byte that is not UTF-8, wherever it stands");
	ok(text_utf8("\xc1\xaa\xcd\xa8", 4) == 0,
	    "GBK's 联通 is not UTF-8: C1 begins only overlong forms");
	ok(text_utf8("\xef\xbb\xbf", 3) == 3 && text_utf8("", 0) == 0, "a BOM, and nothing");
}

static void
test_people(void)
{
	static const struct { const char *in, *out; } tidy[] = {
		{ "", "" }, { "plain", "plain" }, { "a\tb\nc\x7f" "d\x01", "a?b?c?d?" },
		{ "客户", "客户" },
		{ "a\xff" "b", "ab" }, { "\xe5\xae", "" }, { "\xc1\xaa客\xf0", "客" },
	};
	bool good = true;

	ok(text_width("客户", 6) == 4 && text_width("abc", 3) == 3 && text_width("", 0) == 0,
	    "客户 takes four columns");
	ok(text_width("e\xcc\x81", 3) == 1 && text_width("\xef\xbc\xa1", 3) == 2,
	    "an accent takes none, a full-width A two");
	for (size_t i = 0; i < sizeof tidy / sizeof *tidy; i++) {
		char s[32];

		snprintf(s, sizeof s, "%s", tidy[i].in);
		text_tidy(s);
		good = good && strcmp(s, tidy[i].out) == 0;
	}
	ok(good, "tidy: one line of UTF-8");
}

/* After reading by a shell, printf prints the name again. */
static bool
shell_reads(const char *name)
{
	char quoted[256], command[300], got[128] = "";
	const char *q = text_shell(name, quoted, sizeof quoted);

	snprintf(command, sizeof command, "printf %%s %s", q);
	FILE *f = popen(command, "r");

	if (f == NULL)
		err(2, "popen");
	got[fread(got, 1, sizeof got - 1, f)] = '\0';
	return pclose(f) == 0 && strcmp(got, name) == 0;
}

static void
test_shell(void)
{
	static const char *const names[] = { "", "a b", "it's", "'", "''", "$HOME", "`id`", "a\nb",
	    "a;b", "*", "~", "#x", "\\", "a\\'b",
		"客户 1.csv", "!x", "a\"b", "(a)", "x&", "<y", "|", "{a,b}", "?", "[a-z]" };
	char to[64];
	bool good = true;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		good = good && shell_reads(names[i]) && text_shell(names[i], to, sizeof to) == to;
	ok(good, "a shell reads the name back");
	ok(strcmp(text_shell("/tmp/a-b_1.csv", to, sizeof to), "/tmp/a-b_1.csv") == 0 &&
	    shell_reads("/tmp/a-b_1.csv"),
	    "without quotes where none are needed");
	for (size_t n = 10; n < sizeof to; n++) {
		const char *q = text_shell("a long name 'with' quotes ' and blanks ' and more", to,
		    n);

		good = good && strlen(q) < n && *q == '\'' && q[strlen(q) - 1] == '\'';
	}
	ok(good, "what has no room is cut, and closed");
}

static void
test_ids(void)
{
	char id[66];

	memset(id, 'x', sizeof id);
	ok(!text_is_id(id, 0) && text_is_id(id, 1) && text_is_id(id, 64) && !text_is_id(id, 65),
	    "1 to 64 bytes");
	ok(text_is_id("007", 3) && text_is_id("客户 1", 8) && text_is_id(" ", 1) &&
	    text_is_id("~", 1), "blanks and other scripts");
	ok(!text_is_id("a\x1f", 2) && !text_is_id("a\x7f", 2) && !text_is_id("\n", 1) &&
	    !text_is_id("a\0b", 3), "no control characters");
	bool good = true;

	for (size_t n = 1; n <= 64; n++)
		for (size_t at = 0; at < n; at++) {
			for (int c = 0; c < 256; c++) {
				id[at] = (char)c;
				good = good && text_is_id(id, n) == (c >= 0x20 && c != 0x7f);
			}
			id[at] = 'x';
		}
	ok(good, "of any length, at any place");
	ok(text_is_ascii("") && text_is_ascii("a~\x7f") && !text_is_ascii("a\xc3\xa9"), "ASCII");
	ok(text_is_blank("") && text_is_blank(" \t ") && !text_is_blank(" a") &&
	    !text_is_blank("\n") && !text_is_blank("\xc2\xa0"),
	    "blanks and tabs are blank, and nothing else");
	char none[] = "", some[] = "a";
	char *cell[] = { none, none, some };
	ok(text_are_empty(cell, 2) && text_are_empty(cell, 0) && !text_are_empty(cell, 3),
	    "cells are empty if each is");
	ok(*TEXT_PLURAL(1) == '\0' && *TEXT_PLURAL(0) == 's' && *TEXT_PLURAL(2) == 's',
	    "0 rows, 1 row, 2 rows");
}

/* The rule, spelled out. */
static bool
is_refused(const char *id)
{
	static const char *const any[] = { "null", "(null)", "n/a", "#n/a", "undefined" };
	static const char *const exact[] = { "NA", "nan", "None" };
	bool is = id[strspn(id, " \t")] == '\0' || strchr(id, '\t');

	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		is = is || strcasecmp(id, any[i]) == 0;
	for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
		is = is || strcmp(id, exact[i]) == 0;
	return is;
}

/* The first glance never takes what the second refuses; and it is enough for most ids. */
static void
test_usual_ids(const char *const *nobody, size_t n)
{
	static const char letters[] = "nNuUlLaA/()# oexd1\t";
	bool safe = true;

	enum { N = sizeof letters - 1 };

	for (size_t i = 0; i < N * N * N * N; i++) {
		const char s[] = { letters[i % N], letters[i / N % N], letters[i / N / N % N],
			letters[i / N / N / N], '\0' };

		for (size_t k = 1; k <= 4; k++) {
			char id[8] = "";

			memcpy(id, s, k);
			safe = safe && (text_id_why(id) != NULL) == is_refused(id) &&
			    !(text_is_usual_id(id, k) && is_refused(id));
		}
	}
	for (size_t i = 0; i < n; i++)
		safe = safe && !text_is_usual_id(nobody[i], strlen(nobody[i]));
	ok(safe && !text_is_usual_id("UNDEFINED", 9) && !text_is_usual_id("(Null)", 6) &&
	    !text_is_usual_id("", 0) && !text_is_usual_id(" ", 1) && !text_is_usual_id("1\t", 2),
	    "what is no id is no usual one");
	ok(!text_is_usual_id("1.2E+17", 7) && strstr(text_id_why("1.2E+17"), "digits are lost") &&
	    text_is_usual_id("1.2E+17", 6) && text_id_why("1.2E+1x") == NULL &&
	    text_is_usual_id("2E3", 3), "nor is one that a spreadsheet has damaged");
	ok(text_is_usual_id("17809", 5) && text_is_usual_id("C0000001", 8) &&
	    text_is_usual_id("u1", 2) &&
	    text_is_usual_id("n", 1) && text_is_usual_id("user-1", 6), "most ids are");
}

static void
test_id_why(void)
{
	static const char *const nobody[] = {
		"NULL", "null", "(null)", "N/A", "#n/a", "None", "NA", "nan", "undefined",
	};
	static const char *const somebody[] = {
		"na", "NaN", "Nan", "0", "-", "nul", "nulls", "None1", "none",
	};
	bool all = true, none = true;

	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
		all = all && text_id_why(nobody[i]) && strstr(text_id_why(nobody[i]), "no value");
	for (size_t i = 0; i < sizeof somebody / sizeof *somebody; i++)
		none = none && text_id_why(somebody[i]) == NULL;
	ok(all, "words for no value are nobody's id");
	ok(none, "words that resemble them may be");
	test_usual_ids(nobody, sizeof nobody / sizeof *nobody);
	ok(strcmp(text_id_why(""), "is empty") == 0 && strcmp(text_id_why("  "), "is blank") == 0,
	    "nothing");
	ok(strstr(text_id_why("1\t"), "ends with a tab") &&
	    strstr(text_id_why("1\t2"), "control characters") &&
	    strstr(text_id_why("\t"), "control characters"),
	    "a tab after the id, and one elsewhere");
}

static void
test_buffer(void)
{
	enum { N = 100000 };
	struct text t = { 0 };
	size_t n = 0;
	bool good = true;

	text_add(&t, "", 0);
	ok(t.s != NULL && t.n == 0, "nothing added is not NULL");
	for (int i = 0; i < N; i++) {
		const char c[3] = { (char)i, (char)(i >> 8), (char)(i >> 16) };

		text_add(&t, c, (size_t)i % 4 == 3 ? 3 : (size_t)i % 4);
	}
	for (int i = 0; i < N && good; i++) {
		const size_t size = (size_t)i % 4 == 3 ? 3 : (size_t)i % 4;
		const char c[3] = { (char)i, (char)(i >> 8), (char)(i >> 16) };

		good = n + size <= t.n && memcmp(t.s + n, c, size) == 0;
		n += size;
	}
	ok(good && n == t.n, "what was added, in its order");
	char *to = text_room(&t, 1000);

	ok(to == t.s + t.n && t.room > t.n + 1000, "room for more, and a byte for a NUL");
	text_free(&t);
	ok(t.s == NULL && t.n == 0 && t.room == 0, "free: as new");
}

/* The characters that a terminal may act on, by the ranges of Unicode; no others. */
static bool
acts(uint32_t c)
{
	return c < 0x20 || c == 0x7f || (c >= 0x80 && c <= 0x9f) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

static void
test_controls(void)
{
	bool good = true;

	for (uint32_t c = 1; c <= 0x10ffff && good; c++) {
		char s[5] = "";
		const size_t n = encode(c, s);
		const struct text_char got = text_char(s);

		if (is_character(c))
			good = got.code == c && got.bytes == n && got.control == acts(c);
		else
			good = got.control && got.bytes == 1;
	}
	ok(good, "each character, its bytes, and whether a terminal acts on it");
	ok(text_char("\x9b").control && text_char("\xe5\xae").control &&
	    text_char("\xff").code == 0xfffd,
	    "a byte that is not UTF-8 may be a control");

	char s[] = "a\x1b[2J\xc2\x9b" "b\x9b\x7f" "客\xe2\x80\xae\n";

	text_tidy(s);
	ok(strcmp(s, "a?[2J?b?客??") == 0,
	    "one ? for each control, and bytes that are not UTF-8 go");
}

static void
test_fit(void)
{
	ok(text_fit("abc", 2) == 2 && text_fit("abc", 3) == 3 && text_fit("abc", 9) == 3 &&
	    text_fit("", 5) == 0,
	    "as many bytes as columns");
	ok(text_fit("客户", 1) == 0 && text_fit("客户", 2) == 3 && text_fit("客户", 3) == 3 &&
	    text_fit("客户", 4) == 6,
	    "a wide character is whole or not there");
	ok(text_plain("abc\"d") == 3
	    && text_plain("\\") == 0 && text_plain("é") == 0 && text_plain("~ \x7f") == 2,
	    "printable ASCII up to a quote, a backslash, another byte");
}

static void
test_trim(void)
{
	char both[] = "  a b ", none[] = "a", blank[] = "   ";

	ok(strcmp(text_trim(both), "a b") == 0, "blanks at both ends");
	ok(strcmp(text_trim(none), "a") == 0, "nothing to trim");
	ok(strcmp(text_trim(blank), "") == 0, "only blanks");
}

int
main(void)
{
	test_controls();
	test_fit();
	test_code_points();
	test_bytes();
	test_people();
	test_shell();
	test_ids();
	test_id_why();
	test_buffer();
	test_trim();
	return done();
}
