#include "lib/history/history_beside.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/history/history.h"
#include "lib/store/query.h"

struct beside {
	const struct histories *hs;
	size_t columns;
	struct text cells;	/* of the picked customers, each NUL-terminated */
	size_t *at;		/* per history: the offset of its first cell */
};

static void
fill(const void *ctx, const struct history *h, struct value *cell)
{
	const struct beside *b = ctx;
	const char *s = b->cells.s + b->at[history_index(b->hs, h)];

	for (size_t i = 0; i < b->columns; i++, s += strlen(s) + 1)
		cell[i].s = s;
}

/* Merges the query with the histories: both are sorted by id. Returns how many were picked. */
static size_t
join(struct beside *b, sqlite3_stmt *q, int32_t since, size_t *pick)
{
	size_t n = 0, i = 0;

	while (query_step(q)) {
		const char *id = query_cell(q, 0);

		while (i < history_rows(b->hs) && strcmp(history_at(b->hs, i)->id, id) < 0)
			i++;
		if (i == history_rows(b->hs) || strcmp(history_at(b->hs, i)->id, id) != 0 ||
		    (since != DATE_NONE && history_at(b->hs, i)->last < since))
			continue;
		pick[n++] = i;
		b->at[i] = b->cells.n;
		for (size_t c = 0; c < b->columns; c++)
			text_add(&b->cells, query_cell(q, (int)c + 1),
			    strlen(query_cell(q, (int)c + 1)) + 1);
	}
	return n;
}

void
history_beside_print(const struct histories *hs, sqlite3_stmt *q, int32_t since, struct put *out)
{
	struct beside b = { .hs = hs, .columns = (size_t)sqlite3_column_count(q) - 1 };
	struct history_column *names = mem_new(b.columns, sizeof *names);
	size_t *pick = mem_new(history_rows(hs), sizeof *pick), n;

	b.at = mem_new(history_rows(hs), sizeof *b.at);
	for (size_t c = 0; c < b.columns; c++)
		names[c] = (struct history_column){ sqlite3_column_name(q, (int)c + 1), PUT_TEXT };
	n = join(&b, q, since, pick);
	history_print(hs, out, &(struct history_scores){ .column = names, .n = b.columns,
	    .fill = fill, .ctx = &b, .pick = pick, .npick = n });
	text_free(&b.cells);
	free(b.at);
	free(names);
	free(pick);
}
