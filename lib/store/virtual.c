#include "lib/store/virtual.h"

#include "lib/store/connection.h"
#include "lib/store/query.h"

struct table {
	sqlite3_vtab base;	/* SQLite's part comes first */
	const struct virtual *rows;
};

struct cursor {
	sqlite3_vtab_cursor base;
	const struct virtual *rows;
	size_t row;
};

/* Declares the columns. With NUMERIC, a text that looks like a number is compared as one. */
static int
declare(sqlite3 *db, const struct virtual *v)
{
	char *sql = query_print("CREATE TABLE x (");

	for (size_t i = 0; i < v->columns; i++)
		sql = query_print("%z%s\"%w\" %s", sql, i > 0 ? ", " : "", v->column(v->ctx, i),
		    v->is_text(v->ctx, i) ? "TEXT" : "NUMERIC");
	sql = query_print("%z)", sql);
	const int result = sqlite3_declare_vtab(db, sql);

	sqlite3_free(sql);
	return result;
}

static int
on_connect(sqlite3 *db, void *ctx, int argc, const char *const *argv, sqlite3_vtab **to, char **why)
{
	struct table *t = sqlite3_malloc(sizeof *t);
	const int result = t == NULL ? SQLITE_NOMEM : declare(db, ctx);

	(void)argc, (void)argv;
	if (result != SQLITE_OK) {
		*why = sqlite3_mprintf("%s", sqlite3_errmsg(db));
		sqlite3_free(t);
		return result;
	}
	*t = (struct table){ .rows = ctx };
	*to = &t->base;
	return SQLITE_OK;
}

static int
on_disconnect(sqlite3_vtab *t)
{
	sqlite3_free(t);
	return SQLITE_OK;
}

static int
on_best_index(sqlite3_vtab *t, sqlite3_index_info *plan)
{
	plan->estimatedRows = (sqlite3_int64)((struct table *)t)->rows->rows;
	plan->estimatedCost = (double)plan->estimatedRows;
	return SQLITE_OK;
}

static int
on_open(sqlite3_vtab *t, sqlite3_vtab_cursor **to)
{
	struct cursor *c = sqlite3_malloc(sizeof *c);

	if (c == NULL)
		return SQLITE_NOMEM;
	*c = (struct cursor){ .rows = ((struct table *)t)->rows };
	*to = &c->base;
	return SQLITE_OK;
}

static int
on_close(sqlite3_vtab_cursor *c)
{
	sqlite3_free(c);
	return SQLITE_OK;
}

static int
on_filter(sqlite3_vtab_cursor *c, int number, const char *text, int argc, sqlite3_value **argv)
{
	(void)number, (void)text, (void)argc, (void)argv;
	((struct cursor *)c)->row = 0;
	return SQLITE_OK;
}

static int
on_next(sqlite3_vtab_cursor *c)
{
	((struct cursor *)c)->row++;
	return SQLITE_OK;
}

static int
on_eof(sqlite3_vtab_cursor *base)
{
	const struct cursor *c = (struct cursor *)base;

	return c->row >= c->rows->rows;
}

static int
on_column(sqlite3_vtab_cursor *base, sqlite3_context *to, int column)
{
	const struct cursor *c = (struct cursor *)base;

	c->rows->cell(c->rows->ctx, c->row, (size_t)column, to);
	return SQLITE_OK;
}

static int
on_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *to)
{
	*to = (sqlite3_int64)((struct cursor *)c)->row;
	return SQLITE_OK;
}

/* Without xCreate the table is there under the name of the module. */
static const sqlite3_module module = {
	.xConnect = on_connect, .xBestIndex = on_best_index, .xDisconnect = on_disconnect,
	.xOpen = on_open, .xClose = on_close, .xFilter = on_filter, .xNext = on_next,
	.xEof = on_eof, .xColumn = on_column, .xRowid = on_rowid,
};

void
virtual_add(struct store *store, const struct virtual *v)
{
	if (sqlite3_create_module(store->db, v->name, &module, (void *)(uintptr_t)v) != SQLITE_OK)
		connection_fail(store->db);
	/* Connects it now: the authorizer of guard_only_reads would refuse that. */
	query_free(query_made(store, query_print("SELECT 1 FROM \"%w\"", v->name)));
}
