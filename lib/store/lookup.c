#include "lib/store/lookup.h"

#include "lib/store/query.h"

sqlite3_stmt *
lookup_new(struct store *store, const char *table, const char *column)
{
	char *sql = sqlite3_mprintf("SELECT 1 FROM \"%w\" WHERE \"%w\" = ?", table, column);
	sqlite3_stmt *q = query_new(store, sql);

	sqlite3_free(sql);
	return q;
}

sqlite3_stmt *
lookup_customers(struct store *store)
{
	return lookup_new(store, "customer", "customer_id");
}

bool
lookup_has(sqlite3_stmt *q, const char *key)
{
	query_text(q, 1, key);
	const bool has = query_step(q);

	sqlite3_reset(q);
	return has;
}
