/* What a batch changed: for the caller, who computes what follows from it, and for -n. */
#include <stdlib.h>

#include "lib/io/put.h"
#include "lib/store/image.h"
#include "lib/store/query.h"
#include "lib/store/undo_own.h"

char *
undo_touched(struct store *store, const char *table, const char *column, int64_t by)
{
	char *key = image_key(store, table);
	char *sql = query_print("SELECT old ->> '$.%w' FROM undo WHERE batch = %lld"
	    " AND of_table = %Q AND old IS NOT NULL UNION SELECT \"%w\" FROM \"%w\" WHERE \"%w\" IN"
	    " (SELECT key FROM undo WHERE batch = %lld AND of_table = %Q)", column, (long long)by,
	    table, column, table, key, (long long)by, table);

	free(key);
	return sql;
}

static void
put_table(struct store *store, const char *table, int64_t by, struct put *out)
{
	char *key = image_key(store, table);
	sqlite3_stmt *q = query_made(store, query_print("SELECT of_table AS \"table\", key,"
	    " CASE WHEN old IS NULL THEN 'restored'"
	    " WHEN EXISTS (SELECT 1 FROM \"%w\" WHERE \"%w\" = u.key) THEN 'updated'"
	    " ELSE 'removed' END AS effect FROM undo AS u"
	    " WHERE batch = ?1 AND of_table = %Q ORDER BY id", table, key, table));

	query_int(q, 1, by);
	while (query_step(q)) {
		for (int i = 0; i < 3; i++)
			put_text(out, query_cell(q, i));
		put_end(out);
	}
	query_free(q);
	free(key);
}

void
undo_put(struct store *store, int64_t by, struct put *out)
{
	static const struct put_head head[] = { { "table", PUT_TEXT }, { "key", PUT_TEXT },
		{ "effect", PUT_TEXT }, { 0 } };
	sqlite3_stmt *q = query_new(store,
	    "SELECT DISTINCT of_table FROM undo WHERE batch = ? ORDER BY of_table");

	put_columns(out, head);
	query_int(q, 1, by);
	while (query_step(q))
		put_table(store, query_cell(q, 0), by, out);
	query_free(q);
}
