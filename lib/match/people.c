#include "lib/match/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/customer/phone_scan.h"
#include "lib/match/alike.h"
#include "lib/match/called_read.h"
#include "lib/match/latin.h"

enum { TAIL = 7, MASK_HEAD = 3, MASK_TAIL = 4, MOST_EDITS = 4 };
enum { LEAST_CROWD = 20, CROWD_SHARE = 200 };	/* of a default birthday */
#define ALIKE_TEXT .93	/* Winkler's similarity of two cells with more than one edit */

struct people_own {
	struct latin *latin;
	struct called_text name;
	struct text plain;
	struct map *value[PEOPLE_FIELDS], *external, *word, *id[2];
	uint32_t *count[PEOPLE_FIELDS], *word_count;
	const char **spelling;
	uint64_t *mark[PEOPLE_FIELDS], *word_mark;
	struct arena ids;
	struct read_name {	/* of a cell, by its number */
		struct called called;
		uint64_t letters;
	} *read;
	struct map *cell;
	size_t read_room, room, on_room;
};

struct people *
people_new(size_t ons)
{
	struct people *p = mem_new(1, sizeof *p);
	struct people_own *o = p->own = mem_new(1, sizeof *o);

	p->ons = ons;
	o->latin = latin_new();
	for (size_t f = 0; f < people_fields(p); f++)
		o->value[f] = map_new();
	o->external = map_new();
	o->word = map_new();
	o->cell = map_new();
	o->id[0] = map_new();
	o->id[1] = map_new();
	return p;
}

void
people_free(struct people *p)
{
	struct people_own *o = p->own;

	latin_free(o->latin);
	text_free(&o->name.whole);
	text_free(&o->name.words);
	text_free(&o->plain);
	for (size_t f = 0; f < people_fields(p); f++) {
		map_free(o->value[f]);
		free(o->count[f]);
		free(o->mark[f]);
	}
	map_free(o->external);
	map_free(o->word);
	map_free(o->cell);
	map_free(o->id[0]);
	map_free(o->id[1]);
	free(o->word_count);
	free(o->spelling);
	free(o->word_mark);
	free(o->read);
	arena_free(&o->ids);
	free(o);
	free(p->of);
	free(p->on);
	free(p);
}

size_t
people_fields(const struct people *p)
{
	return PEOPLE_ON + p->ons;
}

/* The number of a value, from 1; 0 if it is empty. */
static uint32_t
number(struct map *m, const char *s, size_t n)
{
	return n > 0 ? (uint32_t)map_at(m, s, n, NULL) + 1 : 0;
}

static int
by_byte(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

/* The same for names with swapped words or swapped letters. */
static uint64_t
hash_letters(const struct text *words)
{
	char *s = mem_new(words->n, 1);
	size_t n = 0;

	for (size_t i = 0; i < words->n; i++)
		if (words->s[i])
			s[n++] = words->s[i];
	qsort(s, n, 1, by_byte);
	const uint64_t hash = XXH3_64bits(s, n);

	free(s);
	return n > 0 ? hash | 1 : 0;
}

static struct read_name
read_name(struct people_own *o, const char *cell)
{
	struct read_name to = { 0 };
	const char *word;

	called_read(o->latin, cell, &o->name);
	word = o->name.words.s;
	to.called.whole = number(o->value[PEOPLE_NAME], o->name.whole.s, o->name.whole.n);
	to.called.han = o->name.han;
	to.called.words = (uint8_t)o->name.n;
	for (unsigned i = 0; i < o->name.n; i++, word += strlen(word) + 1)
		to.called.word[i] = (uint32_t)map_at(o->word, word, strlen(word), NULL);
	to.letters = hash_letters(&o->name.words);
	return to;
}

/* Many people have the same name, which is read once. */
static void
set_name(struct people_own *o, struct person *to, const char *cell)
{
	bool is_new;
	const size_t at = map_at(o->cell, cell, strlen(cell), &is_new);

	if (is_new) {
		o->read = mem_grow(o->read, at + 1, &o->read_room, sizeof *o->read);
		o->read[at] = read_name(o, cell);
	}
	to->name = o->read[at].called;
	to->letters = o->read[at].letters;
	to->value[PEOPLE_NAME] = to->name.whole;
}

/* The digits of a date, also of one that is not on the calendar; 0 if there are not eight. */
static uint32_t
pack_digits(const char *s)
{
	uint32_t to = 0;
	int n = 0;

	for (; *s && *s != 'T'; s++)
		if (*s >= '0' && *s <= '9' && n++ < 8)
			to = to << 4 | (uint32_t)(*s - '0');
	return n == 8 ? to : 0;
}

static void
set_birthday(struct people *p, struct person *to, const char *cell)
{
	char day[DATE_SIZE];

	snprintf(day, sizeof day, "%s", cell);
	if (*cell == '\0')
		return;
	p->bad_birthdays += date_parse(day) == DATE_NONE;
	to->birthday = pack_digits(cell);
	if (to->birthday > 0)
		to->value[PEOPLE_BIRTHDAY] = number(p->own->value[PEOPLE_BIRTHDAY],
		    (const char *)&to->birthday, sizeof to->birthday);
}

/* The digits as a number, from 1; 0 if there is another character. */
static uint32_t
read_digits(const char *head, size_t nhead, const char *tail, size_t ntail)
{
	uint32_t to = 0;

	for (size_t i = 0; i < nhead + ntail; i++) {
		const char c = i < nhead ? head[i] : tail[i - nhead];

		if (c < '0' || c > '9')
			return 0;
		to = to * 10 + (uint32_t)(c - '0');
	}
	return to + 1;
}

/* 138****8000: the digits before and after what is hidden. */
static void
set_masked(struct person *to, const char *cell)
{
	const size_t n = strlen(cell), hidden = strcspn(cell, "*xX");

	if (hidden < n && hidden >= MASK_HEAD && n >= hidden + MASK_TAIL + 1)
		to->masked = read_digits(cell + hidden - MASK_HEAD, MASK_HEAD,
		    cell + n - MASK_TAIL, MASK_TAIL);
}

static void
set_phone(struct people_own *o, struct person *to, const char *cell, const char *key)
{
	static const char china[] = "+86";
	struct phone_scan scan = { 0 };

	if (*cell == '\0')
		return;
	to->value[PEOPLE_PHONE] = number(o->value[PEOPLE_PHONE], key, strlen(key));
	if (*key) {
		const char *own = strncmp(key, china, 3) == 0 ? key + 3 : key + 1;

		snprintf(scan.digits, sizeof scan.digits, "%.*s", (int)strcspn(own, ";"), own);
		for (const char *s = key + 1; *s && *s != ';'; s++)
			to->digits = to->digits << 4 | (uint64_t)(*s - '0');
	} else if (!phone_scan(cell, &scan) || scan.reason == PHONE_MASKED) {
		set_masked(to, cell);
		return;
	}
	const size_t n = strlen(scan.digits);

	if (n < TAIL)
		return;
	to->tail = read_digits("", 0, scan.digits + n - TAIL, TAIL);
	if (n > TAIL)
		to->masked = read_digits(scan.digits, MASK_HEAD, scan.digits + n - MASK_TAIL,
		    MASK_TAIL);
}

static void
set_email(struct people_own *o, struct person *to, const char *key)
{
	const size_t local = strcspn(key, "@");

	to->value[PEOPLE_EMAIL] = number(o->value[PEOPLE_EMAIL], key, strlen(key));
	to->local = local > 0 ? XXH3_64bits(key, local) | 1 : 0;
}

static uint32_t
plain_number(struct people_own *o, size_t field, const char *cell)
{
	o->plain.n = 0;
	latin_words(o->latin, cell, &o->plain);
	return number(o->value[field], o->plain.s, o->plain.n);
}

void
people_set_against(struct people *p)
{
	p->against = true;
	p->incoming = p->n;
}

bool
people_add(struct people *p, const struct people_cells *c)
{
	struct people_own *o = p->own;
	struct person *to;
	bool is_new;

	map_at(o->id[p->against], c->id, strlen(c->id), &is_new);
	if (!is_new)
		return false;
	p->of = mem_grow(p->of, p->n + 1, &o->room, sizeof *p->of);
	p->on = mem_grow(p->on, (p->n + 1) * p->ons, &o->on_room, sizeof *p->on);
	to = &p->of[p->n];
	*to = (struct person){ .id = arena_text(&o->ids, c->id, strlen(c->id)),
		.acquired = c->acquired, .filled = (uint8_t)c->filled };
	set_name(o, to, c->name);
	set_birthday(p, to, c->birthday);
	set_phone(o, to, c->phone, c->phone_key);
	set_email(o, to, c->email_key);
	to->value[PEOPLE_CITY] = plain_number(o, PEOPLE_CITY, c->city);
	to->external = number(o->external, c->external, strlen(c->external));
	for (size_t i = 0; i < p->ons; i++)
		p->on[p->n * p->ons + i] = plain_number(o, PEOPLE_ON + i, c->on[i]);
	p->n++;
	return true;
}

uint32_t
people_value(const struct people *p, const struct person *of, size_t field)
{
	return field < PEOPLE_ON ? of->value[field] :
	    p->on[(size_t)(of - p->of) * p->ons + field - PEOPLE_ON];
}

static void
count_values(struct people *p, size_t f)
{
	uint32_t *count = mem_new(map_count(p->own->value[f]) + 1, sizeof *count);

	p->values[f] = map_count(p->own->value[f]);
	for (size_t i = 0; i < p->n; i++) {
		const uint32_t v = people_value(p, &p->of[i], f);

		count[v]++;
		p->filled[f] += v > 0;
	}
	p->own->count[f] = count;
	p->count[f] = count;
}

/* The marks of texts, by which most pairs are told apart. */
static uint64_t *
mark_all(const struct map *m)
{
	uint64_t *to = mem_new(map_count(m) + 1, sizeof *to);

	for (size_t i = 0; i < map_count(m); i++)
		to[i] = alike_mark(map_key(m, i));
	return to;
}

static void
drop_default_birthdays(struct people *p)
{
	const size_t all = p->filled[PEOPLE_BIRTHDAY];

	for (size_t i = 0; i < p->n; i++) {
		uint32_t *v = &p->of[i].value[PEOPLE_BIRTHDAY];

		if (p->count[PEOPLE_BIRTHDAY][*v] > LEAST_CROWD &&
		    p->count[PEOPLE_BIRTHDAY][*v] > all / CROWD_SHARE)
			p->of[i].birthday = *v = 0;
	}
}

void
people_finish(struct people *p)
{
	struct people_own *o = p->own;
	const size_t words = map_count(o->word);

	for (size_t f = 0; f < people_fields(p); f++)
		count_values(p, f);
	for (size_t f = PEOPLE_EMAIL; f < people_fields(p); f++)
		o->mark[f] = mark_all(o->value[f]);
	drop_default_birthdays(p);
	o->word_count = mem_new(words, sizeof *o->word_count);
	o->spelling = mem_new(words, sizeof *o->spelling);
	for (size_t i = 0; i < words; i++)
		o->spelling[i] = map_key(o->word, i);
	for (size_t i = 0; i < p->n; i++)
		for (unsigned w = 0; w < p->of[i].name.words; w++)
			o->word_count[p->of[i].name.word[w]]++;
	p->word_count = o->word_count;
	o->word_mark = mark_all(o->word);
	p->words = (struct called_words){ o->spelling, o->word_mark };
}

static unsigned
compare_birthdays(uint32_t a, uint32_t b)
{
	const bool year = a >> 16 == b >> 16, month = (a >> 8 & 0xff) == (b >> 8 & 0xff),
	    day = (a & 0xff) == (b & 0xff);

	if (a == 0 || b == 0)
		return PEOPLE_MISSING;
	if (a == b)
		return PEOPLE_SAME;
	if (alike_digits(a, b) ||
	    (year && (a >> 8 & 0xff) == (b & 0xff) && (a & 0xff) == (b >> 8 & 0xff)))
		return PEOPLE_NEAR;
	return year + month + day == 2 ? PEOPLE_PART : PEOPLE_OTHER;
}

static unsigned
compare_phones(const struct person *a, const struct person *b)
{
	const uint32_t one = a->value[PEOPLE_PHONE], other = b->value[PEOPLE_PHONE];

	if (one > 0 && one == other)
		return PEOPLE_SAME;
	if (one > 0 && other > 0 && alike_digits(a->digits, b->digits))
		return PEOPLE_NEAR;
	if ((a->tail > 0 && a->tail == b->tail) || (a->masked > 0 && a->masked == b->masked &&
	    (one == 0 || other == 0)))
		return PEOPLE_PART;
	return one > 0 && other > 0 ? PEOPLE_OTHER : PEOPLE_MISSING;
}

static unsigned
compare_texts(const struct people *p, size_t field, uint32_t a, uint32_t b)
{
	if (a == 0 || b == 0)
		return PEOPLE_MISSING;
	if (a == b)
		return PEOPLE_SAME;
	const uint64_t *mark = p->own->mark[field];

	if (!alike_may(mark[a - 1], mark[b - 1], field == PEOPLE_EMAIL ? 1 : MOST_EDITS))
		return PEOPLE_OTHER;
	const char *one = map_key(p->own->value[field], a - 1),
	    *other = map_key(p->own->value[field], b - 1);

	if (alike_one_edit(one, other))
		return PEOPLE_NEAR;
	return field != PEOPLE_EMAIL && *one == *other &&
	    alike_winkler(one, other) >= ALIKE_TEXT ? PEOPLE_NEAR : PEOPLE_OTHER;
}

static unsigned
compare_emails(const struct people *p, const struct person *a, const struct person *b)
{
	const unsigned level = compare_texts(p, PEOPLE_EMAIL, a->value[PEOPLE_EMAIL],
	    b->value[PEOPLE_EMAIL]);

	return level == PEOPLE_OTHER && a->local == b->local ? PEOPLE_PART : level;
}

linkage_pattern
people_compare(const struct people *p, const struct person *a, const struct person *b)
{
	linkage_pattern to = linkage_at(PEOPLE_NAME,
	    called_compare(&a->name, &b->name, &p->words)) |
	    linkage_at(PEOPLE_BIRTHDAY, compare_birthdays(a->birthday, b->birthday)) |
	    linkage_at(PEOPLE_PHONE, compare_phones(a, b)) |
	    linkage_at(PEOPLE_EMAIL, compare_emails(p, a, b));

	for (size_t f = PEOPLE_CITY; f < people_fields(p); f++)
		to |= linkage_at(f, compare_texts(p, f, people_value(p, a, f),
		    people_value(p, b, f)));
	return to;
}

bool
people_precedes(const struct people *p, const struct person *a, const struct person *b)
{
	const bool a_comes = (size_t)(a - p->of) < p->incoming,
	    b_comes = (size_t)(b - p->of) < p->incoming;
	const int32_t late = INT32_MAX, one = a->acquired == DATE_NONE ? late : a->acquired,
	    other = b->acquired == DATE_NONE ? late : b->acquired;

	if (a_comes != b_comes)
		return b_comes;
	if (one != other)
		return one < other;
	if (a->filled != b->filled)
		return a->filled > b->filled;
	return strcmp(a->id, b->id) < 0;
}
