#include "lib/value/groups.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/customer/grouped.h"

void
groups_ask(struct history_opts *o, const char *by)
{
	o->by = by;
}

/* The value of a row, which has a history. */
static const char *
value_of(const struct histories *hs, size_t row, const char *by, const struct grouped *stored)
{
	const struct history *h = history_row(hs, row);

	if (h->kept)
		return h->kept[0];
	return stored ? grouped_value(stored, h->id, 0) : history_cell(hs, row, by);
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
	struct grouped *stored = NULL;

	if (by == NULL)
		map_at(values, "", 0, NULL);
	else if (store && rows > 0 && history_cell(hs, 0, by) == NULL)
		stored = grouped_load(store, &by, 1);
	for (size_t i = 0; by && i < rows; i++) {
		const char *value = history_row(hs, i) ? value_of(hs, i, by, stored) : NULL;

		if (value)
			g->of[i] = (uint32_t)map_at(values, value, strlen(value), NULL);
	}
	g->n = map_count(values);
	g->name = mem_new(g->n, sizeof *g->name);
	sort_groups(g, values, rows);
	grouped_free(stored);
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
