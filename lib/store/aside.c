#include "lib/store/aside.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/store/query.h"
#include "lib/store/schema.h"

static const char index_sql[] = "SELECT name, sql FROM sqlite_schema WHERE name = ?1";
static const char table_sql[] =
	"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1"
	" AND sql NOT LIKE 'CREATE UNIQUE %'";

enum { MANY = 1 << 16 };		/* the least number of rows for which this may pay */

struct aside {
	struct store *store;
	char **sql;			/* the statements that create the indexes */
	size_t n, room;
};

bool
aside_pays(int64_t added, int64_t before)
{
	return added >= MANY && added >= before;
}

struct aside *
aside_new(struct store *store)
{
	struct aside *a = mem_new(1, sizeof *a);

	a->store = store;
	return a;
}

/* Drops the indexes of a query: name, sql. No index can be dropped before its end. */
static void
drop(struct aside *a, const char *sql, const char *key)
{
	sqlite3_stmt *q = query_new(a->store, sql);
	char *drops = query_print("");

	query_text(q, 1, key);
	while (query_step(q)) {
		if (!schema_has(query_cell(q, 1)))
			continue;
		a->sql = mem_grow(a->sql, a->n + 1, &a->room, sizeof *a->sql);
		a->sql[a->n++] = mem_text(query_cell(q, 1));
		drops = query_print("%z DROP INDEX \"%w\";", drops, query_cell(q, 0));
	}
	query_free(q);
	query_exec(a->store, drops);
	sqlite3_free(drops);
}

void
aside_index(struct aside *a, const char *name)
{
	drop(a, index_sql, name);
}

void
aside_table(struct aside *a, const char *table)
{
	drop(a, table_sql, table);
}

void
aside_free(struct aside *a)
{
	for (size_t i = 0; i < a->n; i++) {
		query_exec(a->store, a->sql[i]);
		free(a->sql[i]);
	}
	free(a->sql);
	free(a);
}
