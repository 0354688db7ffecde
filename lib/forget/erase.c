#include "lib/forget/erase_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

static const char begin_sql[] =
	"DROP TABLE IF EXISTS temp.gone;"
	"DROP TABLE IF EXISTS temp.held;"
	"DROP TABLE IF EXISTS temp.image;"
	"DROP TABLE IF EXISTS temp.named;"
	"DROP TABLE IF EXISTS temp.renamed;"
	"DROP TABLE IF EXISTS temp.touched;"
	"CREATE TABLE temp.gone (id TEXT PRIMARY KEY, tombstone TEXT NOT NULL,"
	" person INTEGER NOT NULL, is_alias INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE temp.held (of_table TEXT, key TEXT, person INTEGER NOT NULL,"
	" PRIMARY KEY (of_table, key)) WITHOUT ROWID;"
	"CREATE TABLE temp.image (id INTEGER PRIMARY KEY, person INTEGER NOT NULL);"
	"CREATE TABLE temp.named (person INTEGER, value TEXT, source TEXT,"
	" PRIMARY KEY (person, value, source)) WITHOUT ROWID;"
	"CREATE TABLE temp.renamed (person INTEGER, value TEXT, source TEXT, name TEXT,"
	" PRIMARY KEY (person, value, source)) WITHOUT ROWID;"
	"CREATE TABLE temp.touched (batch INTEGER, person INTEGER, PRIMARY KEY (batch, person))"
	" WITHOUT ROWID";

static const char add_sql[] =
	"INSERT OR IGNORE INTO temp.gone SELECT ?1, ?2, ?3, 0"
	" UNION ALL SELECT alias, ?2, ?3, 1 FROM alias WHERE customer_id = ?1";

const char erase_names[] = "order_id,journey,respondent";

void
erase_open(struct store *store)
{
	store_cache(store);
	store_without_triggers(store);
	query_exec(store, "PRAGMA temp_store = MEMORY");
}

void
erase_begin(struct store *store)
{
	query_exec(store, begin_sql);
}

void
erase_add(struct store *store, int64_t person, const char *id, const char *tombstone)
{
	sqlite3_stmt *q = query_new(store, add_sql);

	query_text(q, 1, id);
	query_text(q, 2, tombstone);
	query_int(q, 3, person);
	query_run(q);
	query_free(q);
}

int64_t
erase_sql(struct store *store, char *sql)
{
	query_exec(store, sql);
	sqlite3_free(sql);
	return sqlite3_changes64(store->db);
}

bool
erase_has_column(struct store *store, const char *table, const char *column, bool not_null)
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2 AND (NOT ?3 OR \"notnull\")");

	query_text(q, 1, table);
	query_text(q, 2, column);
	query_int(q, 3, not_null);
	const bool has = query_step(q);

	query_free(q);
	return has;
}

bool
erase_has_numbers(const struct holder *h, const char *column)
{
	return strcmp(column, "order_id") == 0 &&
	    (strcmp(h->table, "orders") == 0 || strcmp(h->table, "points") == 0);
}

bool
erase_is_ours(const struct holder *h)
{
	return strncmp(h->table, "forgotten", 9) == 0;
}

void
erase_each(struct erasing *e, unsigned kinds, void (*take)(struct erasing *, const struct holder *))
{
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++)
		if (kinds >> h[i].kind & 1 && !erase_is_ours(&h[i]))
			take(e, &h[i]);
}

void
erase_each_personal(const struct holder *h, void (*take)(void *ctx, const char *column), void *ctx)
{
	char *list = mem_text(h->personal), *rest = list;

	for (char *name; (name = strsep(&rest, " ")) != NULL; )
		if (*name)
			take(ctx, name);
	free(list);
}
