#include "lib/store/check_text.h"

#include "lib/base/text.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/* Table, column, key of the table. The index of words has no text of its own. */
static const char columns_sql[] =
	"SELECT t.name, c.name, coalesce("
	"(SELECT name FROM pragma_table_info(t.name) WHERE pk = 1), 'rowid')"
	" FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
	" WHERE t.type = 'table' AND c.type = 'TEXT'"
	" AND t.name NOT LIKE 'feedback\\_words%' ESCAPE '\\'";

/* A check of one column: table, key, key, column, table, column. */
static const char check_sql[] =
	"SELECT '%q ' || CASE WHEN is_utf8(\"%w\") THEN \"%w\" ELSE '?' END,"
	" '%q is not UTF-8' FROM \"%w\" WHERE NOT is_utf8(\"%w\")";

static void
is_utf8(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *s = (const char *)sqlite3_value_text(value[0]);
	const size_t bytes = (size_t)sqlite3_value_bytes(value[0]);

	(void)n;
	if (s == NULL && sqlite3_value_type(value[0]) != SQLITE_NULL)
		sqlite3_result_error_nomem(ctx);	/* else it would pass */
	else
		sqlite3_result_int(ctx, s == NULL || text_utf8(s, bytes) == bytes);
}

void
check_text(struct store *store, const struct check_report *to)
{
	if (sqlite3_create_function(store->db, "is_utf8", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
	    NULL, is_utf8, NULL, NULL) != SQLITE_OK)
		connection_fail(store->db);
	sqlite3_stmt *q = query_new(store, columns_sql);

	while (query_step(q)) {
		const char *table = query_cell(q, 0), *column = query_cell(q, 1),
		    *key = query_cell(q, 2);
		char *sql = query_print(check_sql, table, key, key, column, table, column);

		check_run(store, &(struct check){ "text", sql }, 1, to);
		sqlite3_free(sql);
	}
	query_free(q);
}
