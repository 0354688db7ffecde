#include "lib/match/blocks.h"

#include <stdlib.h>
#include <xxhash.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"

enum { PASSES = 32, CROWD = BLOCKS_CROWD };
#define BIT(f) BLOCKS_BIT(f)

enum key {
	EMAIL, PHONE, EXTERNAL, PHONE_LETTERS, EMAIL_LETTERS, LETTERS_BIRTHDAY, BIRTHDAY,
	BIRTHDAY_INITIAL, LETTERS, LETTERS_CITY, LETTERS_YEAR, WORD_DAY, WORD_MONTH, TAIL, MASKED,
	LOCAL, ON_WORD, ON	/* ON is the last: the bits of its columns follow */
};

/* The fields that agree in a pass by its key say nothing there about a match. */
static const struct pass {
	enum key key, parent;	/* a pass without a parent is its own */
	size_t limit;		/* of a group */
	unsigned fields;
	bool fits;		/* a sample of it is used for the model */
	unsigned on;		/* which column of --on */
} passes[] = {
	{ EMAIL, EMAIL, CROWD, BIT(EMAIL), true, 0 },
	{ PHONE, PHONE, CROWD, BIT(PHONE), true, 0 },
	{ EXTERNAL, EXTERNAL, CROWD, 0, false, 0 },
	{ PHONE_LETTERS, PHONE, CROWD, 0, false, 0 },
	{ EMAIL_LETTERS, EMAIL, CROWD, 0, false, 0 },
	{ LETTERS_BIRTHDAY, LETTERS_BIRTHDAY, 50, BIT(NAME) | BIT(BIRTHDAY), true, 0 },
	{ BIRTHDAY, BIRTHDAY, 25, BIT(BIRTHDAY), true, 0 },
	{ BIRTHDAY_INITIAL, BIRTHDAY, 100, 0, false, 0 },
	{ LETTERS, LETTERS, 30, BIT(NAME), true, 0 },
	{ LETTERS_CITY, LETTERS, 30, 0, false, 0 },
	{ LETTERS_YEAR, LETTERS, 30, 0, false, 0 },
	{ WORD_DAY, WORD_DAY, 30, 0, false, 0 },
	{ WORD_MONTH, WORD_MONTH, 30, 0, false, 0 },
	{ TAIL, TAIL, 30, 0, false, 0 },
	{ MASKED, MASKED, 30, 0, false, 0 },
	{ LOCAL, LOCAL, 30, 0, false, 0 },
};
static const struct pass on_passes[] = {
	{ ON, ON, 20, 0, true, 0 },
	{ ON_WORD, ON, 30, 0, false, 0 },
};

struct entries {		/* of a pass, sorted by key */
	uint64_t *key, *who;
	size_t n, room;
};

struct blocks {
	const struct people *p;
	struct pass pass[PASSES];
	size_t passes;
	uint32_t *crowded;	/* per person a bit per pass: the group is beyond its limit */
	struct entries entries;
	const struct pass *now;
};

static uint64_t
hash_of(enum key key, size_t more, uint64_t a, uint64_t b)
{
	const uint64_t of[4] = { (uint64_t)key, more, a, b };

	return a == 0 || b == 0 ? 0 : XXH3_64bits(of, sizeof of) | 1;
}

/* Keys made of a word of the name: its number plus 1, or 0 if there are fewer words. */
static uint64_t
word_of(const struct person *a, unsigned slot)
{
	return slot < a->name.words ? a->name.word[slot] + 1u : 0;
}

static uint64_t
initial_of(const struct people *p, const struct person *a, unsigned slot)
{
	return slot < a->name.words ? (uint64_t)*p->words.spelling[a->name.word[slot]] : 0;
}

/* The key of a person in a pass: 0 if there is none. Only keys with words have more slots. */
static uint64_t
key_of(const struct people *p, const struct pass *pass, const struct person *a, unsigned slot)
{
	const unsigned on = pass->on;
	const uint64_t birthday = a->birthday;
	const bool words = pass->key == BIRTHDAY_INITIAL || pass->key == WORD_DAY ||
	    pass->key == WORD_MONTH || pass->key == ON_WORD;

	if (slot > 0 && !words)
		return 0;
	switch (pass->key) {
	case EMAIL: return hash_of(EMAIL, 0, a->value[PEOPLE_EMAIL], 1);
	case PHONE: return hash_of(PHONE, 0, a->value[PEOPLE_PHONE], 1);
	case EXTERNAL: return hash_of(EXTERNAL, 0, a->external, 1);
	case PHONE_LETTERS: return hash_of(PHONE, 1, a->value[PEOPLE_PHONE], a->letters);
	case EMAIL_LETTERS: return hash_of(EMAIL, 1, a->value[PEOPLE_EMAIL], a->letters);
	case LETTERS_BIRTHDAY: return hash_of(LETTERS, 1, a->letters, birthday);
	case BIRTHDAY: return hash_of(BIRTHDAY, 0, birthday, 1);
	case BIRTHDAY_INITIAL: return hash_of(BIRTHDAY, 1, birthday, initial_of(p, a, slot));
	case LETTERS: return hash_of(LETTERS, 0, a->letters, 1);
	case LETTERS_CITY: return hash_of(LETTERS, 2, a->letters, a->value[PEOPLE_CITY]);
	case LETTERS_YEAR: return hash_of(LETTERS, 3, a->letters, birthday >> 16);
	case WORD_DAY: return hash_of(WORD_DAY, 0, word_of(a, slot), birthday & 0xffff);
	case WORD_MONTH: return hash_of(WORD_MONTH, 0, word_of(a, slot), birthday >> 8);
	case TAIL: return hash_of(TAIL, 0, a->tail, 1);
	case MASKED: return hash_of(MASKED, 0, a->masked, 1);
	case LOCAL: return hash_of(LOCAL, 0, a->local, 1);
	case ON: return hash_of(ON, on, people_value(p, a, PEOPLE_ON + on), 1);
	case ON_WORD: return hash_of(ON_WORD, on, people_value(p, a, PEOPLE_ON + on),
	    word_of(a, slot));
	}
	return 0;
}

static uint32_t
bit_of(enum key key, unsigned on)
{
	return UINT32_C(1) << (key + (key == ON ? on : 0));
}

/* Adds the keys of all people, but not of those whom the parent of a finer pass has looked at. */
static void
fill_entries(struct blocks *b, const struct pass *pass)
{
	struct entries *e = &b->entries;
	const uint32_t of_parent = bit_of(pass->parent, pass->on);

	b->now = pass;
	e->n = 0;
	for (size_t i = 0; i < b->p->n; i++) {
		if (pass->parent != pass->key && !(b->crowded[i] & of_parent))
			continue;
		for (unsigned slot = 0; slot < CALLED_WORDS; slot++) {
			const uint64_t key = key_of(b->p, pass, &b->p->of[i], slot);

			if (key == 0)
				continue;
			if (e->n == e->room) {
				e->room = e->room + e->room / 2 + 1024;
				e->key = mem_resize(e->key, e->room, sizeof *e->key);
				e->who = mem_resize(e->who, e->room, sizeof *e->who);
			}
			e->key[e->n] = key;
			e->who[e->n++] = i;
		}
	}
	sort_with(e->key, e->who, e->n);
}

static size_t
group_end(const struct entries *e, size_t from)
{
	size_t to = from + 1;

	while (to < e->n && e->key[to] == e->key[from])
		to++;
	return to;
}

/* Where those of --against end in a group, who come first. Without --against: at the end. */
static size_t
group_split(const struct blocks *b, size_t from, size_t to)
{
	if (!b->p->against)
		return to;
	while (from < to && b->entries.who[from] < b->p->incoming)
		from++;
	return from;
}

double
blocks_pairs(const struct people *p, double incoming, double others)
{
	return p->against ? incoming * others : incoming * (incoming - 1) / 2;
}

/* Marks the people of a group beyond the limit. The number of pairs in the other groups. */
static double
mark_crowded(struct blocks *b)
{
	struct entries *e = &b->entries;
	const uint32_t bit = bit_of(b->now->key, b->now->on);
	double pairs = 0;

	for (size_t from = 0, to; from < e->n; from = to) {
		to = group_end(e, from);
		const size_t split = group_split(b, from, to);

		if (to - from <= b->now->limit)
			pairs += blocks_pairs(b->p, (double)(split - from),
			    (double)(to - split));
		else if (b->now->parent == b->now->key)
			for (size_t i = from; i < to; i++)
				b->crowded[e->who[i]] |= bit;
	}
	return pairs;
}

struct blocks *
blocks_new(const struct people *p)
{
	struct blocks *b = mem_new(1, sizeof *b);

	b->p = p;
	b->crowded = mem_new(p->n, sizeof *b->crowded);
	for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
		b->pass[b->passes++] = passes[i];
	for (unsigned on = 0; on < p->ons; on++)
		for (size_t i = 0; i < sizeof on_passes / sizeof *on_passes; i++) {
			b->pass[b->passes] = on_passes[i];
			b->pass[b->passes++].on = on;
		}
	return b;
}

void
blocks_free(struct blocks *b)
{
	free(b->crowded);
	free(b->entries.key);
	free(b->entries.who);
	free(b);
}

size_t
blocks_passes(const struct blocks *b)
{
	return b->passes;
}

double
blocks_begin(struct blocks *b, size_t pass)
{
	fill_entries(b, &b->pass[pass]);
	return mark_crowded(b);
}

unsigned
blocks_fields(const struct blocks *b)
{
	if (!b->now->fits)
		return 0;
	return b->now->key == ON ? 1u << (PEOPLE_ON + b->now->on) : b->now->fields;
}

/* Calls FN with each pair of the group [FROM, TO). */
static void
each_of_group(const struct blocks *b, size_t from, size_t to, blocks_fn *fn, void *ctx)
{
	const uint64_t *who = b->entries.who;
	const size_t split = group_split(b, from, to);

	for (size_t i = from; i < split; i++)
		for (size_t j = b->p->against ? split : i + 1; j < to; j++)
			if (who[i] != who[j])
				fn(ctx, who[i], who[j]);
}

void
blocks_each(const struct blocks *b, size_t part, size_t parts, blocks_fn *fn, void *ctx)
{
	const struct entries *e = &b->entries;
	const size_t step = e->n / parts + 1;
	size_t from = part * step, to = from + step < e->n ? from + step : e->n;

	/* a group belongs to the part in which it begins */
	while (from < to && from > 0 && e->key[from] == e->key[from - 1])
		from++;
	for (size_t end; from < to; from = end) {
		end = group_end(e, from);
		if (end - from <= b->now->limit)
			each_of_group(b, from, end, fn, ctx);
	}
}
