#include "lib/store/undo.h"

#include <err.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/exit.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/put.h"
#include "lib/store/connection.h"
#include "lib/store/image.h"
#include "lib/store/query.h"

/*
 * undo_run first looks at the batch itself (check_batch), and whether later batches changed its
 * rows (find_changes). Then it restores the rows of the batch's images, the latest first, and
 * removes the rows that the batch added; both write images of their own. At last, with all rows in
 * place, it looks for rows that miss a row now (find_orphans, find_missing), for steps that are not
 * the last of their case, or follow others than before (find_later_steps,
 * find_earlier_steps), and for orders that are there twice (find_orders).
 */

enum { FIRST_SCHEMA = 7 };

struct table {
	char *name, *key;
	bool reuses;		/* numbers of rows that are gone: it has no AUTOINCREMENT */
	int64_t spare;		/* a number that no row and no image has; 0: not looked up */
	sqlite3_stmt *keep, *drop, *batch, *restore, *rival;	/* of a row, by its key */
};

struct undo {
	struct store *store;
	int64_t of, by;
	struct table *table;
	size_t n;
	sqlite3_stmt *note;	/* that a row is there again */
	struct undo_counts counts;
	struct text rivals;	/* the numbers of batches that are in the way: "5, 7" */
};

static const char tables_sql[] =
	"SELECT m.name, m.sql NOT LIKE '%AUTOINCREMENT%' AND m.sql NOT LIKE '%WITHOUT ROWID%'"
	" FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
	" WHERE m.type = 'table' AND c.name = 'batch'"
	" AND m.name NOT IN ('batch', 'change', 'undo')";

/*
 * SQL: the batches later than ?1 that have an effect: of a chain the last one. Two in a row have
 * none.
 */
#define LATER \
	"(SELECT max(batch) FROM batch_chain WHERE batch > ?1 GROUP BY first" \
	" HAVING count(*) % 2 = 1)"

/* Later batches that changed a row that ?1 added or changed. */
static const char changes_sql[] =
	"SELECT DISTINCT batch FROM undo AS u WHERE batch IN " LATER " AND (added = ?1"
	" OR (of_table, key, added) IN (SELECT of_table, key, added FROM undo WHERE batch = ?1))"
	" ORDER BY batch";

/* The references between tables: of which table and column, to which table. */
static const char references_sql[] =
	"SELECT m.name, f.\"from\", f.\"table\","
	" EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'batch')"
	" FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS f"
	" WHERE m.type = 'table' AND f.\"table\" <> 'batch'"
	" AND m.name NOT IN ('change', 'history', 'customer_key')";

static void
add_table(struct undo *u, const char *name, bool reuses)
{
	struct table *t = &u->table[u->n++];
	struct store *s = u->store;
	char *key = image_key(s, name), *where = query_print("\"%w\" = ?2", key);

	*t = (struct table){ .name = mem_text(name), .key = key, .reuses = reuses,
		.keep = image_query(s, name, where),
		.drop = query_made(s, query_print("DELETE FROM \"%w\" WHERE \"%w\" = ?",
		    name, key)),
		.batch = query_made(s, query_print("SELECT batch FROM \"%w\" WHERE \"%w\" = ?",
		    name, key)),
		.restore = image_restore_query(s, name), .rival = image_rival_query(s, name) };
	sqlite3_free(where);
}

static void
open_tables(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, tables_sql);
	size_t room = 0;

	u->note = query_new(u->store, "INSERT INTO undo (batch, of_table, key, added)"
	    " VALUES (?, ?, ?, ?)");

	while (query_step(q)) {
		u->table = mem_grow(u->table, u->n + 1, &room, sizeof *u->table);
		add_table(u, query_cell(q, 0), sqlite3_column_int(q, 1));
	}
	query_free(q);
}

static void
close_tables(struct undo *u)
{
	for (size_t i = 0; i < u->n; i++) {
		struct table *t = &u->table[i];
		sqlite3_stmt *const q[] = { t->keep, t->drop, t->batch, t->restore, t->rival };

		for (size_t k = 0; k < sizeof q / sizeof *q; k++)
			query_free(q[k]);
		free(t->name);
		free(t->key);
	}
	query_free(u->note);
	free(u->table);
}

/* Adds the batches of a query to those that are in the way: numbers, or words instead of one. */
static void
add_rivals(struct undo *u, sqlite3_stmt *q)
{
	while (query_step(q)) {
		const char *batch = query_cell(q, 0);

		if (u->rivals.n > 0)
			text_add(&u->rivals, ", ", 2);
		text_add(&u->rivals, batch, strlen(batch));
	}
}

/* Ends the tool if batches are in the way. WHY: "changed the same rows". */
static void
refuse_rivals(struct undo *u, const char *why)
{
	if (u->rivals.n == 0)
		return;
	text_add(&u->rivals, "", 1);
	errx(EXIT_TROUBLE, "batch %jd cannot be undone: %s: %s", (intmax_t)u->of, why,
	    u->rivals.s);
}

/* The last batch of the chain that undid OF; 0: it is not undone. */
static int64_t
undone_by(struct undo *u, int64_t *last)
{
	sqlite3_stmt *q = query_new(u->store, "WITH RECURSIVE chain (batch) AS ("
	    "SELECT batch FROM batch WHERE undoes = ?1 UNION ALL"
	    " SELECT b.batch FROM chain AS c JOIN batch AS b ON b.undoes = c.batch)"
	    " SELECT min(batch), max(batch) FROM chain");

	query_int(q, 1, u->of);
	query_step(q);
	const int64_t first = sqlite3_column_int64(q, 0);

	*last = sqlite3_column_int64(q, 1);
	query_free(q);
	return first;
}

/* Ends the tool if the batch does not exist, is undone already, or is too old. */
static void
check_batch(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "SELECT schema FROM batch WHERE batch = ?");
	int64_t last;

	query_int(q, 1, u->of);
	if (u->of == u->by || !query_step(q))
		errx(EXIT_TROUBLE, "no batch %jd in %s", (intmax_t)u->of,
		    connection_path(u->store));
	if (sqlite3_column_int(q, 0) < FIRST_SCHEMA)
		errx(EXIT_TROUBLE, "batch %jd cannot be undone: an older custkit recorded it,"
		    " without the rows that it changed", (intmax_t)u->of);
	query_free(q);
	const int64_t first = undone_by(u, &last);

	if (first > 0)
		errx(EXIT_TROUBLE, "batch %jd is already undone by batch %jd (to undo that: "
		    "cust-undo %jd)", (intmax_t)u->of, (intmax_t)first, (intmax_t)last);
}

static void
find_changes(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, changes_sql);

	query_int(q, 1, u->of);
	add_rivals(u, q);
	query_free(q);
	refuse_rivals(u, "later batches changed the same rows");
}

/* A number for a row whose own number another row has got. */
static int64_t
spare_number(struct undo *u, struct table *t)
{
	if (t->spare == 0) {
		char *sql = query_print("SELECT max(coalesce((SELECT max(\"%w\") FROM \"%w\"), 0),"
		    " coalesce((SELECT max(CAST(key AS INTEGER)) FROM undo WHERE of_table = %Q),"
		    " 0))", t->key, t->name, t->name);

		t->spare = query_number(u->store, sql);
		sqlite3_free(sql);
	}
	return ++t->spare;
}

/* Notes that a row is there again. */
static void
note_restored(struct undo *u, const struct table *t, const char *key, int64_t added)
{
	query_int(u->note, 1, u->by);
	query_text(u->note, 2, t->name);
	query_text(u->note, 3, key);
	query_int(u->note, 4, added);
	query_run(u->note);
	u->counts.restored++;
}

static void
refuse_rival(struct undo *u, struct table *t, int64_t image, const char *key)
{
	query_int(t->rival, 1, image);
	query_text(t->rival, 2, key);
	add_rivals(u, t->rival);
	refuse_rivals(u, "later batches added the same rows");
}

/* Adds the row of an image again. */
static void
restore(struct undo *u, struct table *t, int64_t image, const char *key)
{
	query_int(t->restore, 1, image);
	query_text(t->restore, 2, key);
	query_run(t->restore);
	if (sqlite3_changes(u->store->db) == 0)
		refuse_rival(u, t, image, key);
}

/* The row of an image was removed. Its number may be that of another row now. */
static void
bring_back(struct undo *u, struct table *t, sqlite3_stmt *image, bool taken)
{
	const char *key = query_cell(image, 2);
	char *other = NULL;

	if (taken && t->reuses)
		other = query_print("%lld", (long long)spare_number(u, t));

	key = other ? other : key;
	restore(u, t, sqlite3_column_int64(image, 0), key);
	note_restored(u, t, key, sqlite3_column_int64(image, 4));
	sqlite3_free(other);
}

/* Writes the image of the row and removes it. */
static void
take_away(struct undo *u, struct table *t, const char *key)
{
	query_int(t->keep, 1, u->by);
	query_text(t->keep, 2, key);
	query_run(t->keep);
	query_text(t->drop, 1, key);
	query_run(t->drop);
}

/* NULL: no such table has batches. */
static struct table *
find_table(const struct undo *u, const char *name)
{
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->table[i].name, name) == 0)
			return &u->table[i];
	return NULL;
}

static struct table *
table_of_image(const struct undo *u, const char *name)
{
	struct table *t = find_table(u, name);

	if (t == NULL)
		errx(EXIT_TROUBLE, "batch %jd cannot be undone: it changed an unknown table '%s'",
		    (intmax_t)u->of, name);
	return t;
}

/* The batch that added the row with this key; -1: there is no such row. */
static int64_t
batch_of_row(struct table *t, const char *key)
{
	query_text(t->batch, 1, key);
	const int64_t batch = query_step(t->batch) ? sqlite3_column_int64(t->batch, 0) : -1;

	sqlite3_reset(t->batch);
	return batch;
}

/* Restores the row of an image: its id, table, key, whether the row was there, who added it. */
static void
take_back(struct undo *u, sqlite3_stmt *image)
{
	struct table *t = table_of_image(u, query_cell(image, 1));
	const char *key = query_cell(image, 2);
	const int64_t now = batch_of_row(t, key);

	if (sqlite3_column_int(image, 3) == 0) {	/* the batch brought the row back */
		take_away(u, t, key);
		u->counts.removed++;
	} else if (now == -1 || now != sqlite3_column_int64(image, 4)) {
		bring_back(u, t, image, now != -1);
	} else {
		take_away(u, t, key);
		restore(u, t, sqlite3_column_int64(image, 0), key);
		u->counts.updated++;
	}
}

static void
take_back_images(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "SELECT id, of_table, key, old IS NOT NULL,"
	    " added FROM undo WHERE batch = ? ORDER BY id DESC");

	query_int(q, 1, u->of);
	while (query_step(q))
		take_back(u, q);
	query_free(q);
}

static void
take_back_added(struct undo *u, const struct table *t)
{
	sqlite3_stmt *keep = image_query(u->store, t->name, "batch = ?2");
	sqlite3_stmt *drop = query_made(u->store,
	    query_print("DELETE FROM \"%w\" WHERE batch = ?", t->name));

	query_int(keep, 1, u->by);
	query_int(keep, 2, u->of);
	query_run(keep);
	query_int(drop, 1, u->of);
	query_run(drop);
	u->counts.removed += sqlite3_changes(u->store->db);
	query_free(keep);
	query_free(drop);
}

/* The log of changes says what has changed now. A customer who is gone has none. */
static void
note_changes(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "INSERT INTO change (batch, customer_id, field, old,"
	    " new) SELECT ?2, customer_id, field, new, old FROM change WHERE batch = ?1"
	    " ORDER BY id DESC");
	sqlite3_stmt *gone = query_new(u->store, "DELETE FROM change WHERE customer_id IN"
	    " (SELECT key FROM undo WHERE batch = ? AND of_table = 'customer')"
	    " AND customer_id NOT IN (SELECT customer_id FROM customer)");

	query_int(q, 1, u->of);
	query_int(q, 2, u->by);
	query_run(q);
	query_int(gone, 1, u->by);
	query_run(gone);
	query_free(q);
	query_free(gone);
}

static void
find_rivals(struct undo *u, char *sql)
{
	sqlite3_stmt *q = query_made(u->store, sql);

	query_int(q, 1, u->by);
	add_rivals(u, q);
	query_free(q);
}

/* Rows of CHILD refer by COLUMN to a row of PARENT that was removed. */
static void
find_orphans(struct undo *u, const char *child, const char *column, const struct table *parent,
    bool has_batch)
{
	find_rivals(u, query_print("SELECT DISTINCT coalesce(%s, 'a row of ' || %Q)"
	    " FROM undo AS u JOIN \"%w\" AS c"
	    " ON c.\"%w\" = u.key WHERE u.batch = ?1 AND u.of_table = %Q AND u.old IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM \"%w\" WHERE \"%w\" = u.key) ORDER BY 1",
	    has_batch ? "c.batch" : "NULL", child, child, column, parent->name, parent->name,
	    parent->key));
	refuse_rivals(u, "rows of other batches stand on its rows");
}

/* Rows of CHILD that were brought back refer to a row of PARENT that another batch removed. */
static void
find_missing(struct undo *u, const struct table *child, const char *column,
    const struct table *parent)
{
	find_rivals(u, query_print("SELECT DISTINCT (SELECT max(batch) FROM undo"
	    " WHERE of_table = %Q AND key = c.\"%w\") FROM undo AS u JOIN \"%w\" AS c"
	    " ON c.\"%w\" = u.key WHERE u.batch = ?1 AND u.of_table = %Q AND c.\"%w\" IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM \"%w\" AS p WHERE p.\"%w\" = c.\"%w\")",
	    parent->name, column, child->name, child->key, child->name, column, parent->name,
	    parent->key, column));
	refuse_rivals(u, "later batches removed rows on which its rows stand");
}

/* SQL: steps that BATCH added or removed, with the case or other row whose steps they are. */
static char *
steps_sql(const struct table *steps, const char *column, const char *batch)
{
	return query_print("(SELECT batch, CAST(key AS INTEGER) AS id, old IS NULL AS is_back,"
	    " coalesce(old ->> '$.%w', (SELECT \"%w\" FROM \"%w\" WHERE event_id = key)) AS parent"
	    " FROM undo WHERE batch %s AND of_table = %Q)", column, column, steps->name, batch,
	    steps->name);
}

/* The steps of a row are in order, so only the last ones can be removed or brought back. */
static void
find_later_steps(struct undo *u, const struct table *steps, const char *column)
{
	char *own = steps_sql(steps, column, "= ?1");

	find_rivals(u, query_print("SELECT DISTINCT s.batch FROM %s AS u JOIN \"%w\" AS s"
	    " ON s.\"%w\" = u.parent AND s.event_id > u.id"
	    " WHERE s.event_id NOT IN (SELECT id FROM %s) ORDER BY 1", own, steps->name, column,
	    own));
	sqlite3_free(own);
	refuse_rivals(u, "later batches added steps after its steps");
}

/* A step can be brought back only after the same steps as before. */
static void
find_earlier_steps(struct undo *u, const struct table *steps, const char *column)
{
	char *by = query_print("= %lld", (long long)u->by);
	char *own = steps_sql(steps, column, by), *other = steps_sql(steps, column, "IN " LATER);
	sqlite3_stmt *q = query_made(u->store, query_print("SELECT DISTINCT o.batch FROM %s AS u"
	    " JOIN %s AS o ON o.parent = u.parent AND o.id < u.id"
	    " WHERE u.is_back AND o.batch <> u.batch ORDER BY 1", own, other));

	query_int(q, 1, u->of);
	add_rivals(u, q);
	query_free(q);
	sqlite3_free(by);
	sqlite3_free(own);
	sqlite3_free(other);
	refuse_rivals(u, "later batches changed the steps before its steps");
}

/* An order that was brought back, and that a later batch added again. */
static void
find_orders(struct undo *u)
{
	find_rivals(u, query_print("SELECT DISTINCT coalesce(o.batch, 'a row of orders')"
	    " FROM undo AS u JOIN orders AS r ON r.id = u.key"
	    " JOIN orders AS o ON o.order_id = r.order_id"
	    " WHERE u.batch = ?1 AND u.of_table = 'orders' AND u.old IS NULL"
	    " AND o.source IS r.source AND o.batch IS NOT r.batch"
	    " AND (r.source IS NOT NULL OR o.day = r.day)"));
	refuse_rivals(u, "later batches added the same orders");
}

static void
check_references(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, references_sql);

	while (query_step(q)) {
		const struct table *child = find_table(u, query_cell(q, 0));
		const struct table *parent = find_table(u, query_cell(q, 2));
		const char *column = query_cell(q, 1);

		if (parent == NULL)
			continue;
		find_orphans(u, query_cell(q, 0), column, parent, sqlite3_column_int(q, 3));
		if (child == NULL)
			continue;
		find_missing(u, child, column, parent);
		if (strcmp(child->key, "event_id") == 0) {
			find_later_steps(u, child, column);
			find_earlier_steps(u, child, column);
		}
	}
	query_free(q);
}

static bool
is_load(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store,
	    "SELECT 1 FROM batch WHERE batch = ? AND undoes IS NULL");

	query_int(q, 1, u->of);
	const bool is = query_step(q);

	query_free(q);
	return is;
}

static void
mark(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "UPDATE batch SET undoes = ?1 WHERE batch = ?2");

	query_int(q, 1, u->of);
	query_int(q, 2, u->by);
	query_run(q);
	query_free(q);
}

struct undo_counts
undo_run(struct store *store, int64_t of, int64_t by)
{
	struct undo u = { .store = store, .of = of, .by = by };

	check_batch(&u);
	find_changes(&u);
	open_tables(&u);
	take_back_images(&u);
	if (is_load(&u))
		for (size_t i = 0; i < u.n; i++)
			take_back_added(&u, &u.table[i]);
	note_changes(&u);
	check_references(&u);
	find_orders(&u);
	mark(&u);
	close_tables(&u);
	text_free(&u.rivals);
	return u.counts;
}

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
