#include "lib/store/words.h"

#include <stdint.h>
#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "lib/base/fail.h"
#include "lib/io/opt.h"

enum { CHARACTER = 4 };	/* the largest number of bytes of a character */

/* A run of CJK characters that may continue. */
struct run {
	size_t n;		/* characters */
	ucs4_t last;		/* appended only in a pair with the previous character */
};

/*
 * Whether C belongs to a script without blanks between words. Planes 2 and 3 are reserved for
 * ideographs, so future ones are included.
 */
static bool
is_cjk(ucs4_t c)
{
	static const ucs4_t ranges[][2] = {
		{ 0x1100, 0x11ff },	/* hangul */
		/* 々 〇 and others */
		{ 0x3005, 0x3007 }, { 0x3021, 0x3029 }, { 0x3031, 0x3035 }, { 0x3038, 0x303c },
		{ 0x3041, 0x3096 }, { 0x309d, 0x309f },	/* hiragana */
		{ 0x30a1, 0x30fa }, { 0x30fc, 0x30ff },	/* katakana without ・ */
		/* bopomofo, jamo, kana */
		{ 0x3105, 0x312f }, { 0x3131, 0x318e }, { 0x31a0, 0x31bf }, { 0x31f0, 0x31ff },
		{ 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },	/* Han */
		{ 0xa960, 0xa97c }, { 0xac00, 0xd7fb },	/* hangul */
		{ 0xf900, 0xfaff },	/* Han, for compatibility */
		{ 0x1aff0, 0x1b16f },	/* kana */
		{ 0x20000, 0x3ffff },	/* Han */
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges && c >= ranges[i][0]; i++)
		if (c <= ranges[i][1])
			return true;
	return false;
}

/* Whether C is part of a word for the tokenizer of SQLite too. */
static bool
is_letter(ucs4_t c)
{
	return is_cjk(c) || uc_is_general_category_withtable(c,
	    UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_Co);
}

/* The text in NFKC, which has *n bytes then. The caller frees it. */
static uint8_t *
normal(const char *s, size_t *n)
{
	uint8_t *to = u8_normalize(UNINORM_NFKC, (const uint8_t *)s, *n, NULL, n);

	if (to == NULL)
		fail_errno(NULL);
	return to;
}

static void
add(struct text *to, ucs4_t c)
{
	to->n += (size_t)u8_uctomb((uint8_t *)text_room(to, CHARACTER), c, CHARACTER);
}

/* Appends a blank, unless there is one already or nothing was appended since FROM. */
static void
gap(struct text *to, size_t from)
{
	if (to->n > from && to->s[to->n - 1] != ' ')
		text_add(to, " ", 1);
}

static void
end_run(struct run *run, struct text *to, size_t from)
{
	if (run->n == 0)
		return;
	gap(to, from);
	add(to, run->last);
	run->n = 0;
}

/*
 * Appends the words of S, which is in NFKC, but not the last character of a run at the end of S.
 * Returns this run. Leaves out invisible characters, such as soft hyphens and variation selectors.
 */
static struct run
split(const uint8_t *s, size_t n, struct text *to)
{
	const size_t from = to->n;
	struct run run = { 0 };
	ucs4_t c;

	for (int k; n > 0; s += k, n -= (size_t)k) {
		k = u8_mbtouc(&c, s, n);
		if (uc_is_property_default_ignorable_code_point(c))
			continue;
		if (!is_cjk(c)) {
			const bool after = run.n > 0 && c != ' ';

			end_run(&run, to, from);
			if (after)
				gap(to, from);
			add(to, c);
			continue;
		}
		gap(to, from);
		if (run.n > 0) {
			add(to, run.last);
			add(to, c);
		}
		run = (struct run){ run.n + 1, c };
	}
	return run;
}

void
words_index(const char *s, size_t n, struct text *to)
{
	const size_t from = to->n;
	uint8_t *u = normal(s, &n);
	struct run run = split(u, n, to);

	end_run(&run, to, from);
	free(u);
}

static bool
has_letter(const uint8_t *s, size_t n)
{
	ucs4_t c;

	for (int k; n > 0; s += k, n -= (size_t)k) {
		k = u8_mbtouc(&c, s, n);
		if (is_letter(c))
			return true;
	}
	return false;
}

/* Appends S as a string of FTS5. A CJK character alone becomes a prefix: "款" * */
static void
add_string(const uint8_t *s, size_t n, struct text *to)
{
	struct text words = { 0 };
	struct run run = split(s, n, &words);
	const bool alone = run.n == 1;

	if (alone)
		end_run(&run, &words, 0);
	text_add(to, "\"", 1);
	for (size_t i = 0; i < words.n; i++)
		text_add(to, words.s[i] == '"' ? "\"\"" : &words.s[i], words.s[i] == '"' ? 2 : 1);
	text_add(to, "\" *", alone ? 3 : 1);
	text_free(&words);
}

bool
words_query(const char *s, struct text *to)
{
	const size_t from = to->n;
	size_t n = strlen(s);
	uint8_t *u = normal(s, &n);

	for (size_t i = 0, end; i < n; i = end + 1) {
		for (end = i; end < n && u[end] > ' '; end++)
			;
		if (!has_letter(u + i, end - i))
			continue;
		gap(to, from);
		add_string(u + i, end - i, to);
	}
	free(u);
	return to->n > from;
}
