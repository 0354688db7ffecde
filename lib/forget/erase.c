#define _GNU_SOURCE
#include "lib/forget/erase.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/forget/ledger.h"
#include "lib/store/audit.h"
#include "lib/store/connection.h"
#include "lib/store/holder.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

/*
 * erase_find notes the keys of the rows: those of cases, promises and attempts, because their steps
 * have no customer_id, and those of the rows that the chain of hashes covers. Then it finds the
 * images. erase_run goes through the holders: first the parts, while their parents still name the
 * customer, then the others.
 */

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
	"CREATE TABLE temp.named (person INTEGER, value TEXT, PRIMARY KEY (person, value))"
	" WITHOUT ROWID;"
	"CREATE TABLE temp.renamed (person INTEGER, value TEXT, name TEXT,"
	" PRIMARY KEY (person, value)) WITHOUT ROWID;"
	"CREATE TABLE temp.touched (batch INTEGER, person INTEGER, PRIMARY KEY (batch, person))"
	" WITHOUT ROWID";

static const char add_sql[] =
	"INSERT OR IGNORE INTO temp.gone SELECT ?1, ?2, ?3, 0"
	" UNION ALL SELECT alias, ?2, ?3, 1 FROM alias WHERE customer_id = ?1";

/* The images that name a customer, and the rows of which they are. */
static const char images_sql[] =
	"INSERT OR IGNORE INTO temp.image SELECT u.id, g.person FROM undo AS u"
	" CROSS JOIN temp.gone AS g ON g.id = u.old ->> 'customer_id';"
	"INSERT OR IGNORE INTO temp.image SELECT u.id, g.person FROM undo AS u"
	" CROSS JOIN temp.gone AS g ON g.id = u.key WHERE u.of_table IN ('customer', 'alias');"
	"INSERT OR IGNORE INTO temp.held SELECT u.of_table, u.key, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id)";
static const char image_parts_sql[] =	/* the part, its parent, the parent's key twice */
	"INSERT OR IGNORE INTO temp.image SELECT u.id, h.person FROM undo AS u"
	" CROSS JOIN temp.held AS h ON h.of_table = %Q AND h.key = CAST(u.old ->> %Q AS TEXT)"
	" WHERE u.of_table = %Q;"
	"INSERT OR IGNORE INTO temp.held SELECT u.of_table, u.key, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id) WHERE u.of_table = %Q";

/* Names that only tell the rows of a customer apart. */
static const char names[] = "order_id,journey,respondent";
static const char rename_sql[] =
	"INSERT INTO temp.renamed SELECT person, value, tombstone || '.' ||"
	" row_number() OVER (PARTITION BY person ORDER BY value)"
	" FROM temp.named JOIN temp.gone USING (person) WHERE NOT is_alias";

static const char touched_sql[] =
	"INSERT OR IGNORE INTO temp.touched SELECT c.batch, g.person"
	" FROM temp.gone AS g CROSS JOIN change AS c ON c.customer_id = g.id;"
	"INSERT OR IGNORE INTO temp.touched SELECT u.batch, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id);"
	"INSERT OR IGNORE INTO temp.touched SELECT u.added, i.person"
	" FROM temp.image AS i JOIN undo AS u USING (id) WHERE u.added > 0;"
	"INSERT OR IGNORE INTO temp.touched SELECT %lld, person FROM temp.gone";

/*
 * SQL: whether an answer is kept. A number is one of a scale, not a number of telephone. Another
 * text is kept if others gave it too: "like", "yes".
 */
#define ANSWER_STAYS \
	"(length(value) <= 6 AND value GLOB '*[0-9]*' AND value NOT GLOB '*[^0-9.eE+-]*'" \
	" OR EXISTS (SELECT 1 FROM answer AS o WHERE o.survey = t.survey AND o.item = t.item" \
	" AND o.value = t.value AND (o.customer_id IS NULL OR o.customer_id NOT IN" \
	" (SELECT id FROM temp.gone UNION ALL SELECT tombstone FROM temp.gone))))"

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

/* Runs a text by query_print, and frees it. Returns how many rows the last statement changed. */
static int64_t
run(struct store *store, char *sql)
{
	query_exec(store, sql);
	sqlite3_free(sql);
	return sqlite3_changes64(store->db);
}

/* Has the table this column? NOT_NULL: and may it not be NULL? */
static bool
has_column(struct store *store, const char *table, const char *column, bool not_null)
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

static bool
is_one_of(const char *list, char separator, const char *name)
{
	const size_t n = strlen(name);

	for (const char *p = list; *p; ) {
		const char *end = strchrnul(p, separator);

		if ((size_t)(end - p) == n && memcmp(p, name, n) == 0)
			return true;
		p = end + (*end != '\0');
	}
	return false;
}

/* The tables about erasures hold tombstones only. */
static bool
is_ours(const struct holder *h)
{
	return strncmp(h->table, "forgotten", 9) == 0;
}

/* Rows whose key is the id of a customer are of no use without it; nor are the old changes. */
static bool
is_deleted(const struct holder *h)
{
	return strcmp(h->table, "change") == 0 || strcmp(h->table, "customer_key") == 0 ||
	    (h->kind == HOLDER_ROWS && is_one_of(h->personal, ' ', h->key));
}

static bool
is_parent(const struct holder *of)
{
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++)
		if (h[i].parent && strcmp(h[i].parent, of->table) == 0)
			return true;
	return false;
}

struct erasing {
	struct store *store;
	int64_t changed;	/* rows */
};

/* Calls TAKE for each holder of the kinds whose bits are set. */
static void
each(struct erasing *e, unsigned kinds, void (*take)(struct erasing *, const struct holder *))
{
	size_t n;
	const struct holder *h = holder_all(&n);

	for (size_t i = 0; i < n; i++)
		if (kinds >> h[i].kind & 1 && !is_ours(&h[i]))
			take(e, &h[i]);
}

enum {
	ROWS = 1 << HOLDER_ROWS, ONE = 1 << HOLDER_ONE, PARTS = 1 << HOLDER_PART,
	COMPUTED = 1 << HOLDER_COMPUTED, SELF = 1 << HOLDER_SELF,
};

static void
hold(struct erasing *e, const struct holder *h)
{
	if (is_parent(h) || audit_covers(h->table))
		run(e->store, query_print("INSERT OR IGNORE INTO temp.held SELECT %Q, t.\"%w\","
		    " g.person FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
		    " ON t.customer_id = g.id",
		    h->table, h->key, h->table));
}

/* After the parents. */
static void
hold_parts(struct erasing *e, const struct holder *h)
{
	const char *key = holder_of(h->parent)->key;

	run(e->store, query_print("INSERT OR IGNORE INTO temp.held SELECT %Q, t.\"%w\", h.person"
	    " FROM temp.held AS h CROSS JOIN \"%w\" AS t ON t.\"%w\" = CAST(h.key AS INTEGER)"
	    " WHERE h.of_table = %Q", h->table, h->key, h->table, key, h->parent));
}

/* An image may name another customer, although the row is theirs again: the same merge. */
static void
find_row_images(struct erasing *e, const struct holder *h)
{
	run(e->store, query_print("INSERT OR IGNORE INTO temp.image SELECT u.id, g.person"
	    " FROM undo AS u CROSS JOIN \"%w\" AS t ON t.\"%w\" = u.key"
	    " CROSS JOIN temp.gone AS g ON g.id = t.customer_id WHERE u.of_table = %Q",
	    h->table, h->key, h->table));
}

/*
 * An image may name the customer although the row is of another one again, because a merge was
 * undone: that row, its parts and its links stay.
 */
static void
let_go(struct erasing *e, const struct holder *h)
{
	run(e->store, query_print("DELETE FROM temp.held WHERE of_table = %Q AND key IN"
	    " (SELECT h.key FROM temp.held AS h CROSS JOIN \"%w\" AS t ON t.\"%w\" = h.key"
	    " WHERE h.of_table = %Q AND t.customer_id NOT IN (SELECT id FROM temp.gone))",
	    h->table, h->table, h->key, h->table));
}

static void
find_image_parts(struct erasing *e, const struct holder *h)
{
	run(e->store, query_print(image_parts_sql, h->parent, holder_of(h->parent)->key, h->table,
	    h->table));
}

/* Calls TAKE for each personal column of the table. */
static void
each_personal(const struct holder *h, void (*take)(void *ctx, const char *column), void *ctx)
{
	char *list = mem_text(h->personal), *rest = list;

	for (char *name; (name = strsep(&rest, " ")) != NULL; )
		if (*name)
			take(ctx, name);
	free(list);
}

struct naming {
	struct store *store;
	const struct holder *h;
};

static void
name_column(void *ctx, const char *column)
{
	const struct naming *n = ctx;

	if (is_one_of(names, ',', column))
		run(n->store, query_print("INSERT OR IGNORE INTO temp.named SELECT g.person,"
		    " t.\"%w\" FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
		    " ON t.customer_id = g.id WHERE t.\"%w\" IS NOT NULL", column, n->h->table,
		    column));
}

static void
name_columns(struct erasing *e, const struct holder *h)
{
	each_personal(h, name_column, &(struct naming){ e->store, h });
}

void
erase_find(struct store *store)
{
	struct erasing e = { .store = store };

	each(&e, ROWS | ONE, hold);
	query_exec(store, images_sql);
	each(&e, ROWS | ONE, let_go);
	each(&e, ROWS | ONE, find_row_images);
	each(&e, PARTS, hold_parts);
	each(&e, PARTS, find_image_parts);
	each(&e, ROWS, name_columns);
	query_exec(store, rename_sql);
}

/* A list of SQL, one part per personal column. */
struct list {
	struct store *store;
	const struct holder *h;
	struct text sql;
};

static void
add(struct list *l, char *part)
{
	text_add(&l->sql, ", ", 2);
	text_add(&l->sql, part, strlen(part));
	sqlite3_free(part);
}

/* What a personal column will be. */
static void
add_erased(void *ctx, const char *column)
{
	struct list *l = ctx;

	if (is_one_of(names, ',', column) && l->h->kind == HOLDER_ROWS)
		add(l, query_print("\"%w\" = (SELECT r.name FROM temp.renamed AS r"
		    " WHERE r.person = g.person AND r.value = t.\"%w\")", column, column));
	else if (strcmp(l->h->table, "answer") == 0 && strcmp(column, "value") == 0)
		add(l, query_print("value = iif(" ANSWER_STAYS ", value, 'erased')"));
	else
		add(l, query_print("\"%w\" = %s", column,
		    has_column(l->store, l->h->table, column, true) ? "'erased'" : "NULL"));
}

static void
add_value(void *ctx, const char *column)
{
	struct list *l = ctx;

	if (strcmp(l->h->table, "answer") == 0 && strcmp(column, "value") == 0)
		add(l, query_print("iif(" ANSWER_STAYS ", NULL, value) AS value"));
	else
		add(l, query_print("t.\"%w\"", column));
}

/* The parts for all personal columns, each after a comma. The caller frees it. */
static char *
list_of(struct store *store, const struct holder *h, void (*take)(void *, const char *))
{
	struct list l = { store, h, { 0 } };

	each_personal(h, take, &l);
	text_add(&l.sql, "", 1);
	return l.sql.s;
}

char *
erase_values_sql(struct store *store, const struct holder *h)
{
	if (is_ours(h) || *h->personal == '\0')
		return NULL;
	char *columns = list_of(store, h, add_value), *sql;

	if (h->kind == HOLDER_PART)
		sql = query_print("SELECT h.person%s FROM temp.held AS h JOIN \"%w\" AS t"
		    " ON t.\"%w\" = CAST(h.key AS INTEGER) WHERE h.of_table = %Q", columns,
		    h->table, h->key, h->table);
	else if (strcmp(h->table, "feedback_words") == 0)
		sql = query_print("SELECT h.person%s FROM temp.held AS h JOIN feedback_words AS t"
		    " ON t.rowid = CAST(h.key AS INTEGER) WHERE h.of_table = 'feedback'", columns);
	else
		sql = query_print("SELECT g.person%s FROM temp.gone AS g CROSS JOIN \"%w\" AS t"
		    " ON t.customer_id = g.id", columns, h->table);
	free(columns);
	return sql;
}

/* The customers themselves, with what is not personal. */
static void
add_tombstones(struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT name FROM pragma_table_info('customer')"
	    " WHERE name <> 'customer_id'");
	struct list l = { .store = store };

	while (query_step(q))
		if (!is_one_of(holder_of("customer")->personal, ' ', query_cell(q, 0)))
			add(&l, query_print("\"%w\"", query_cell(q, 0)));
	query_free(q);
	text_add(&l.sql, "", 1);
	run(store, query_print("INSERT INTO customer (customer_id%s) SELECT g.tombstone%s"
	    " FROM temp.gone AS g CROSS JOIN customer AS c ON c.customer_id = g.id"
	    " WHERE NOT g.is_alias", l.sql.s, l.sql.s));
	text_free(&l.sql);
}

static void
touch(struct erasing *e, const struct holder *h)
{
	if (!has_column(e->store, h->table, "batch", false))
		return;
	if (h->kind == HOLDER_PART)
		run(e->store, query_print("INSERT OR IGNORE INTO temp.touched"
		    " SELECT t.batch, h.person"
		    " FROM temp.held AS h JOIN \"%w\" AS t ON t.\"%w\" = CAST(h.key AS INTEGER)"
		    " WHERE h.of_table = %Q AND t.batch IS NOT NULL", h->table, h->key, h->table));
	else
		run(e->store, query_print("INSERT OR IGNORE INTO temp.touched"
		    " SELECT t.batch, g.person"
		    " FROM temp.gone AS g CROSS JOIN \"%w\" AS t ON t.customer_id = g.id"
		    " WHERE t.batch IS NOT NULL", h->table));
}

static void
erase_part(struct erasing *e, const struct holder *h)
{
	char *columns = list_of(e->store, h, add_erased);

	/* Also if all of them are NULL: each of these rows gets a new link (audit.h). */
	e->changed += run(e->store, query_print("UPDATE \"%w\" AS t SET %s FROM temp.held AS g"
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
		e->changed += run(e->store, query_print("DELETE FROM \"%w\" WHERE customer_id IN"
		    " (SELECT id FROM temp.gone)", h->table));
		return;
	}
	char *columns = list_of(e->store, h, add_erased);

	e->changed += run(e->store, query_print("UPDATE \"%w\" AS t SET customer_id = g.tombstone%s"
	    " FROM temp.gone AS g WHERE t.customer_id = +g.id", h->table, columns));
	free(columns);
}

/* FTS5 only marks deleted words as such; optimize leaves them out. */
static void
erase_words(struct store *store)
{
	const int64_t n = run(store, query_print("DELETE FROM feedback_words WHERE rowid IN"
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

	each(&e, SELF | ROWS | ONE | PARTS, touch);
	run(store, query_print(touched_sql, (long long)batch));
	add_tombstones(store);
	each(&e, PARTS, erase_part);
	erase_words(store);
	each(&e, ROWS | ONE | COMPUTED, erase_rows);
	e.changed += run(store, query_print("DELETE FROM customer WHERE customer_id IN"
	    " (SELECT id FROM temp.gone WHERE NOT is_alias)"));
	e.changed += run(store, query_print("DELETE FROM undo WHERE id IN"
	    " (SELECT id FROM temp.image)"));
	add_forgotten(store, batch, reason);
	query_exec(store, add_batches_sql);
	add_ids(store, ledger);
	return e.changed;
}
