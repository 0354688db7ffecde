#include "lib/store/check_text.h"

#include <stdbool.h>

#include "lib/base/text.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/* Each table with texts, and the condition for a row. The index of words has no text of its own. */
static const char tables_sql[] =
	"SELECT t.name, group_concat(printf('is_utf8(\"%w\")', c.name), ' AND ')"
	" FROM sqlite_schema AS t, pragma_table_info(t.name) AS c"
	" WHERE t.type = 'table' AND c.type = 'TEXT'"
	" AND t.name NOT LIKE 'feedback\\_words%' ESCAPE '\\' GROUP BY t.rowid";

/* Each column of a table that is a text, and the key of the table. */
static const char columns_sql[] =
	"SELECT c.name, coalesce((SELECT name FROM pragma_table_info(?1) WHERE pk = 1), 'rowid')"
	" FROM pragma_table_info(?1) AS c WHERE c.type = 'TEXT'";

/* A check of one column: table, key, key, column, table, column. */
static const char check_sql[] =
	"SELECT '%q ' || CASE WHEN is_utf8(\"%w\") THEN \"%w\" ELSE '?' END,"
	" say('%%s is not UTF-8', %Q) FROM \"%w\" WHERE NOT is_utf8(\"%w\")";

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

/* Whether all texts of the table are UTF-8, in one pass; a check per column is one pass each. */
static bool
is_sound(struct store *store, const char *table, const char *all)
{
	sqlite3_stmt *q = query_made(store,
	    query_print("SELECT 1 FROM \"%w\" WHERE NOT (%s)", table, all));
	const int result = sqlite3_step(q);

	query_free(q);
	return result == SQLITE_DONE;	/* the checks of the columns report any other error */
}

static void
check_column(struct store *store, const struct check_report *to, const char *table,
    const char *column, const char *key)
{
	char *sql = query_print(check_sql, table, key, key, column, table, column);

	check_run(store, &(struct check){ "text", sql }, 1, to);
	sqlite3_free(sql);
}

void
check_text(struct store *store, const struct check_report *to)
{
	if (sqlite3_create_function(store->db, "is_utf8", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
	    NULL, is_utf8, NULL, NULL) != SQLITE_OK)
		connection_fail(store->db);
	sqlite3_stmt *tables = query_new(store, tables_sql), *q = query_new(store, columns_sql);

	while (query_step(tables)) {
		const char *table = query_cell(tables, 0);

		if (is_sound(store, table, query_cell(tables, 1)))
			continue;
		query_text(q, 1, table);
		while (query_step(q))
			check_column(store, to, table, query_cell(q, 0), query_cell(q, 1));
	}
	query_free(tables);
	query_free(q);
}
