#include "lib/value/groups.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/customer/grouping.h"
#include "lib/store/query.h"

void
groups_ask(struct history_opts *o, const char *by)
{
	o->by = by;
}

struct stored {			/* what the table customer has in the column */
	struct map *ids, *values;
	uint32_t *of;		/* per id: the number of its value */
};

static struct stored
read_stored(struct store *store, const char *by)
{
	static const struct grouping_column own[] = { { 0 } };
	struct stored s = { map_new(), map_new(), NULL };
	sqlite3_stmt *q = query_made(store, query_print("%z FROM customer AS c",
	    grouping_add(query_print("SELECT c.customer_id"), by, own)));
	size_t room = 0;

	while (query_step(q)) {
		const char *value = query_cell(q, 1);
		const size_t at = map_at(s.ids, query_cell(q, 0),
		    (size_t)sqlite3_column_bytes(q, 0), NULL);

		s.of = mem_grow(s.of, at + 1, &room, sizeof *s.of);
		s.of[at] = (uint32_t)map_at(s.values, value, strlen(value), NULL);
	}
	query_free(q);
	return s;
}

static void
free_stored(struct stored *s)
{
	if (s->ids == NULL)
		return;
	map_free(s->ids);
	map_free(s->values);
	free(s->of);
}

/* The value of a row, which has a history. */
static const char *
value_of(const struct histories *hs, size_t row, const char *by, const struct stored *s)
{
	const struct history *h = history_row(hs, row);
	size_t at;

	if (h->kept)
		return h->kept[0];
	if (s->ids == NULL)
		return history_cell(hs, row, by);
	return map_find(s->ids, h->id, strlen(h->id), &at) ? map_key(s->values, s->of[at]) : "";
}

/* Numbers the groups in bytewise order. */
static void
sort_groups(struct groups *g, const struct map *values, size_t rows)
{
	size_t *order = map_order(values);
	uint32_t *to = mem_new(g->n, sizeof *to);

	for (size_t i = 0; i < g->n; i++) {
		to[order[i]] = (uint32_t)i;
		g->name[i] = mem_text(map_key(values, order[i]));
	}
	for (size_t i = 0; i < rows; i++)
		if (g->n > 0)
			g->of[i] = to[g->of[i]];
	free(order);
	free(to);
}

struct groups *
groups_read(const struct histories *hs, struct store *store, const char *by)
{
	struct groups *g = mem_new(1, sizeof *g);
	const size_t rows = history_rows(hs);

	g->by = by;
	g->of = mem_new(rows, sizeof *g->of);
	struct map *values = map_new();
	struct stored stored = { 0 };

	if (by == NULL)
		map_at(values, "", 0, NULL);
	else if (store && rows > 0 && history_cell(hs, 0, by) == NULL)
		stored = read_stored(store, by);
	for (size_t i = 0; by && i < rows; i++) {
		const char *value = history_row(hs, i) ? value_of(hs, i, by, &stored) : NULL;

		if (value)
			g->of[i] = (uint32_t)map_at(values, value, strlen(value), NULL);
	}
	g->n = map_count(values);
	g->name = mem_new(g->n, sizeof *g->name);
	sort_groups(g, values, rows);
	free_stored(&stored);
	map_free(values);
	return g;
}

void
groups_free(struct groups *g)
{
	for (size_t i = 0; i < g->n; i++)
		free(g->name[i]);
	free(g->name);
	free(g->of);
	free(g);
}
