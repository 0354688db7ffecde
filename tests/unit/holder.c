/* holder: the list of the tables with something of a customer is that of the schema. */
#include "lib/store/holder.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/memory.h"
#include "tests/unit/tap.h"

/* The tables that a statement may write: not those of the index of words, which SQLite makes. */
#define TABLES "sqlite_schema AS m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' " \
	"ESCAPE '\\' AND m.name NOT LIKE 'feedback\\_words\\_%' ESCAPE '\\'"

/* A table that has a customer_id, or that refers to one in the list with the key of that table. */
static const char of_customers[] =
	"SELECT m.name FROM " TABLES " AND (EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name)"
	" WHERE name = 'customer_id') OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) AS f"
	" WHERE f.\"table\" IN (SELECT t FROM held)))";

/* A check of one table. */
static void
holds(bool cond, const char *table, const char *what)
{
	char name[128];

	snprintf(name, sizeof name, "%s: %s", table, what);
	ok(cond, name);
}

/* How many rows SQL has, with one text as its parameter. */
static int
rows(sqlite3 *db, const char *sql, const char *value)
{
	sqlite3_stmt *q;
	int n = 0;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		return -1;
	sqlite3_bind_text(q, 1, value, -1, SQLITE_STATIC);
	while (sqlite3_step(q) == SQLITE_ROW)
		n++;
	sqlite3_finalize(q);
	return n;
}

static bool
has_column(sqlite3 *db, const char *table, const char *name, size_t length)
{
	char sql[256];

	snprintf(sql, sizeof sql, "SELECT 1 FROM pragma_table_xinfo('%s') WHERE name = '%.*s'"
	    " AND ?1 IS NOT NULL", table, (int)length, name);
	return rows(db, sql, "") == 1;
}

static void
test_one(sqlite3 *db, const struct holder *h)
{
	const char *s = h->personal;
	bool all = true;

	holds(rows(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
	    h->table) == 1, h->table, "is a table");
	holds((h->kind == HOLDER_COMPUTED) == (h->key == NULL) &&
	    (!h->key || has_column(db, h->table, h->key, strlen(h->key))), h->table, "its key");
	holds((h->kind == HOLDER_PART) == (h->parent != NULL) && (!h->parent ||
	    has_column(db, h->table, holder_of(h->parent)->key,
	    strlen(holder_of(h->parent)->key))), h->table, "its parent");
	for (size_t n; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		all = all && has_column(db, h->table, s, n);
	}
	holds(all, h->table, "its personal columns");
	holds(h->en[0] && h->zh[0], h->table, "its titles");
}

static void
test_complete(sqlite3 *db)
{
	sqlite3_stmt *q;
	int n = 0;

	if (sqlite3_prepare_v2(db, of_customers, -1, &q, NULL) != SQLITE_OK) {
		holds(false, "the query of the tables", sqlite3_errmsg(db));
		return;
	}
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(q, 0);

		holds(holder_of(name) != NULL, name, "is in the list");
		n++;
	}
	sqlite3_finalize(q);
	ok(n > 15, "the tables of customers were found");
}

int
main(void)
{
	sqlite3 *db = memory_store();
	size_t n;
	const struct holder *h = holder_all(&n);

	sqlite3_exec(db, "CREATE TEMP TABLE held (t TEXT)", NULL, NULL, NULL);
	for (size_t i = 0; i < n; i++) {
		sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
		rows(db, "INSERT INTO held VALUES (?1)", h[i].table);
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
		test_one(db, &h[i]);
	}
	test_complete(db);
	ok(holder_of("batch") == NULL && holder_of("meta") == NULL, "tables without customers");
	sqlite3_close(db);
	return done();
}
