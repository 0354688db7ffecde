#include "lib/value/holdout_by.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/query.h"

struct holdout_by
holdout_by_kept(const struct histories *hs, const char *column, size_t keep)
{
	struct holdout_by by = { .column = column, .of = mem_new(history_all(hs), sizeof(char *)) };

	for (size_t i = 0; i < history_all(hs); i++)
		by.of[i] = history_any(hs, i)->kept[keep];
	return by;
}

/* Merges the query with the histories: both are sorted by id. */
struct holdout_by
holdout_by_query(const struct histories *hs, const char *column, sqlite3_stmt *q)
{
	const size_t n = history_all(hs);
	struct holdout_by by = { .column = column, .of = mem_new(n, sizeof(char *)) };
	size_t *at = mem_new(n, sizeof *at), i = 0;

	while (query_step(q) && i < n) {
		if (strcmp(history_any(hs, i)->id, query_cell(q, 0)) != 0)
			continue;
		at[i++] = by.cells.n;
		text_add(&by.cells, query_cell(q, 1), strlen(query_cell(q, 1)) + 1);
	}
	for (size_t k = 0; k < n; k++)
		by.of[k] = k < i ? by.cells.s + at[k] : "";
	free(at);
	return by;
}

void
holdout_by_free(struct holdout_by *by)
{
	free(by->of);
	text_free(&by->cells);
}
