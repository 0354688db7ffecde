#define _GNU_SOURCE
#include "lib/survey/kano_statistics.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/parts.h"
#include "lib/io/statistics.h"

enum { MOST_PLACES = 1 << 20 };

/* Writing. */

static void
put_items(struct statistics *s, const struct answers *a)
{
	char place[NUM_SIZE];

	for (size_t i = 0; i < answers_items(a); i++) {
		num_int((int64_t)i, place);
		statistics_put(s, "item", place, answers_item(a, i), NULL, 1);
	}
}

static void
put_counts(struct statistics *s, const struct answers *a)
{
	const size_t n = answers_groups(a) * answers_items(a);
	struct kano_row *row = kano_rows_of(a);

	for (size_t i = 0; i < n; i++)
		for (int c = 0; c < KANO_CATEGORIES; c++)
			statistics_put(s, "count", row[i].group, row[i].item,
			    kano_letter((enum kano_category)c), row[i].count[c]);
	free(row);
}

void
kano_statistics_print(const struct answers_opts *o, const char *tool, char **operands,
    struct put *out)
{
	struct answers *a = answers_read(&kano_rows_form, o, NULL, operands);
	const struct statistics_option options[] = { { "by", o->by }, { NULL, NULL } };
	struct statistics *s = statistics_begin(&(struct statistics_head){ .tool = tool,
	    .part = parts_of(o->partition), .as_of = DATE_NONE, .option = options,
	    .rows = (int64_t)answers_rows(a), .customers = -1 }, out);

	statistics_put(s, "left_out", "unpaired", NULL, NULL, (int64_t)answers_unpaired(a));
	put_items(s, a);
	for (size_t i = 0; i < answers_groups(a); i++)
		statistics_put(s, "group", answers_group(a, i), NULL, NULL, 1);
	put_counts(s, a);
	statistics_end(s);
	answers_free(a);
}

/* Reading. */

struct merged {
	struct map *items, *groups, *cells;	/* a cell is the numbers of a group and an item */
	int64_t *place;				/* of each item, the first one */
	size_t place_room;
	int64_t (*count)[KANO_CATEGORIES];	/* per cell */
	size_t count_room;
	int64_t unpaired;
};

static size_t
item_at(struct merged *m, const char *name)
{
	bool is_new;
	const size_t at = map_at(m->items, name, strlen(name), &is_new);

	m->place = mem_grow(m->place, at + 1, &m->place_room, sizeof *m->place);
	if (is_new)
		m->place[at] = MOST_PLACES;
	return at;
}

static bool
take_item(struct merged *m, char *const *cell)
{
	int64_t place;

	if (!statistics_is_number(cell[0], 0, MOST_PLACES - 1, &place))
		return false;
	const size_t at = item_at(m, cell[1]);

	m->place[at] = place < m->place[at] ? place : m->place[at];
	return true;
}

static bool
take_count(struct merged *m, char *const *cell, int64_t n)
{
	const size_t key[] = { map_at(m->groups, cell[0], strlen(cell[0]), NULL),
	    item_at(m, cell[1]) };
	int c = 0;
	bool is_new;

	while (c < KANO_CATEGORIES && strcmp(cell[2], kano_letter((enum kano_category)c)) != 0)
		c++;
	if (c == KANO_CATEGORIES)
		return false;
	const size_t at = map_at(m->cells, (const char *)key, sizeof key, &is_new);

	m->count = mem_grow(m->count, at + 1, &m->count_room, sizeof *m->count);
	if (is_new)
		memset(m->count[at], 0, sizeof m->count[at]);
	m->count[at][c] += n;
	return true;
}

static bool
take(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS], int64_t n)
{
	struct merged *m = ctx;

	if (strcmp(stat, "count") == 0)
		return take_count(m, cell, n);
	if (strcmp(stat, "item") == 0)
		return take_item(m, cell);
	if (strcmp(stat, "left_out") == 0 && strcmp(cell[0], "unpaired") == 0) {
		m->unpaired += n;
		return true;
	}
	if (strcmp(stat, "group") != 0)
		return false;
	map_at(m->groups, cell[0], strlen(cell[0]), NULL);
	return true;
}

/* By their places. The order that is sorted is bytewise, and qsort_r of glibc is not stable. */
static int
by_place(const void *a, const void *b, void *merged)
{
	const struct merged *m = merged;
	const size_t x = *(const size_t *)a, y = *(const size_t *)b;

	if (m->place[x] != m->place[y])
		return m->place[x] < m->place[y] ? -1 : 1;
	return strcmp(map_key(m->items, x), map_key(m->items, y));
}

static void
each_row(struct merged *m, void (*row)(void *, const struct kano_row *), void *ctx)
{
	const size_t items = map_count(m->items), groups = map_count(m->groups);
	size_t *item = map_order(m->items), *group = map_order(m->groups);

	qsort_r(item, items, sizeof *item, by_place, m);
	for (size_t i = 0; i < groups * items; i++) {
		const size_t key[] = { group[i / items], item[i % items] };
		struct kano_row f = { .group = map_key(m->groups, key[0]),
		    .item = map_key(m->items, key[1]) };
		size_t at;

		if (map_find(m->cells, (const char *)key, sizeof key, &at))
			memcpy(f.count, m->count[at], sizeof f.count);
		row(ctx, &f);
	}
	free(item);
	free(group);
}

void
kano_statistics_read(const struct answers_opts *o, const char *tool, char **operands,
    void (*row)(void *, const struct kano_row *), void *ctx)
{
	const struct statistics_option options[] = { { "by", o->by }, { NULL, NULL } };
	struct merged m = { .items = map_new(), .groups = map_new(), .cells = map_new() };
	struct statistics_sum sum;

	statistics_read(operands, &(struct statistics_wanted){ .tool = tool, .as_of = DATE_NONE,
	    .option = options, .take = take, .ctx = &m }, &sum);
	answers_note_unpaired((size_t)m.unpaired);
	each_row(&m, row, ctx);
	map_free(m.items);
	map_free(m.groups);
	map_free(m.cells);
	free(m.place);
	free(m.count);
}
