/*
 * How likely a word is in an encoding: the probability of its letters in a language that is
 * written in that encoding, times that of one kind of letter after another.
 *
 * A word that is read in the wrong encoding has letters of which its language has none, capitals
 * within, or a sign among letters; each of these costs as much as it is rare.  Signs have their
 * places: £40, 1º and 25°C are read as they stand, but a letter of another alphabet has others
 * beside it, in its word or at least in another one.  The numbers are orders of magnitude: natural
 * logarithms of what one sees in names, places and headers.
 */
#include "lib/io/encoding_own.h"

#include <iconv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "lib/base/mem.h"

enum kind { START, LATIN, DIGIT, ALPHABET, HAN, KANA, HALF, HANGUL, WIDE_SIGN, SIGN, BREAK, ODD,
	KINDS };

enum { LANGUAGES = 16 };

#define FOREIGN .1	/* share of the words of a text that are in another language */

struct encoding_score {
	const struct encoding_set *set;
	double sum[LANGUAGES];	/* of the words so far, if the text is in this language */
	bool has_lone, has_words;	/* letters of an alphabet that stand alone; others */
	iconv_t cd;
	uint32_t code[256];	/* the character of each byte; 0: none */
	bool undefined[256];
	size_t n;
	struct encoding_language *language[LANGUAGES];
	double share[LANGUAGES];
};

struct letter {
	uint32_t code, lower;
	enum kind kind;
	int level;		/* of a character of Chinese, Japanese, Korean */
	bool upper;
};

static enum kind
kind_of(uint32_t c)
{
	static const struct {
		uint32_t from, to;
		enum kind kind;
	} ranges[] = {
		{ '0', '9', DIGIT }, { 'A', 'Z', LATIN }, { 'a', 'z', LATIN }, { 0, 0x7f, BREAK },
		{ 0xa0, 0xa0, BREAK }, { 0xd7, 0xd7, SIGN }, { 0xf7, 0xf7, SIGN },
		{ 0xa1, 0xbf, SIGN }, { 0xc0, 0x24f, LATIN }, { 0x1e00, 0x1eff, LATIN },
		{ 0x370, 0x6ff, ALPHABET }, { 0xe00, 0xe7f, ALPHABET }, { 0x2010, 0x201f, BREAK },
		{ 0x2020, 0x2026, SIGN }, { 0x2030, 0x203a, SIGN }, { 0x20ac, 0x20ac, SIGN },
		{ 0x2116, 0x2122, SIGN }, { 0x2460, 0x24ff, SIGN }, { 0x25a0, 0x266f, SIGN },
		{ 0x3000, 0x303f, WIDE_SIGN }, { 0x3041, 0x30ff, KANA }, { 0x3400, 0x9fff, HAN },
		{ 0xac00, 0xd7a3, HANGUL }, { 0xf900, 0xfaff, HAN }, { 0xff01, 0xff60, WIDE_SIGN },
		{ 0xff61, 0xff9f, HALF }, { 0xffe0, 0xffe6, WIDE_SIGN }, { 0x20000, 0x3ffff, HAN },
	};

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return ranges[i].kind;
	return ODD;
}

/* The log of how likely one kind (row) is before another (column); NO: practically never. */
#define NO -9
static const signed char steps[KINDS][KINDS] = {
	/*             START LAT DIG ALP HAN KAN HLF HNG WSG SGN BRK ODD */
	[START] =	{ 0, -1, -2, -1, -1, -1, -3, -1, -4, -3, -2, NO },
	[LATIN] =	{ 0,  0, -2, -6, -3, -3, -6, -3, -3, -4, -1, NO },
	[DIGIT] =	{ 0, -2,  0, -3, -2, -2, -4, -2, -3, -2, -1, NO },
	[ALPHABET] =	{ 0, -6, -2,  0, NO, NO, NO, NO, NO, -4, -1, NO },
	[HAN] =		{ 0, -3, -2, NO,  0, -1, -4, -5, -2, -3, -2, NO },
	[KANA] =	{ 0, -3, -2, NO, -1,  0, -4, NO, -2, -3, -2, NO },
	[HALF] =	{ 0, -6, -4, NO, -4, -4,  0, NO, -4, -4, -3, NO },
	[HANGUL] =	{ 0, -3, -2, NO, -5, NO, NO,  0, -2, -3, -2, NO },
	[WIDE_SIGN] =	{ 0, -3, -2, NO, -1, -1, -4, -1,  0, -2, -2, NO },
	[SIGN] =	{ 0, -4, -1, -4, -2, -2, -4, -2, -2, -1, -1, NO },
	[BREAK] =	{ 0, -1, -1, -1, -2, -2, -3, -2, -3, -2, -1, NO },
	[ODD] =		{ 0, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, -3 },
};

static bool
is_accented(const struct letter *l)
{
	return l->kind == LATIN && l->code > 0x7f;
}

/* What a sign is expected after, and whether it belongs to the letters beside it. */
enum { FIRST = 1 << START, NUMBER = 1 << DIGIT, WORD = 1 << LATIN };
enum beside { ALONE, BEHIND, BEFORE };

/* Signs that are met in tables. */
static const struct sign {
	uint32_t code;
	signed char log;	/* of its frequency */
	unsigned char after;
	enum beside beside;
} signs[] = {
	{ 0xa3, -2, FIRST | NUMBER, ALONE },		/* £ */
	{ 0x20ac, -2, FIRST | NUMBER, ALONE },		/* € */
	{ 0xa5, -4, FIRST | NUMBER, ALONE },		/* ¥ */
	{ 0xa2, -5, NUMBER, ALONE },			/* ¢ */
	{ 0xb0, -3, FIRST | NUMBER | WORD, BEFORE },	/* ° */
	{ 0xb5, -4, FIRST | NUMBER, BEFORE },		/* µ */
	{ 0xbc, -3, FIRST | NUMBER, ALONE },		/* ¼ */
	{ 0xbd, -3, FIRST | NUMBER, ALONE },		/* ½ */
	{ 0xbe, -3, FIRST | NUMBER, ALONE },		/* ¾ */
	{ 0xaa, -3, FIRST | NUMBER | WORD, BEHIND },	/* ª */
	{ 0xba, -3, FIRST | NUMBER | WORD, BEHIND },	/* º */
	{ 0xb2, -4, WORD, BEHIND },			/* ² */
	{ 0xb3, -4, WORD, BEHIND },			/* ³ */
	{ 0xae, -4, WORD, BEHIND },			/* ® */
	{ 0x2122, -4, WORD, BEHIND },			/* ™ */
	{ 0xa9, -4, FIRST | WORD, BEHIND },		/* © */
	{ 0xb4, -4, WORD, ALONE },			/* ´ */
	{ 0xb7, -4, FIRST | WORD, ALONE },		/* · */
	{ 0xd7, -5, NUMBER, ALONE },			/* × */
	{ 0xb1, -4, FIRST, ALONE },			/* ± */
	{ 0xa7, -4, FIRST, ALONE },			/* § */
	{ 0x2116, -4, FIRST, ALONE },			/* № */
	{ 0xa1, -4, FIRST, BEFORE },			/* ¡ */
	{ 0xbf, -4, FIRST, BEFORE },			/* ¿ */
	{ 0xab, -4, FIRST, BEFORE },			/* « */
	{ 0xbb, -4, FIRST | WORD, BEHIND },		/* » */
	{ 0x201a, -4, FIRST, BEFORE },			/* ‚ */
	{ 0x201e, -4, FIRST, BEFORE },			/* „ */
};

/* NULL: it is none of them. */
static const struct sign *
find_sign(const struct letter *l)
{
	for (size_t i = 0; l->kind >= SIGN && i < sizeof signs / sizeof *signs; i++)
		if (signs[i].code == l->code)
			return &signs[i];
	return NULL;
}

/* Is B, of the signs, where one expects it?  Of letters, only m has a power: 12 m². */
static bool
is_expected(const struct letter *a, const struct sign *b)
{
	const bool power = b->code == 0xb2 || b->code == 0xb3;

	return (b->after & 1u << a->kind) && (!power || a->lower == 'm') && !is_accented(a);
}

/* Does A, of the signs, go with the letter B?  A degree goes with C and F: 25°C. */
static bool
is_led(const struct sign *a, const struct letter *b)
{
	return b->kind == LATIN && (a->code != 0xb0 || b->upper);
}

/* To or from one of the signs; S: what it is for any sign. */
static double
step_sign(const struct letter *a, const struct letter *b, double s)
{
	const struct sign *from = find_sign(a), *to = find_sign(b);

	if (to && !is_expected(a, to))
		return s - 4;
	if (to && a->kind == LATIN)
		return to->beside == BEHIND ? -2 : s;
	return from && from->beside == BEFORE && is_led(from, b) ? -1 : s;
}

/* How likely B is after A; CAPS: the number of capitals before B. */
static double
step(const struct letter *a, const struct letter *b, size_t caps)
{
	const double s = steps[a->kind][b->kind];

	/* an accented letter does not stand beside a digit */
	if ((is_accented(a) && b->kind == DIGIT) || (a->kind == DIGIT && is_accented(b)))
		return s - 4;
	if (a->kind != b->kind || (b->kind != LATIN && b->kind != ALPHABET))
		return step_sign(a, b, s);
	if (b->upper && !a->upper)	/* a capital within a word */
		return -5;
	return a->upper && !b->upper && caps > 1 ? -4 : a->upper ? -.7 : 0;
}

static double
ascii_letter(uint32_t lower)
{
	/* per mille, of the languages of Europe together */
	static const unsigned char mille[26] = { 85, 17, 30, 40, 120, 12, 20, 25, 75, 6, 15, 45,
		30, 75, 65, 25, 3, 70, 60, 65, 40, 15, 12, 3, 12, 12 };

	return log(mille[lower - 'a'] / 1000.);
}

static double
rare(const struct letter *l)
{
	/* by level: characters that are not in the lists of encoding_language.c */
	static const double han[] = { -16, -10.8, -12.4, -15.7 };
	static const double hangul[] = { -15, -10.6, -15, -15 };

	return l->kind == HAN ? han[l->level] : l->kind == HANGUL ? hangul[l->level] :
	    l->kind == KANA ? -13 : -11;
}

static double
sign(const struct letter *l)
{
	const struct sign *known = find_sign(l);

	if (known)
		return known->log;
	return l->code < 0x80 ? -3 : l->code >= 0x2010 && l->code <= 0x2026 ? -4 : -7;
}

static double
frequency(const struct encoding_language *language, const struct letter *l, bool *odd)
{
	switch (l->kind) {
	case LATIN:
		if (l->lower < 0x80)
			return ascii_letter(l->lower);
		break;
	case DIGIT:
		return log(.1);
	case HALF:
		return -4.1;
	case WIDE_SIGN:
		return l->code < 0xff10 ? -5 : -6;
	case SIGN:
	case BREAK:
		return sign(l);
	case ODD:
		*odd = true;
		return -16;
	default:
		break;
	}
	const double f = encoding_language_log(language, l->lower);

	if (f != 0)
		return f;
	*odd = *odd || (l->kind != HAN && l->kind != HANGUL) || l->level > 2;
	return rare(l);
}

/* Of Cyrillic, Greek and Thai; Hebrew and Arabic write few. */
static bool
is_vowel(uint32_t lower)
{
	static const uint32_t vowels[] = { 0x3ac, 0x3ad, 0x3ae, 0x3af, 0x3b1, 0x3b5, 0x3b7, 0x3b9,
		0x3bf, 0x3c5, 0x3c9, 0x3cc, 0x3cd, 0x3ce, 0x430, 0x435, 0x438, 0x43e, 0x443, 0x44b,
		0x44d, 0x44e, 0x44f, 0x451, 0x454, 0x456, 0x457, 0x44a };

	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++)
		if (lower == vowels[i])
			return true;
	return (lower >= 0xe30 && lower <= 0xe4e) || (lower >= 0x590 && lower <= 0x6ff);
}

/* Are these letters of an alphabet, more than three, and no vowel among them? */
static bool
is_mute(const struct letter *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (l[i].kind != ALPHABET || is_vowel(l[i].lower))
			return false;
	return n > 3;
}

static bool
is_alphabet(const struct letter *l)
{
	return l->kind == ALPHABET || l->kind == HALF;
}

static bool
has_alphabet(const struct letter *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_alphabet(&l[i]))
			return true;
	return false;
}

/* Do letters of an alphabet stand alone or beside digits, but never beside another letter? */
static bool
is_lone(const struct letter *l, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (l[i].kind == LATIN || (i > 0 && is_alphabet(&l[i - 1]) && is_alphabet(&l[i])))
			return false;
	return has_alphabet(l, n);
}

/* log of the probability of the letters in one language. */
static double
in_language(const struct encoding_language *language, const struct letter *l, size_t n, bool *odd)
{
	const struct letter *before = &(struct letter){ .kind = START };
	double sum = 0, han = 0;
	size_t nhan = 0, caps = 0;
	bool accent = false;

	*odd = false;
	for (size_t i = 0; i < n; before = &l[i++]) {
		const double s = step(before, &l[i], caps);
		double f = frequency(language, &l[i], odd);

		if (is_accented(&l[i]) && !accent) {
			f -= encoding_language_accents(language);
			accent = true;
		}
		*odd = *odd || (s <= -5 && (l[i].code > 0x7f || before->code > 0x7f));
		sum += s + f;
		caps = l[i].upper ? caps + 1 : 0;
		if (l[i].kind == HAN || l[i].kind == HANGUL) {
			han += f;
			nhan++;
		}
	}
	if ((n == 1 && is_accented(l)) || is_mute(l, n))
		sum -= 3;
	if (n > 1 && is_lone(l, n))
		sum -= 2;
	*odd = *odd || (nhan > 0 && han / (double)nhan < -11.3);
	return sum;
}

static uint32_t
convert(struct encoding_score *e, const char *s, size_t n)
{
	uint32_t code[4] = { 0 };
	char *in = (char *)(uintptr_t)s, *out = (char *)code;
	size_t room = sizeof code;

	iconv(e->cd, NULL, NULL, NULL, NULL);
	if (iconv(e->cd, &in, &n, &out, &room) == (size_t)-1)
		return 0;
	iconv(e->cd, NULL, NULL, &out, &room);	/* a letter that may get an accent */
	return code[0];
}

static struct letter
letter_of(uint32_t code)
{
	struct letter l = { .code = code, .lower = code, .kind = code ? kind_of(code) : ODD };

	if (l.kind == LATIN || l.kind == ALPHABET) {
		/* uc_tolower maps the Turkish İ to i, which is another letter */
		l.lower = code == 0x130 ? code : uc_tolower(code);
		l.upper = l.lower != code || code == 0x130;
	}
	return l;
}

/* Decodes the characters of a word. Bytes that are not a character become a letter of kind ODD. */
static size_t
decode(struct encoding_score *e, const char *s, size_t n, struct letter *to)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t k = 0, size;

	for (size_t i = 0; i < n; i += size) {
		size = e->set->wide < 0 || u[i] < 0x80 ? 1 :
		    encoding_valid_size((enum encoding_wide)e->set->wide, u + i, n - i);
		if (size == 0 && n == ENCODING_WORD && i + 4 > n)
			break;		/* the word was cut */
		to[k] = letter_of(size == 0 ? 0 : size == 1 ? e->code[u[i]] :
		    convert(e, s + i, size));
		if (size > 1)
			to[k].level = encoding_valid_level((enum encoding_wide)e->set->wide, u + i,
			    size);
		size += size == 0;
		k++;
	}
	return k;
}

bool
encoding_score_add(struct encoding_score *e, const char *s, size_t n)
{
	struct letter l[ENCODING_WORD];
	const size_t k = decode(e, s, n, l);
	double best = -INFINITY, log_of[LANGUAGES], sum = 0;
	bool odd = false;

	e->has_lone = e->has_lone || is_lone(l, k);
	e->has_words = e->has_words || (has_alphabet(l, k) && !is_lone(l, k));
	for (size_t i = 0; i < e->n; i++) {
		bool is_odd;

		log_of[i] = in_language(e->language[i], l, k, &is_odd);
		if (log_of[i] > best)
			odd = is_odd;
		best = fmax(best, log_of[i]);
	}
	for (size_t i = 0; i < e->n; i++)
		sum += e->share[i] * exp(log_of[i] - best);
	for (size_t i = 0; i < e->n; i++)
		e->sum[i] += best + log((1 - FOREIGN) * exp(log_of[i] - best) + FOREIGN * sum);
	return !odd;
}

double
encoding_score_log(const struct encoding_score *e)
{
	/* a text in an alphabet has words, not only single letters */
	const double no_words = e->set->wide < 0 && e->has_lone && !e->has_words ? -5 : 0;
	double best = -INFINITY, sum = 0;

	for (size_t i = 0; i < e->n; i++)
		best = fmax(best, e->sum[i]);
	for (size_t i = 0; i < e->n; i++)
		sum += e->share[i] * exp(e->sum[i] - best);
	/* cppcheck-suppress invalidFunctionArg ; the largest term of the sum is a share > 0 */
	return log(e->set->prior) + best + log(sum) + no_words;
}

const bool *
encoding_score_undefined(const struct encoding_score *e)
{
	return e->undefined;
}

static void
read_languages(struct encoding_score *e)
{
	for (const char *s = e->set->languages; *s; s += *s == ' ') {
		const size_t n = strcspn(s, ".");
		char *end;

		e->language[e->n] = encoding_language_new(s, n);
		e->share[e->n++] = strtod(s + n, &end);
		s = end;
	}
}

struct encoding_score *
encoding_score_new(const struct encoding_set *set)
{
	const iconv_t cd = iconv_open("UTF-32LE", set->name);

	if (cd == (iconv_t)-1)
		return NULL;
	struct encoding_score *e = mem_new(1, sizeof *e);

	e->set = set;
	e->cd = cd;
	for (int i = 0; i < 256; i++) {
		const char c = (char)i;

		e->code[i] = i < 0x80 ? (uint32_t)i : convert(e, &c, 1);
		e->undefined[i] = set->wide < 0 && i > 0x7f && e->code[i] == 0;
	}
	read_languages(e);
	return e;
}

void
encoding_score_free(struct encoding_score *e)
{
	for (size_t i = 0; i < e->n; i++)
		encoding_language_free(e->language[i]);
	iconv_close(e->cd);
	free(e);
}
