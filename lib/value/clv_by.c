#include "lib/value/clv_by.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/customer/customers_list.h"
#include "lib/store/query.h"

static void
take_rows(struct clv_by *by, const struct histories *hs)
{
	for (size_t row = 0; row < history_rows(hs); row++) {
		const struct history *h = history_row(hs, row);

		if (h != NULL)
			by->of[history_index(hs, h)] = history_cell(hs, row, by->column);
	}
}

/* Merges the query with the histories: both are sorted by id. */
static void
take_customers(struct clv_by *by, const struct histories *hs, struct store *store)
{
	const size_t n = history_all(hs);
	char *columns = mem_print("customer_id,%s", by->column);
	sqlite3_stmt *q = customers_list_query(store, columns, NULL, DATE_NONE);
	size_t *at = mem_new(n, sizeof *at), i = 0;

	while (query_step(q) && i < n) {
		if (strcmp(history_any(hs, i)->id, query_cell(q, 0)) != 0)
			continue;
		at[i++] = by->cells.n;
		text_add(&by->cells, query_cell(q, 1), strlen(query_cell(q, 1)) + 1);
	}
	for (size_t k = 0; k < i; k++)
		by->of[k] = by->cells.s + at[k];
	free(at);
	query_free(q);
	free(columns);
}

struct clv_by
clv_by_find(const struct histories *hs, struct store *store, const char *column)
{
	struct clv_by by = { .column = column };

	if (column == NULL)
		return by;
	by.of = mem_new(history_all(hs), sizeof *by.of);
	for (size_t i = 0; i < history_all(hs); i++)
		by.of[i] = "";
	if (history_has_column(hs, column))
		take_rows(&by, hs);
	else if (store)
		take_customers(&by, hs, store);
	else
		fail("--by: no column '%s'", column);
	return by;
}

void
clv_by_free(struct clv_by *by)
{
	free(by->of);
	text_free(&by->cells);
}
