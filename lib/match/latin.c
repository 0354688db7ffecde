#include "lib/match/latin.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/utrans.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "late.h"
#include "lib/base/fail.h"
#include "lib/base/late.h"
#include "lib/base/map.h"
#include "lib/base/say.h"

enum { SYLLABLE = 8, HAN_FIRST = 0x3400, HAN_LAST = 0x9fff, ROOM = 256 };

enum rules { HAN, ANY, SIMPLIFY, RULES };
static const char *const rules[RULES] = {
	[HAN] = "Han-Latin; Latin-ASCII; Lower", [ANY] = "Any-Latin; Latin-ASCII; Lower",
	[SIMPLIFY] = "Traditional-Simplified",
};

struct han {		/* what is known of a character */
	char syllable[SYLLABLE];
	uint16_t simplified;
	bool spoken, written;	/* the two are known */
};

struct latin {
	UTransliterator *by[RULES];
	struct han *han;	/* from HAN_FIRST */
	struct map *word;	/* romanised words of other scripts, by number */
	struct text spelling;	/* of them, each NUL-terminated */
	size_t *at, room;
};

static struct {
	__typeof__(utrans_openU) *open;
	__typeof__(utrans_transUChars) *run;
	__typeof__(utrans_close) *close;
} icu;

/* ICU adds its version to the names of its functions: utrans_openU_72. */
#define NAME(f) NAME_OF(f)
#define NAME_OF(f) #f

static void
load(void)
{
	static const struct late_symbol symbols[] = {
		{ NAME(utrans_openU), &icu.open }, { NAME(utrans_transUChars), &icu.run },
		{ NAME(utrans_close), &icu.close }, { 0 }
	};

	if (icu.open == NULL)
		late_load(say("names that are not in Latin letters"), LATE_ICUI18N, symbols);
}

struct latin *
latin_new(void)
{
	struct latin *l = mem_new(1, sizeof *l);

	l->word = map_new();
	return l;
}

void
latin_free(struct latin *l)
{
	for (int r = 0; r < RULES; r++)
		if (l->by[r])
			icu.close(l->by[r]);
	free(l->han);
	map_free(l->word);
	text_free(&l->spelling);
	free(l->at);
	free(l);
}

static UTransliterator *
open_rules(struct latin *l, enum rules r)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar id[ROOM];
	size_t n = 0;

	if (l->by[r])
		return l->by[r];
	load();
	for (; rules[r][n]; n++)
		id[n] = (UChar)rules[r][n];
	l->by[r] = icu.open(id, (int32_t)n, UTRANS_FORWARD, NULL, 0, NULL, &error);
	if (U_FAILURE(error))
		fail("ICU does not know how to read '%s' (error %d)", rules[r],
		    (int)error);
	return l->by[r];
}

/* Writes what ICU makes of a text; "" if it is too long. */
static void
convert(struct latin *l, enum rules r, const char *s, size_t n, char to[static ROOM])
{
	UErrorCode error = U_ZERO_ERROR;
	size_t room = ROOM, small = ROOM - 1;
	UChar wide[ROOM];

	*to = '\0';
	if (u8_to_u16((const uint8_t *)s, n, wide, &room) != wide)
		return;
	int32_t length = (int32_t)room, limit = length;

	icu.run(open_rules(l, r), wide, &length, ROOM, 0, &limit, &error);
	if (U_FAILURE(error) || u16_to_u8(wide, (size_t)length, (uint8_t *)to, &small) !=
	    (uint8_t *)to)
		small = 0;
	to[small] = '\0';
}

bool
latin_is_han(uint32_t code)
{
	return (code >= HAN_FIRST && code <= 0x4dbf) || (code >= 0x4e00 && code <= HAN_LAST) ||
	    (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x323af);
}

static struct han *
known(struct latin *l, uint32_t code)
{
	static const size_t all = HAN_LAST - HAN_FIRST + 1;

	if (code < HAN_FIRST || code > HAN_LAST)
		return NULL;
	if (l->han == NULL)
		l->han = mem_new(all, sizeof *l->han);
	return &l->han[code - HAN_FIRST];
}

const char *
latin_syllable(struct latin *l, uint32_t code)
{
	struct han *h = known(l, code);
	char got[ROOM];
	uint8_t s[4];

	if (h == NULL || h->spoken)
		return h ? h->syllable : "";
	load();
	convert(l, HAN, (char *)s, (size_t)u8_uctomb(s, code, sizeof s), got);
	const size_t n = strspn(got, "abcdefghijklmnopqrstuvwxyz");

	if (n < SYLLABLE && got[n] == '\0')
		memcpy(h->syllable, got, n + 1);
	h->spoken = true;
	return h->syllable;
}

uint32_t
latin_simplified(struct latin *l, uint32_t code)
{
	struct han *h = known(l, code);
	char got[ROOM];
	uint8_t s[4];

	if (h == NULL)
		return code;
	if (!h->written) {
		load();
		convert(l, SIMPLIFY, (char *)s, (size_t)u8_uctomb(s, code, sizeof s), got);
		const struct text_char c = text_char(*got ? got : "?");

		h->simplified = (uint16_t)(*got && c.code <= HAN_LAST && got[c.bytes] == '\0' ?
		    c.code : code);
		h->written = true;
	}
	return h->simplified;
}

/* The spelling of a word of another script, from ICU or from the last time. */
static const char *
spelling(struct latin *l, const char *s, size_t n)
{
	bool is_new;
	const size_t i = map_at(l->word, s, n, &is_new);
	char got[ROOM];

	if (is_new) {
		load();
		convert(l, ANY, s, n, got);
		l->at = mem_grow(l->at, i + 1, &l->room, sizeof *l->at);
		l->at[i] = l->spelling.n;
		text_add(&l->spelling, got, strlen(got) + 1);
	}
	return l->spelling.s + l->at[i];
}

/* Ends the word, if one has begun since FROM. */
static void
end_word(struct text *to, size_t from)
{
	if (to->n > from && to->s[to->n - 1] != ' ')
		text_add(to, " ", 1);
}

/* Appends ASCII: letters become small, anything else but digits and apostrophes ends a word. */
static void
add_ascii(struct text *to, size_t from, const char *s)
{
	for (; *s; s++) {
		const char c = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			text_add(to, &c, 1);
		else if (c != '\'' && c != '`')
			end_word(to, from);
	}
}

static bool
is_part_of_word(uint32_t code)
{
	return code >= 0x80 && !latin_is_han(code) && uc_is_general_category(code, UC_LETTER);
}

static bool
is_mark(uint32_t code)
{
	return uc_is_general_category(code, UC_MARK);
}

static void
add_plain(struct latin *l, struct text *to, size_t from, const char *s)
{
	while (*s) {
		struct text_char c = text_char(s);
		size_t n = c.bytes;

		if (c.code < 0x80) {
			add_ascii(to, from, (char[]){ *s, '\0' });
		} else if (latin_is_han(c.code)) {
			end_word(to, from);
			add_ascii(to, from, latin_syllable(l, c.code));
			end_word(to, from);
		} else if (is_part_of_word(c.code)) {
			while (s[n] && (is_part_of_word((c = text_char(s + n)).code) ||
			    is_mark(c.code)))
				n += c.bytes;
			add_ascii(to, from, spelling(l, s, n));
		} else if (!is_mark(c.code) && c.code != 0x2019) {
			end_word(to, from);	/* an accent does not, nor does an apostrophe */
		}
		s += n;
	}
}

void
latin_words(struct latin *l, const char *s, struct text *to)
{
	const size_t from = to->n;
	size_t n;

	if (text_is_ascii(s)) {
		add_ascii(to, from, s);
	} else {
		uint8_t *plain = u8_normalize(UNINORM_NFKD, (const uint8_t *)s, strlen(s) + 1,
		    NULL, &n);

		add_plain(l, to, from, plain ? (const char *)plain : s);
		free(plain);
	}
	if (to->n > from && to->s[to->n - 1] == ' ')
		to->n--;
}
