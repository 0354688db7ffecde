#include "lib/diff/diff_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

const char *const diff_effects[] = { "came", "went", "joined", "left", "moved", "more", "less",
	"same", "stayed", "anonymous", "model", "group", "total" };

struct diff *
diff_new(bool means, bool many)
{
	struct diff *d = mem_new(1, sizeof *d);

	d->means = means;
	d->many = many;
	d->ids = map_new();
	d->words = map_new();
	diff_word(d, "");
	return d;
}

void
diff_free(struct diff *d)
{
	map_free(d->ids);
	map_free(d->words);
	for (int s = 0; s < DIFF_SIDES; s++)
		free(d->there[s]);
	free(d->fact);
	free(d);
}

uint32_t
diff_word(struct diff *d, const char *word)
{
	return (uint32_t)map_at(d->words, word, strlen(word), NULL);
}

const char *
diff_word_text(const struct diff *d, uint32_t word)
{
	return map_key(d->words, word);
}

/* Whether the customer has had a fact on this side; now there is one. */
static bool
was_there(struct diff *d, enum diff_side side, size_t customer)
{
	const size_t had = d->there_room[side];

	d->there[side] = mem_grow(d->there[side], customer + 1, &d->there_room[side],
	    sizeof *d->there[side]);
	for (size_t i = had; i < d->there_room[side]; i++)
		d->there[side][i] = false;
	const bool was = d->there[side][customer];

	d->there[side][customer] = true;
	return was;
}

bool
diff_add(struct diff *d, enum diff_side side, const char *id, uint32_t group, uint32_t label,
    union diff_value value)
{
	const uint32_t customer = id ? (uint32_t)map_at(d->ids, id, strlen(id), NULL) :
	    DIFF_NOBODY;

	if (id && was_there(d, side, customer) && !d->many)
		return false;
	d->fact = mem_grow(d->fact, d->n + 1, &d->room, sizeof *d->fact);
	d->fact[d->n++] = (struct diff_fact){ customer, group, label, side, value, 0 };
	d->count[side]++;
	d->ordered = false;
	return true;
}

void
diff_model(struct diff *d, int64_t part)
{
	d->fact[d->n - 1].model = part;
}

int64_t
diff_count(const struct diff *d, enum diff_side side)
{
	return d->count[side];
}

/* Sorts the facts by customer, those that are not linked last; stable, in linear time. */
static void
order(struct diff *d)
{
	const size_t ids = map_count(d->ids);
	size_t *at = mem_new(ids + 2, sizeof *at);
	struct diff_fact *to = mem_new(d->n, sizeof *to);

	for (size_t i = 0; i < d->n; i++)
		at[(d->fact[i].customer == DIFF_NOBODY ? ids : d->fact[i].customer) + 1]++;
	for (size_t i = 0; i < ids; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < d->n; i++)
		to[at[d->fact[i].customer == DIFF_NOBODY ? ids : d->fact[i].customer]++] =
		    d->fact[i];
	free(at);
	free(d->fact);
	d->fact = to;
	d->room = d->n;
	d->ordered = true;
}

bool
diff_next(struct diff *d, struct diff_span *s)
{
	if (!d->ordered)
		order(d);
	const struct diff_fact *end = d->fact + d->n;

	s->fact = s->fact ? s->fact + s->n : d->fact;
	if (s->fact == end)
		return false;
	for (s->n = 1; s->fact[0].customer != DIFF_NOBODY && s->fact + s->n < end &&
	    s->fact[s->n].customer == s->fact[0].customer; s->n++)
		;
	return true;
}

const struct diff_fact *
diff_last(const struct diff_span *s, enum diff_side side)
{
	for (size_t i = s->n; i > 0; i--)
		if (s->fact[i - 1].side == side)
			return &s->fact[i - 1];
	return NULL;
}

static enum diff_effect
stayed(const struct diff *d, const struct diff_fact *before, const struct diff_fact *after)
{
	if (before->label != after->label)
		return DIFF_MOVED;
	if (d->means)
		return DIFF_STAYED;
	const int64_t now = after->value.amount - after->model;

	return now > before->value.amount ? DIFF_MORE : now < before->value.amount ? DIFF_LESS :
	    DIFF_SAME;
}

struct diff_key
diff_fate(const struct diff *d, const struct diff_span *s)
{
	const struct diff_fact *before = diff_last(s, DIFF_BEFORE), *after = diff_last(s,
	    DIFF_AFTER);
	const enum diff_effect e = s->fact->customer == DIFF_NOBODY ? DIFF_ANONYMOUS :
	    before == NULL ? DIFF_CAME : after == NULL ? DIFF_WENT : stayed(d, before, after);

	return (struct diff_key){ .effect = e, .from = before ? before->label : 0,
	    .to = after ? after->label : 0 };
}

uint32_t *
diff_ranks(const struct diff *d)
{
	size_t *by = map_order(d->words);
	uint32_t *rank = mem_new(map_count(d->words), sizeof *rank);

	for (size_t i = 0; i < map_count(d->words); i++)
		rank[by[i]] = (uint32_t)i;
	free(by);
	return rank;
}

static int
compare(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

int
diff_compare(const struct diff_key *a, const struct diff_key *b, const uint32_t *rank)
{
	int c = compare(a->effect == DIFF_TOTAL, b->effect == DIFF_TOTAL);

	if (c == 0)
		c = compare(rank[a->group], rank[b->group]);
	if (c == 0)
		c = compare(a->effect, b->effect);
	if (c == 0)
		c = compare(rank[a->from], rank[b->from]);
	return c == 0 ? compare(rank[a->to], rank[b->to]) : c;
}
