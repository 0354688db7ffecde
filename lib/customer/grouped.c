#include "lib/customer/grouped.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/grouping.h"
#include "lib/store/query.h"

/*
 * A hash table with open addressing. A slot is all that a look-up reads, because in a large table
 * each access to memory takes longer than all the rest.
 */
struct slot {
	uint64_t hash;
	uint32_t more;		/* of the hash */
	uint32_t row;		/* from 1; 0: the slot is empty */
};

struct grouped {
	struct slot *slot;
	size_t mask, customers;
	size_t n;		/* columns */
	struct map *rows;	/* the different rows of values, each of which ends with a NUL */
};

static struct slot
slot_of(const char *id, size_t n)
{
	const XXH128_hash_t h = XXH3_128bits(id, n);

	return (struct slot){ .hash = h.low64, .more = (uint32_t)h.high64 };
}

/* The slot of the same customer, or the empty one where it belongs. */
static struct slot *
seek(const struct grouped *g, const struct slot *s)
{
	size_t i = s->hash & g->mask;

	while (g->slot[i].row != 0 && (g->slot[i].hash != s->hash || g->slot[i].more != s->more))
		i = (i + 1) & g->mask;
	return &g->slot[i];
}

static void
make_room(struct grouped *g)
{
	struct slot *old = g->slot;
	const size_t n = g->mask + 1;

	if (g->customers * 2 < n)
		return;
	g->mask = n * 2 - 1;
	g->slot = mem_new(n * 2, sizeof *g->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].row != 0)
			*seek(g, &old[i]) = old[i];
	free(old);
}

static sqlite3_stmt *
query(struct store *store, const char *const *name, size_t n)
{
	static const struct grouping_column own[] = { { 0 } };
	char *sql = query_print("SELECT c.customer_id");

	for (size_t k = 0; k < n; k++)
		sql = grouping_add(sql, name[k], own);
	return query_made(store, query_print("%z FROM customer AS c", sql));
}

struct grouped *
grouped_load(struct store *store, const char *const *name, size_t n)
{
	struct grouped *g = mem_new(1, sizeof *g);
	sqlite3_stmt *q = query(store, name, n);
	struct text row = { 0 };

	*g = (struct grouped){ .mask = 1023, .n = n, .rows = map_new() };
	g->slot = mem_new(g->mask + 1, sizeof *g->slot);
	while (query_step(q)) {
		struct slot s = slot_of(query_cell(q, 0), (size_t)sqlite3_column_bytes(q, 0));

		row.n = 0;
		for (size_t k = 1; k <= n; k++)
			text_add(&row, query_cell(q, (int)k), strlen(query_cell(q, (int)k)) + 1);
		s.row = (uint32_t)map_at(g->rows, row.s, row.n, NULL) + 1;
		*seek(g, &s) = s;
		g->customers++;
		make_room(g);
	}
	query_free(q);
	text_free(&row);
	return g;
}

void
grouped_free(struct grouped *g)
{
	if (g == NULL)
		return;
	map_free(g->rows);
	free(g->slot);
	free(g);
}

const char *
grouped_value(const struct grouped *g, const char *id, size_t k)
{
	const struct slot s = slot_of(id, strlen(id));
	const uint32_t row = seek(g, &s)->row;

	if (row == 0)
		return "";
	const char *value = map_key(g->rows, row - 1);

	for (; k > 0; k--)
		value += strlen(value) + 1;
	return value;
}
