#include "lib/io/encoding.h"

#include <iconv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/say_list.h"
#include "lib/base/text.h"
#include "lib/io/encoding_own.h"

enum {
	HEAD = 64 << 10,	/* the first bytes of the file, in which UTF-16 is recognised */
	WORDS = 2048,		/* the most different words to keep */
	FIRST = 64,		/* words from the beginning, for samples */
	SAMPLES = 3,
	SAMPLE_WIDTH = 20,	/* columns of a word on a terminal */
};

#define COMMON .02		/* an encoding with at least this share of all files is common */

struct encoding {
	char *head;
	size_t nhead;
	struct encoding_valid valid[ENCODING_WIDES];
	uint64_t high[256];	/* the number of each byte above 7F */
	char word[ENCODING_WORD];
	size_t nword;
	bool above, letter;	/* the current word has a byte above 7F; a letter */
	uint64_t nletter, nabove;	/* words with a letter; with a byte above 7F */
	struct map *words, *first;
	uint64_t mask;		/* a word is kept if these bits of its hash are 0 */
};

struct encoding *
encoding_new(void)
{
	struct encoding *e = mem_new(1, sizeof *e);

	e->head = mem_new(HEAD, 1);
	for (int i = 0; i < ENCODING_WIDES; i++)
		e->valid[i].wide = (enum encoding_wide)i;
	e->words = map_new();
	e->first = map_new();
	return e;
}

static bool
is_kept(const struct encoding *e, const char *s, size_t n)
{
	return (XXH3_64bits(s, n) & e->mask) == 0;
}

/* Keeps half of the words, by their hashes, so that the words are a sample of the whole text. */
static void
thin_out(struct encoding *e)
{
	struct map *words = map_new();

	e->mask = e->mask << 1 | 1;
	for (size_t i = 0; i < map_count(e->words); i++)
		if (is_kept(e, map_key(e->words, i), map_key_size(e->words, i)))
			map_at(words, map_key(e->words, i), map_key_size(e->words, i), NULL);
	map_free(e->words);
	e->words = words;
}

static void
end_word(struct encoding *e)
{
	if (e->above && is_kept(e, e->word, e->nword))
		map_at(e->words, e->word, e->nword, NULL);
	if (e->above && map_count(e->first) < FIRST)
		map_at(e->first, e->word, e->nword, NULL);
	while (map_count(e->words) > WORDS)
		thin_out(e);
	e->nabove += e->above;
	e->nletter += e->letter;
	e->nword = 0;
	e->above = e->letter = false;
}

/* Does this byte end a word? No encoding has one of these as the second byte of a character. */
static bool
ends(unsigned char c)
{
	return c < '0' || (c > '9' && c < '@');
}

static void
add_words(struct encoding *e, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const unsigned char c = (unsigned char)s[i];

		if (ends(c)) {
			if (e->nword > 0)
				end_word(e);
			continue;
		}
		if (e->nword < ENCODING_WORD)
			e->word[e->nword++] = s[i];
		e->letter = e->letter || c > '9';
		if (c > 0x7f) {
			e->above = true;
			e->high[c]++;
		}
	}
}

void
encoding_add(struct encoding *e, const char *s, size_t n)
{
	const size_t room = HEAD - e->nhead, k = n < room ? n : room;

	memcpy(e->head + e->nhead, s, k);
	e->nhead += k;
	for (size_t i = 0; i < ENCODING_WIDES; i++)
		encoding_valid_add(&e->valid[i], s, n);
	add_words(e, s, n);
}

/* The bytes that are not valid, and a character that is cut at the end of the text. */
static uint64_t
errors_of(const struct encoding *e, enum encoding_wide wide)
{
	return e->valid[wide].errors + (e->valid[wide].state > 0);
}

static struct encoding_verdict
certain(const char *name, uint64_t errors)
{
	struct encoding_verdict v = { .name = name, .sure = true, .likely = true, .n = 1 };

	v.candidate[0] = (struct encoding_candidate){ name, 0, 1, errors };
	return v;
}

/* Counts the bytes that are not valid in an encoding with one byte per character. */
static uint64_t
undefined(const struct encoding *e, const struct encoding_score *score, uint64_t *chars)
{
	const bool *is = encoding_score_undefined(score);
	uint64_t n = 0;

	for (int i = 0x80; i < 256; i++) {
		*chars += e->high[i];
		n += is[i] ? e->high[i] : 0;
	}
	return n;
}

/*
 * How much less likely it is, as a logarithm, that a text has so few words with accents, if its
 * language has many of them: few are names among English or numbers, that is, WINDOWS-1252.
 */
static double
too_few(const struct encoding *e)
{
	const double many = .05, few = .01, most = 5;
	const double share = (double)e->nabove / (double)e->nletter;

	return share >= many ? 0 : share <= few ? most : most * log(many / share) / log(many / few);
}

/* Scores the text in this encoding. False if the text cannot be in it. */
static bool
score(const struct encoding *e, const struct encoding_set *set, struct encoding_candidate *to)
{
	/* how much less likely an error makes an encoding, as a logarithm */
	enum { ERROR = 12 };
	struct encoding_score *s;
	uint64_t chars = 0;
	size_t odd = 0;

	if (set->wide >= 0 && e->valid[set->wide].dead)
		return false;
	if ((s = encoding_score_new(set)) == NULL)
		return false;
	*to = (struct encoding_candidate){ .name = set->name };
	if (set->wide < 0) {
		to->errors = undefined(e, s, &chars);
	} else {
		const struct encoding_valid *v = &e->valid[set->wide];

		to->errors = errors_of(e, v->wide);
		chars = v->chars;
		if (v->extended && set->extended)
			to->name = set->extended;
	}
	for (size_t i = 0; i < map_count(e->words); i++)
		odd += !encoding_score_add(s, map_key(e->words, i), map_key_size(e->words, i));
	to->score = encoding_score_log(s) - ERROR * (double)to->errors -
	    (set->accents ? too_few(e) : 0);
	to->fit = 1 - (double)odd / (double)(map_count(e->words) + (map_count(e->words) == 0));
	encoding_score_free(s);
	return to->errors <= chars / 100;
}

static int
by_score(const void *a, const void *b)
{
	const struct encoding_candidate *x = a, *y = b;

	return (x->score < y->score) - (x->score > y->score);
}

/* Appends N bytes as UTF-8. A byte that is not valid becomes U+FFFD. */
static void
add_utf8(struct text *t, const char *name, const char *s, size_t n)
{
	const iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)(uintptr_t)s;

	while (cd != (iconv_t)-1 && n > 0) {
		char *out = text_room(t, 4 * n + 16), *const from = out;
		size_t room = 4 * n + 16;
		const bool good = iconv(cd, &in, &n, &out, &room) != (size_t)-1;

		if (good)	/* a letter that iconv holds back, as an accent may follow */
			iconv(cd, NULL, NULL, &out, &room);
		t->n += (size_t)(out - from);
		if (good)
			break;
		text_add(t, "\xef\xbf\xbd", 3);
		in++;
		n--;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
}

/* All words in turn, as this encoding reads them. */
static void
read_all(const struct encoding *e, const char *name, struct text *t)
{
	struct text s = { 0 };

	for (size_t i = 0; i < map_count(e->words); i++) {
		text_add(&s, map_key(e->words, i), map_key_size(e->words, i));
		text_add(&s, "\n", 1);
	}
	t->n = 0;
	add_utf8(t, name, s.s, s.n);
	text_free(&s);
}

/* Leaves out a candidate that reads the words in the same way as a better one. */
static size_t
drop_equal(const struct encoding *e, struct encoding_candidate *c, size_t n)
{
	uint64_t hash[ENCODING_CANDIDATES];
	struct text text = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		read_all(e, c[i].name, &text);
		hash[kept] = XXH3_64bits(text.s, text.n);
		while (hash[k] != hash[kept])
			k++;
		if (k == kept)
			c[kept++] = c[i];
	}
	text_free(&text);
	return kept;
}

static const struct encoding_set *
set_of(const char *name)
{
	const struct encoding_set *set = encoding_sets;

	while (strcmp(set->name, name) != 0 && (!set->extended || strcmp(set->extended, name) != 0))
		set++;
	return set;
}

/* Is there only one word, of one character of two bytes? It is common in some encoding. */
static bool
is_brief(const struct encoding *e)
{
	const char *word = map_count(e->words) == 1 ? map_key(e->words, 0) : "";

	return strlen(word) == 2 && (word[0] & 0x80) && word[1] > '9';
}

/*
 * The likelihoods are those of words that do not depend on each other; so the more words, the
 * larger the difference must be; and a word alone may be a word in several.  The words of an
 * encoding that is not among the candidates may be likely in one that is rare, but do not fit it.
 */
static bool
is_sure(const struct encoding *e, const struct encoding_verdict *v)
{
	const double known = .005;
	const struct encoding_candidate *c = v->candidate;
	double least = 6 + .1 * (double)v->words;

	if (v->n == 0 || is_brief(e))
		return false;
	const struct encoding_set *set = set_of(c[0].name);

	if (set->prior < known || c[0].fit < (set->prior < COMMON ? .95 : .85))
		return false;
	if (v->words == 1 && set->wide >= 0)
		least++;
	return v->n == 1 || c[0].score - c[1].score >= least;
}

static bool
is_likely(const struct encoding *e, const struct encoding_verdict *v)
{
	const struct encoding_candidate *c = v->candidate;

	return v->sure || (v->n > 0 && !is_brief(e) && c[0].fit > .5 &&
	    set_of(c[0].name)->prior >= COMMON && (v->n == 1 || c[0].score - c[1].score > 2));
}

static struct encoding_verdict
by_words(const struct encoding *e)
{
	struct encoding_verdict v = { .words = map_count(e->words) };
	const struct encoding_valid *utf8 = &e->valid[ENCODING_UTF8];

	for (size_t i = 0; i < encoding_nsets && v.n + 1 < ENCODING_CANDIDATES; i++)
		v.n += score(e, &encoding_sets[i], &v.candidate[v.n]);
	qsort(v.candidate, v.n, sizeof *v.candidate, by_score);
	v.n = drop_equal(e, v.candidate, v.n);
	v.sure = is_sure(e, &v);
	v.likely = is_likely(e, &v);
	/* perhaps two files joined; three bytes are hardly ever valid UTF-8 by chance */
	if (utf8->chars > utf8->errors || utf8->longer > utf8->errors / 4) {
		memmove(v.candidate + 1, v.candidate, v.n++ * sizeof *v.candidate);
		v.candidate[0] = (struct encoding_candidate){ "UTF-8", 0, 0, utf8->errors };
		v.sure = v.likely = false;
	}
	v.name = v.n > 0 ? v.candidate[0].name : NULL;
	return v;
}

struct encoding_verdict
encoding_judge(struct encoding *e)
{
	const struct encoding_valid *utf8 = &e->valid[ENCODING_UTF8];
	size_t size;
	const char *name = encoding_mark(e->head, e->nhead, &size);

	end_word(e);
	if (name == NULL)
		name = encoding_utf16(e->head, e->nhead);
	if (name)
		return certain(name, 0);
	const uint64_t errors = errors_of(e, ENCODING_UTF8);

	if (errors <= utf8->chars / 100)	/* some characters are cut; their rows are bad */
		return certain("UTF-8", errors);
	return by_words(e);
}

/* Appends the words of the map that the two read differently, until there are SAMPLES of them. */
static void
add_samples(struct text *t, size_t *n, const struct map *words, const char *name, const char *other)
{
	struct text is = { 0 }, was = { 0 };

	for (size_t i = 0; i < map_count(words) && *n < SAMPLES; i++) {
		is.n = was.n = 0;
		add_utf8(&is, name, map_key(words, i), map_key_size(words, i));
		add_utf8(&was, other, map_key(words, i), map_key_size(words, i));
		if (is.n == was.n && memcmp(is.s, was.s, is.n) == 0)
			continue;
		text_add(&is, "", 1);
		is.s[text_fit(is.s, SAMPLE_WIDTH)] = '\0';
		say_list(t, is.s);
		++*n;
	}
	text_free(&is);
	text_free(&was);
}

char *
encoding_sample(const struct encoding *e, const char *name, const char *other)
{
	struct text t = { 0 };
	size_t n = 0;

	add_samples(&t, &n, e->first, name, other);
	if (n == 0)
		add_samples(&t, &n, e->words, name, other);
	text_add(&t, "", 1);
	text_tidy(t.s);
	return t.s;
}

void
encoding_free(struct encoding *e)
{
	map_free(e->words);
	map_free(e->first);
	free(e->head);
	free(e);
}
