#include "lib/basket/asked.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/id_once.h"
#include "lib/io/table.h"
#include "lib/store/alias.h"
#include "lib/store/query.h"

struct row {
	size_t at;		/* of its first cell in cells */
	size_t customer;	/* its number, or ASKED_NONE */
	struct table_row line;
};

struct asked {
	struct table *table;	/* until asked_find */
	char **head;
	size_t width, id;
	struct text cells;	/* row by row, each NUL-terminated */
	struct row *row;
	size_t n, room;
};

static void
add(struct asked *a, char *const *cell)
{
	a->row = mem_grow(a->row, a->n + 1, &a->room, sizeof *a->row);
	a->row[a->n++] = (struct row){ a->cells.n, ASKED_NONE, table_row_copy(a->table) };
	for (size_t i = 0; i < a->width; i++)
		text_add(&a->cells, cell[i], strlen(cell[i]) + 1);
}

struct asked *
asked_read(const struct baskets_opts *o, char **operands)
{
	struct asked *a = mem_new(1, sizeof *a);
	struct map *ids = map_new();

	a->table = table_open(operands, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = &o->reading });
	a->id = table_column(a->table, "customer_id");
	table_need_unique(a->table);
	a->width = table_width(a->table);
	a->head = mem_new(a->width, sizeof *a->head);
	for (size_t i = 0; i < a->width; i++)
		a->head[i] = mem_text(table_name(a->table, i));
	for (char **cell; (cell = table_next(a->table)) != NULL;)
		if (id_once(a->table, ids, cell[a->id]))
			add(a, cell);
	map_free(ids);
	return a;
}

void
asked_cells(const struct asked *a, size_t row, const char **cell)
{
	const char *s = a->cells.s + a->row[row].at;

	for (size_t i = 0; i < a->width; i++, s += strlen(s) + 1)
		cell[i] = s;
}

/* Writes the cells of the row again, with the id of the customer who was kept. */
static void
rename_row(struct asked *a, struct row *row, const char *const *cell, const char *id)
{
	char **copy = mem_new(a->width, sizeof *copy);

	for (size_t i = 0; i < a->width; i++)
		copy[i] = mem_text(i == a->id ? id : cell[i]);
	row->at = a->cells.n;
	for (size_t i = 0; i < a->width; i++) {
		text_add(&a->cells, copy[i], strlen(copy[i]) + 1);
		free(copy[i]);
	}
	free(copy);
}

struct finder {
	struct asked *asked;
	const struct baskets_rows *baskets;
	sqlite3_stmt *customers;
	struct aliases *aliases;
	const char **cell;
};

/* Finds the customer of a row. A row whose customer is not in the store, or twice, is bad. */
static bool
find(struct finder *f, size_t r)
{
	struct asked *a = f->asked;
	struct row *row = &a->row[r];
	size_t at;

	asked_cells(a, r, f->cell);
	const char *given = f->cell[a->id], *id = alias_find(f->aliases, given);

	if (alias_again(f->aliases, id)) {
		table_row_bad(a->table, &row->line, "customer_id",
		    "duplicate customer_id '%.60s': another row names the customer by"
		    " another id", given);
		return false;
	}
	const bool bought = baskets_rows_customer(f->baskets, id, &at);

	if (!bought && !query_finds(f->customers, id)) {
		table_row_bad(a->table, &row->line, "customer_id",
		    "customer_id '%.60s' is not in the store", id);
		return false;
	}
	if (id != given)
		rename_row(a, row, f->cell, id);
	row->customer = bought ? at : ASKED_NONE;
	return true;
}

void
asked_find(struct asked *a, const struct baskets_rows *b, struct store *store)
{
	struct finder f = { a, b, store_customer_query(store), alias_open(store),
		mem_new(a->width, sizeof *f.cell) };
	size_t good = 0;

	for (size_t r = 0; r < a->n; r++) {
		const bool is_good = find(&f, r);

		table_row_free(&a->row[r].line);
		if (is_good)
			a->row[good++] = (struct row){ a->row[r].at, a->row[r].customer, { 0 } };
	}
	a->n = good;
	alias_note(alias_count(f.aliases));
	alias_close(f.aliases);
	query_free(f.customers);
	free(f.cell);
	table_close(a->table);
}

void
asked_free(struct asked *a)
{
	for (size_t i = 0; i < a->width; i++)
		free(a->head[i]);
	free(a->head);
	free(a->row);
	text_free(&a->cells);
	free(a);
}

size_t
asked_width(const struct asked *a)
{
	return a->width;
}

const char *
asked_column(const struct asked *a, size_t i)
{
	return a->head[i];
}

size_t
asked_rows(const struct asked *a)
{
	return a->n;
}

size_t
asked_customer(const struct asked *a, size_t row)
{
	return a->row[row].customer;
}
