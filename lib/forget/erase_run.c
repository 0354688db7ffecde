#include "lib/forget/erase_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/split.h"
#include "lib/forget/ledger.h"
#include "lib/store/audit.h"
#include "lib/store/query.h"

static const char touched_sql[] =
	"INSERT OR IGNORE INTO temp.touched SELECT c.batch, g.person"
	" FROM temp.gone AS g CROSS JOIN change AS c ON c.customer_id = g.id;"
	"INSERT OR IGNORE INTO temp.touched SELECT u.batch, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id);"
	"INSERT OR IGNORE INTO temp.touched SELECT u.added, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id) WHERE u.added > 0;"
	"INSERT OR IGNORE INTO temp.touched SELECT %lld, person FROM temp.gone";

static const char add_forgotten_sql[] =
	"INSERT INTO forgotten (customer_id, at, reason, erasure, salts)"
	" SELECT tombstone, strftime('%Y-%m-%dT%H:%M:%SZ'), ?2, ?3, ?4 FROM temp.gone"
	" WHERE person = ?1 AND NOT is_alias";

static const char add_batches_sql[] =
	"INSERT OR IGNORE INTO forgotten_batch SELECT t.batch, g.tombstone"
	" FROM temp.touched AS t JOIN temp.gone AS g ON g.person = t.person AND NOT is_alias"
	" WHERE t.batch IS NOT NULL";

static const char add_id_sql[] =
	"INSERT INTO forgotten_id VALUES (?1, ?2)"
	" ON CONFLICT (hash) DO UPDATE SET customer_id = ?2";

/* Rows whose key is the id of a customer are of no use without it; nor are the old changes. */
static bool
is_deleted(const struct holder *h)
{
	return strcmp(h->table, "change") == 0 || strcmp(h->table, "customer_key") == 0 ||
	    (h->kind == HOLDER_ROWS && split_has(h->personal, ' ', h->key));
}

/* The customers themselves, with what is not personal. */
static void
add_tombstones(struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT name FROM pragma_table_info('customer')"
	    " WHERE name <> 'customer_id'");
	char *columns = query_print("");

	while (query_step(q))
		if (!split_has(holder_of("customer")->personal, ' ', query_cell(q, 0)))
			columns = query_print("%z, \"%w\"", columns, query_cell(q, 0));
	query_free(q);
	erase_sql(store, query_print("INSERT INTO customer (customer_id%s) SELECT g.tombstone%s"
	    " FROM temp.gone AS g CROSS JOIN customer AS c ON c.customer_id = g.id"
	    " WHERE NOT g.is_alias", columns, columns));
	sqlite3_free(columns);
}

static void
touch(struct erasing *e, const struct holder *h)
{
	if (!erase_has_column(e->store, h->table, "batch", false))
		return;
	if (h->kind == HOLDER_PART)
		erase_sql(e->store, query_print("INSERT OR IGNORE INTO temp.touched"
		    " SELECT t.batch, h.person"
		    " FROM temp.held AS h JOIN \"%w\" AS t ON t.\"%w\" = CAST(h.key AS INTEGER)"
		    " WHERE h.of_table = %Q AND t.batch IS NOT NULL", h->table, h->key, h->table));
	else
		erase_sql(e->store, query_print("INSERT OR IGNORE INTO temp.touched"
		    " SELECT t.batch, g.person"
		    " FROM temp.gone AS g CROSS JOIN \"%w\" AS t ON t.customer_id = g.id"
		    " WHERE t.batch IS NOT NULL", h->table));
}

static void
erase_part(struct erasing *e, const struct holder *h)
{
	char *columns = erase_columns_sql(e->store, h);

	/* Also if all of them are NULL: each of these rows gets a new link (audit.h). */
	e->changed += erase_sql(e->store,
	    query_print("UPDATE \"%w\" AS t SET %s FROM temp.held AS g"
	    " WHERE g.of_table = %Q AND t.\"%w\" = CAST(g.key AS INTEGER)", h->table,
	    columns + 2, h->table, h->key));
	free(columns);
}

static void
erase_rows(struct erasing *e, const struct holder *h)
{
	if (strcmp(h->table, "feedback_words") == 0)
		return;
	if (is_deleted(h)) {
		e->changed += erase_sql(e->store,
		    query_print("DELETE FROM \"%w\" WHERE customer_id IN"
		    " (SELECT id FROM temp.gone)", h->table));
		return;
	}
	char *columns = erase_columns_sql(e->store, h);

	e->changed += erase_sql(e->store,
	    query_print("UPDATE \"%w\" AS t SET customer_id = g.tombstone%s"
	    " FROM temp.gone AS g WHERE t.customer_id = +g.id", h->table, columns));
	free(columns);
}

/* FTS5 only marks deleted words as such; optimize leaves them out. */
static void
erase_words(struct store *store)
{
	const int64_t n = erase_sql(store, query_print("DELETE FROM feedback_words WHERE rowid IN"
	    " (SELECT CAST(key AS INTEGER) FROM temp.held WHERE of_table = 'feedback')"));

	if (n > 0)
		query_exec(store,
		    "INSERT INTO feedback_words (feedback_words) VALUES ('optimize')");
}

/* Erases the salts of the links of each person, and says so in the table forgotten. */
static void
add_forgotten(struct store *store, int64_t batch, const char *reason)
{
	const int64_t persons = query_number(store, "SELECT max(person) + 1 FROM temp.gone");
	sqlite3_stmt *q = query_new(store, add_forgotten_sql);

	for (int64_t p = 0; p < persons; p++) {
		char *keys = query_print("SELECT of_table, key FROM temp.held WHERE person = %lld",
		    (long long)p);

		query_int(q, 1, p);
		query_text(q, 2, reason);
		query_int(q, 3, batch);
		query_int(q, 4, audit_erase(store, keys));
		query_run(q);
		sqlite3_free(keys);
	}
	query_free(q);
}

static void
add_ids(struct store *store, struct ledger *ledger)
{
	sqlite3_stmt *ids = query_new(store, "SELECT id, tombstone FROM temp.gone");
	sqlite3_stmt *q = query_new(store, add_id_sql);
	char hash[SHA_HEX];

	while (query_step(ids)) {
		query_text(q, 1, ledger_hash(ledger, query_cell(ids, 0), hash));
		query_text(q, 2, query_cell(ids, 1));
		query_run(q);
	}
	query_free(ids);
	query_free(q);
}

int64_t
erase_run(struct store *store, struct ledger *ledger, int64_t batch, const char *reason)
{
	struct erasing e = { .store = store };

	erase_each(&e, ERASE_SELF | ERASE_ROWS | ERASE_ONE | ERASE_PARTS, touch);
	erase_sql(store, query_print(touched_sql, (long long)batch));
	add_tombstones(store);
	erase_each(&e, ERASE_PARTS, erase_part);
	erase_words(store);
	erase_each(&e, ERASE_ROWS | ERASE_ONE | ERASE_COMPUTED, erase_rows);
	e.changed += erase_sql(store, query_print("DELETE FROM customer WHERE customer_id IN"
	    " (SELECT id FROM temp.gone WHERE NOT is_alias)"));
	e.changed += erase_sql(store, query_print("DELETE FROM undo WHERE id IN"
	    " (SELECT id FROM temp.image)"));
	add_forgotten(store, batch, reason);
	query_exec(store, add_batches_sql);
	add_ids(store, ledger);
	return e.changed;
}
