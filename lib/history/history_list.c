/*
 * The customers to be scored, listed in CSV. history_list_read reads them before the store is
 * opened; history_list_find looks them up in it.
 */
#include "lib/history/history_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/id_once.h"
#include "lib/store/alias.h"
#include "lib/store/query.h"

enum { FIT_STORE, FIT_INPUT };	/* as in --fit-on */

/* Refuses an order log: it also lists customers, but the user probably means its orders. */
static void
refuse_log(const struct table *t)
{
	size_t at;

	if (table_find(t, "date", &at) && table_find(t, "amount", &at))
		fail("%s is an order log (date, amount), but the orders come from the"
		    " store; leave out -d, or load it with order-add", table_file(t));
}

void
history_list_read(struct histories *h, char **operands)
{
	const struct table_opts o = { .policy = h->opts->skip_bad ? TABLE_SKIP : TABLE_STOP,
		.reading = &h->opts->reading };

	h->list = table_open(operands, &o);
	const size_t id = table_column(h->list, "customer_id");
	struct map *ids = map_new();

	refuse_log(h->list);
	h->listed = true;
	history_take_head(h, h->list);
	for (char **cell; (cell = table_next(h->list)) != NULL;) {
		if (!id_once(h->list, ids, cell[id]))
			continue;
		history_add_row(h, cell, HISTORY_NONE);
		h->line = mem_grow(h->line, h->rows, &h->line_room, sizeof *h->line);
		h->line[h->rows - 1] = table_row_copy(h->list);
	}
	map_free(ids);
}

static struct map *
all_ids(const struct histories *h)
{
	struct map *ids = map_new();

	for (size_t i = 0; i < h->n; i++)
		map_at(ids, h->all[i].id, strlen(h->all[i].id), NULL);
	return ids;
}

/* Writes the cells of the row again, with the id of the customer who was kept. */
static void
rename_row(struct histories *h, size_t row, const char *id)
{
	char **cell = mem_new(h->width, sizeof *cell);
	const char *s = h->cells.s + h->row_at[row];

	for (size_t i = 0; i < h->width; i++, s += strlen(s) + 1)
		cell[i] = mem_text(strcmp(h->head[i], "customer_id") == 0 ? id : s);
	h->row_at[row] = h->cells.n;
	for (size_t i = 0; i < h->width; i++) {
		text_add(&h->cells, cell[i], strlen(cell[i]) + 1);
		free(cell[i]);
	}
	free(cell);
}

/* The customer of a row; NULL: it is a row before, too, and this one is reported as bad. */
static const char *
customer_of(struct histories *h, size_t row, struct aliases *aliases)
{
	const char *given = history_cell(h, row, "customer_id");
	const char *id = alias_find(aliases, given);

	if (alias_again(aliases, id)) {
		table_row_bad(h->list, &h->line[row], "customer_id",
		    "duplicate customer_id '%.60s': another row names the customer by"
		    " another id", given);
		return NULL;
	}
	if (id != given)
		rename_row(h, row, id);
	return history_cell(h, row, "customer_id");
}

/* Finds the history of each row. A row whose customer is not in the store is bad, and removed. */
static void
find_rows(struct histories *h, const struct map *ids, sqlite3_stmt *customers,
    struct aliases *aliases)
{
	size_t good = 0, at;

	for (size_t r = 0; r < h->rows; r++) {
		const char *id = customer_of(h, r, aliases);

		if (id == NULL)
			continue;
		const bool bought = map_find(ids, id, strlen(id), &at);

		if (!bought && !query_finds(customers, id)) {
			table_row_bad(h->list, &h->line[r], "customer_id",
			    "customer_id '%.60s' is not in the store", id);
			continue;
		}
		h->row_at[good] = h->row_at[r];
		h->row_of[good++] = bought ? (ptrdiff_t)at : HISTORY_NONE;
	}
	h->rows = good;
}

static void
fit_on_input(struct histories *h)
{
	char *seen = mem_new(h->n, 1);

	h->fitted = mem_new(h->rows, sizeof(struct history *));
	for (size_t r = 0; r < h->rows; r++)
		if (h->row_of[r] != HISTORY_NONE && !seen[h->row_of[r]]) {
			seen[h->row_of[r]] = 1;
			h->fitted[h->nfitted++] = &h->all[h->row_of[r]];
		}
	free(seen);
}

void
history_list_find(struct histories *h, struct store *store)
{
	struct map *ids = all_ids(h);
	sqlite3_stmt *customers = store_customer_query(store);

	struct aliases *aliases = alias_open(store);

	find_rows(h, ids, customers, aliases);
	alias_note(alias_count(aliases));
	alias_close(aliases);
	query_free(customers);
	map_free(ids);
	for (size_t r = 0; r < h->rows; r++)
		table_row_free(&h->line[r]);
	free(h->line);
	h->line = NULL;
	table_close(h->list);
	h->list = NULL;
	if (h->opts->fit_on == FIT_INPUT)
		fit_on_input(h);
}

/* The histories and the customers are both in the order of their ids. */
void
history_list_everyone(struct histories *h, struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT c.customer_id, c.acquired FROM customer AS c"
	    " LEFT JOIN history AS h USING (customer_id)"
	    " WHERE coalesce(c.acquired, h.first_date, '') <= ?1 OR h.first_date <= ?1"
	    " ORDER BY c.customer_id");
	char as_of[DATE_SIZE];
	size_t at = 0;

	query_text(q, 1, date_text(h->known.day, as_of));
	h->listed = true;
	h->width = 1;
	h->head = mem_new(h->width, sizeof *h->head);
	h->head[0] = mem_text(history_columns[0].name);
	while (query_step(q)) {
		char *id = mem_text(query_cell(q, 0));

		while (at < h->n && strcmp(h->all[at].id, id) < 0)
			at++;
		const bool bought = at < h->n && strcmp(h->all[at].id, id) == 0;

		h->acquired = mem_grow(h->acquired, h->rows + 1, &h->acquired_room,
		    sizeof *h->acquired);
		h->acquired[h->rows] = query_day(q, 1);
		history_add_row(h, &id, bought ? (ptrdiff_t)at : HISTORY_NONE);
		free(id);
	}
	query_free(q);
}
