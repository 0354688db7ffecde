#include "lib/trial/subjects.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/id_once.h"
#include "lib/io/passing.h"
#include "lib/io/table.h"
#include "lib/store/alias.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

struct subjects {
	struct table *table;	/* NULL: all customers of a store */
	size_t width, id;	/* the columns, and which of them is customer_id */
	struct text cells;	/* row by row, each NUL-terminated */
	size_t *at;		/* per row: the offset of its first cell */
	size_t n, room;
	struct table_row *line;	/* per row, until subjects_find; NULL: not needed */
	size_t line_room;
};

static void
add(struct subjects *s, char *const *cell)
{
	s->at = mem_grow(s->at, s->n + 1, &s->room, sizeof *s->at);
	s->at[s->n++] = s->cells.n;
	for (size_t i = 0; i < s->width; i++)
		text_add(&s->cells, cell[i], strlen(cell[i]) + 1);
}

static bool
is_good(struct subjects *s, const struct subjects_opts *o, struct map *ids, char *const *cell)
{
	return id_once(s->table, ids, cell[s->id]) &&
	    (o->row == NULL || o->row(o->ctx, s->table, cell));
}

struct subjects *
subjects_read(char **operands, const struct subjects_opts *o)
{
	struct subjects *s = mem_new(1, sizeof *s);
	struct map *ids = map_new();

	s->table = table_open(operands, &(struct table_opts){
	    .policy = o->skip_bad ? TABLE_SKIP : TABLE_STOP, .reading = o->reading });
	s->id = table_column(s->table, "customer_id");
	s->width = table_width(s->table);
	table_need_unique(s->table);
	if (o->head)
		o->head(o->ctx, s->table);
	for (char **cell; (cell = table_next(s->table)) != NULL;) {
		if (!is_good(s, o, ids, cell))
			continue;
		add(s, cell);
		if (!o->looked_up)
			continue;
		s->line = mem_grow(s->line, s->n, &s->line_room, sizeof *s->line);
		s->line[s->n - 1] = table_row_copy(s->table);
	}
	map_free(ids);
	return s;
}

struct subjects *
subjects_all(struct store *store)
{
	struct subjects *s = mem_new(1, sizeof *s);
	sqlite3_stmt *q = query_new(store, "SELECT customer_id FROM customer ORDER BY 1");

	s->width = 1;
	while (query_step(q))
		add(s, (char *[]){ (char *)(uintptr_t)query_cell(q, 0) });
	query_free(q);
	return s;
}

/* The cells of a row. CELL has room for them. */
static void
cells_of(const struct subjects *s, size_t row, char **cell)
{
	char *c = s->cells.s + s->at[row];

	for (size_t i = 0; i < s->width; i++, c += strlen(c) + 1)
		cell[i] = c;
}

/* Writes the cells of the row again, with the id of the customer who was kept. */
static void
rename_row(struct subjects *s, size_t row, const char *id)
{
	char **cell = mem_new(s->width, sizeof *cell);

	cells_of(s, row, cell);
	for (size_t i = 0; i < s->width; i++)
		cell[i] = mem_text(i == s->id ? id : cell[i]);
	s->at[row] = s->cells.n;
	for (size_t i = 0; i < s->width; i++) {
		text_add(&s->cells, cell[i], strlen(cell[i]) + 1);
		free(cell[i]);
	}
	free(cell);
}

/* Whether the row is of a customer of the store, not named before. */
static bool
find(struct subjects *s, size_t row, sqlite3_stmt *customers, struct aliases *aliases)
{
	const char *given = subjects_id(s, row), *id = alias_find(aliases, given);

	if (alias_again(aliases, id)) {
		table_row_bad(s->table, &s->line[row], "customer_id",
		    "duplicate customer_id '%.60s': another row names the customer by"
		    " another id", given);
		return false;
	}
	if (!query_finds(customers, id)) {
		table_row_bad(s->table, &s->line[row], "customer_id",
		    "customer_id '%.60s' is not in the store", id);
		return false;
	}
	if (id != given)
		rename_row(s, row, id);
	return true;
}

void
subjects_find(struct subjects *s, struct store *store, void (*keep)(void *ctx, size_t from,
    size_t to), void *ctx)
{
	if (s->table == NULL)
		return;
	sqlite3_stmt *customers = store_customer_query(store);
	struct aliases *aliases = alias_open(store);
	size_t good = 0;

	for (size_t r = 0; r < s->n; r++) {
		const bool is_found = find(s, r, customers, aliases);

		table_row_free(&s->line[r]);
		if (!is_found)
			continue;
		s->at[good] = s->at[r];
		if (keep)
			keep(ctx, r, good);
		good++;
	}
	s->n = good;
	alias_note(alias_count(aliases));
	alias_close(aliases);
	query_free(customers);
}

size_t
subjects_count(const struct subjects *s)
{
	return s->n;
}

const char *
subjects_id(const struct subjects *s, size_t row)
{
	const char *c = s->cells.s + s->at[row];

	for (size_t i = 0; i < s->id; i++)
		c += strlen(c) + 1;
	return c;
}

void
subjects_print(const struct subjects *s, struct put *out, const struct put_head *ours,
    void (*fill)(void *ctx, size_t row, struct put *), void *ctx)
{
	struct passing *passing = NULL;
	char **cell = mem_new(s->width, sizeof *cell);

	if (s->table) {
		passing = passing_new(out, s->table, PUT_PASSED, ours);
	} else {
		put_column(out, "customer_id", PUT_TEXT);
		put_columns(out, ours);
	}
	for (size_t r = 0; r < s->n; r++) {
		cells_of(s, r, cell);
		if (passing)
			passing_put(passing, cell);
		else
			put_text(out, cell[0]);
		fill(ctx, r, out);
		put_end(out);
	}
	if (passing)
		passing_free(passing);
	free(cell);
}

void
subjects_close(struct subjects *s)
{
	if (s->table)
		table_close(s->table);
	text_free(&s->cells);
	free(s->at);
	free(s->line);
	free(s);
}
