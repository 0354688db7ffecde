#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/audit.h"
#include "lib/store/canon.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/insert_own.h"
#include "lib/store/query.h"

/* Above it SQLite may choose any rowids. */
static const int64_t most_keys = INT64_MAX / 2;

static enum insert_kind
kind_of(const char *type)
{
	return strcmp(type, "TEXT") == 0 ? INSERT_TEXT :
	    strcmp(type, "INTEGER") == 0 ? INSERT_INTEGER :
	    strcmp(type, "REAL") == 0 ? INSERT_REAL : INSERT_NONE;
}

/* Compares the columns of the table with those that are to be given. */
static void
look_at_table(struct insert *i, const char *table)
{
	sqlite3_stmt *q = query_new(i->store,
	    "SELECT name, type, pk, dflt_value FROM pragma_table_info(?) ORDER BY cid");
	size_t k = 0;

	query_text(q, 1, table);
	for (bool first = true; query_step(q); first = false) {
		if (k < i->n && strcmp(query_cell(q, 0), i->column[k].name) == 0)
			i->column[k++].kind = kind_of(query_cell(q, 1));
		else if (first && sqlite3_column_int(q, 2) == 1)
			i->has_key = true;
		else if (sqlite3_column_type(q, 3) == SQLITE_NULL)
			canon_none(&i->column[k].gap);
		else
			i->own = false;
	}
	query_free(q);
	i->own &= k == i->n;
}

/* Can the rowids of several rows be told from the last one? */
static bool
counts_up(struct store *store, const char *table)
{
	char *sql = query_print("SELECT max(rowid) FROM %s", table);
	const bool is = query_number(store, sql) < most_keys;

	sqlite3_free(sql);
	return is;
}

/* Appends to a list, after a comma if it is not empty; FORM has a %s for MORE. */
static char *
list(char *all, const char *form, const char *more)
{
	char *one = query_print(form, more);

	if (*all == '\0') {	/* SQLite's %z would leak an empty text before another */
		sqlite3_free(all);
		return one;
	}
	return query_print("%z, %z", all, one);
}

static sqlite3_stmt *
query_of(const struct insert *i, const char *table, size_t rows, unsigned flags)
{
	char *names = query_print(""), *marks = query_print(""), *values = query_print("");

	for (size_t c = 0; c < i->n; c++) {
		names = list(names, "\"%w\"", i->column[c].name);
		marks = list(marks, "%s", "?");
	}
	marks = query_print("(%z)", marks);
	for (size_t r = 0; r < rows; r++)
		values = list(values, "%s", marks);
	char *sql = query_print("INSERT %sINTO %s (%z) VALUES %z%s", rows > 1 ? "OR ROLLBACK " : "",
	    table, names, values, flags & INSERT_ONCE ? " ON CONFLICT DO NOTHING" : "");
	sqlite3_stmt *q = query_new(i->store, sql);

	sqlite3_free(marks);
	sqlite3_free(sql);
	return q;
}

struct insert *
insert_new(struct store *store, const char *table, const char *const *name, size_t n,
    unsigned flags)
{
	struct insert *i = mem_new(1, sizeof *i);

	i->store = store;
	i->n = n;
	i->own = store->bulk && !audit_covers(table);	/* else the hook would not see its rows */
	i->fits = true;
	i->column = mem_new(n + 1, sizeof *i->column);
	for (size_t c = 0; c < n; c++)
		i->column[c].name = name[c];
	look_at_table(i, table);
	i->has_digest = digest_find(store->digest, table, &i->table);
	i->one = query_of(i, table, 1, flags);
	if (i->own && flags & INSERT_SOON && (!i->has_key || counts_up(store, table)))
		i->many = query_of(i, table, INSERT_ROWS, flags);
	i->cell = mem_new((i->many ? INSERT_ROWS : 1) * n, sizeof *i->cell);
	i->bound = mem_new(i->many ? INSERT_ROWS * n : 0, sizeof *i->bound);
	return i;
}

void
insert_free(struct insert *i)
{
	insert_flush(i);
	query_free(i->one);
	query_free(i->many);
	for (size_t c = 0; c <= i->n; c++)
		text_free(&i->column[c].gap);
	free(i->column);
	free(i->cell);
	free(i->bound);
	text_free(&i->texts);
	text_free(&i->row);
	free(i);
}
