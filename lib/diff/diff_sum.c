/* The explanation of the change of a sum. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/diff/diff_own.h"

struct sums {
	struct map *keys;
	struct diff_sum *row;
	size_t room;
	bool large;		/* a sum exceeds 64 bits */
};

static void
add_amounts(struct sums *s, struct diff_key key, int64_t before, int64_t after)
{
	bool is_new;
	const size_t at = map_at(s->keys, (const char *)&key, sizeof key, &is_new);

	s->row = mem_grow(s->row, at + 1, &s->room, sizeof *s->row);
	if (is_new)
		s->row[at] = (struct diff_sum){ .key = key };
	struct diff_sum *row = &s->row[at];

	row->customers++;
	s->large |= __builtin_add_overflow(row->before, before, &row->before);
	s->large |= __builtin_add_overflow(row->after, after, &row->after);
}

static void
add(struct sums *s, struct diff_key key, const struct diff_fact *before,
    const struct diff_fact *after)
{
	add_amounts(s, key, before ? before->value.amount : 0, after ? after->value.amount : 0);
}

/* A customer who stayed in the group: the part of another model is a row of its own. */
static void
add_stayed(struct sums *s, struct diff_key key, const struct diff_fact *before,
    const struct diff_fact *after)
{
	add_amounts(s, key, before->value.amount, after->value.amount - after->model);
	if (after->model != 0)
		add_amounts(s, (struct diff_key){ key.group, DIFF_MODEL, 0, 0 }, 0, after->model);
}

/* A customer who changed the group counts in both. */
static void
add_change(struct sums *s, struct diff_key fate, const struct diff_fact *before,
    const struct diff_fact *after, bool groups)
{
	add(s, (struct diff_key){ before->group, DIFF_LEFT, fate.from, fate.to }, before, NULL);
	add(s, (struct diff_key){ after->group, DIFF_JOINED, fate.from, fate.to }, NULL, after);
	if (groups) {
		add(s, (struct diff_key){ before->group, DIFF_GROUP, 0, 0 }, before, NULL);
		add(s, (struct diff_key){ after->group, DIFF_GROUP, 0, 0 }, NULL, after);
	}
}

static void
add_customer(struct sums *s, const struct diff *d, const struct diff_span *c, bool groups)
{
	const struct diff_fact *before = diff_last(c, DIFF_BEFORE), *after = diff_last(c,
	    DIFF_AFTER);
	struct diff_key key = diff_fate(d, c);

	add(s, (struct diff_key){ .effect = DIFF_TOTAL }, before, after);
	if (before && after && before->group != after->group) {
		add_change(s, key, before, after, groups);
		return;
	}
	/* cppcheck-suppress nullPointerRedundantCheck ; the span has a fact of one side */
	key.group = (after ? after : before)->group;
	if (before && after)
		add_stayed(s, key, before, after);
	else
		add(s, key, before, after);
	if (groups)
		add(s, (struct diff_key){ key.group, DIFF_GROUP, 0, 0 }, before, after);
}

static int
by_key(const void *a, const void *b, void *rank)
{
	const struct diff_sum *x = a, *y = b;

	return diff_compare(&x->key, &y->key, rank);
}

struct diff_sum *
diff_sums(struct diff *d, bool groups, size_t *n)
{
	struct sums s = { .keys = map_new() };
	struct diff_span span = { 0 };
	uint32_t *rank = diff_ranks(d);

	while (diff_next(d, &span))
		add_customer(&s, d, &span, groups);
	*n = map_count(s.keys);
	if (*n == 0) {
		s.row = mem_new(1, sizeof *s.row);
		s.row[(*n)++].key.effect = DIFF_TOTAL;
	}
	qsort_r(s.row, *n, sizeof *s.row, by_key, rank);
	free(rank);
	map_free(s.keys);
	if (!s.large)
		return s.row;
	free(s.row);
	return NULL;
}
