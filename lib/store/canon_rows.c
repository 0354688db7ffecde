#include "lib/store/canon_rows.h"

#include "lib/store/canon.h"
#include "lib/store/query.h"

sqlite3_stmt *
canon_rows_query(struct store *store, const char *table, const char *where)
{
	/* pragma_table_info leaves out the computed columns. */
	sqlite3_stmt *q = query_new(store, "SELECT 'SELECT ' || group_concat('\"' || name || '\"')"
	    " || ' FROM \"' || ?1 || '\" ' || coalesce(?2, '') FROM pragma_table_info(?1)");

	query_text(q, 1, table);
	query_text(q, 2, where);
	query_step(q);
	sqlite3_stmt *rows = query_new(store, query_cell(q, 0));

	query_free(q);
	return rows;
}

void
canon_rows_value(struct text *t, sqlite3_value *v)
{
	switch (sqlite3_value_type(v)) {
	case SQLITE_NULL:
		canon_none(t);
		break;
	case SQLITE_INTEGER:
		canon_int(t, sqlite3_value_int64(v));
		break;
	case SQLITE_FLOAT:
		canon_real(t, sqlite3_value_double(v));
		break;
	default: {
		const void *s = sqlite3_value_blob(v);

		canon_text(t, s ? s : "", (size_t)sqlite3_value_bytes(v));
	}
	}
}

void
canon_rows_add(struct text *t, sqlite3_stmt *q)
{
	for (int i = 0; i < sqlite3_column_count(q); i++)
		canon_rows_value(t, sqlite3_column_value(q, i));
}
