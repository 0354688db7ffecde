#include "lib/store/undo.h"

#include <stdbool.h>
#include <stdio.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/store/connection.h"
#include "lib/store/image.h"
#include "lib/store/query.h"
#include "lib/store/undo_own.h"

/*
 * undo_run first looks at the batch itself (check_batch), and whether later batches changed its
 * rows. Then it restores the rows of the batch's images, the latest first, and removes the rows
 * that the batch added; both write images of their own. At last, with all rows in place, it looks
 * for what does not stand any more. undo_rivals.c finds what is in the way, undo_tables.c knows the
 * tables, and undo_show.c says what an undo has changed.
 */

enum { FIRST_SCHEMA = 7 };

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
		fail("no batch %jd in %s", (intmax_t)u->of,
		    connection_path(u->store));
	if (sqlite3_column_int(q, 0) < FIRST_SCHEMA)
		fail("batch %jd cannot be undone: an older custkit recorded it,"
		    " without the rows that it changed", (intmax_t)u->of);
	query_free(q);
	const int64_t first = undone_by(u, &last);

	if (first > 0)
		fail("batch %jd is already undone by batch %jd (to undo that: "
		    "cust-undo %jd)", (intmax_t)u->of, (intmax_t)first, (intmax_t)last);
}

/* Ends the tool if rows of the batch were erased. */
static void
check_forgotten(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "SELECT min(customer_id), count(*) - 1"
	    " FROM forgotten_batch WHERE touched = ? HAVING count(*) > 0");

	query_int(q, 1, u->of);
	if (query_step(q)) {
		const int64_t others = sqlite3_column_int64(q, 1);
		char more[64] = "";

		if (others > 0)
			snprintf(more, sizeof more, say(" and %jd other customer%s"),
			    (intmax_t)others,
			    TEXT_PLURAL(others));
		fail("batch %jd cannot be undone: it touched %s%s,"
		    " erased by cust-forget", (intmax_t)u->of, query_cell(q, 0), more);
	}
	query_free(q);
}

/* Notes that a row is there again. */
static void
note_restored(struct undo *u, const struct undo_table *t, const char *key, int64_t added)
{
	query_int(u->note, 1, u->by);
	query_text(u->note, 2, t->name);
	query_text(u->note, 3, key);
	query_int(u->note, 4, added);
	query_run(u->note);
	u->counts.restored++;
}

/* Adds the row of an image again. */
static void
restore(struct undo *u, struct undo_table *t, int64_t image, const char *key)
{
	query_int(t->restore, 1, image);
	query_text(t->restore, 2, key);
	query_run(t->restore);
	if (sqlite3_changes(u->store->db) == 0)
		undo_rivals_image(u, t, image, key);
}

/* The row of an image was removed. Its number may be that of another row now. */
static void
bring_back(struct undo *u, struct undo_table *t, sqlite3_stmt *image, bool taken)
{
	const char *key = query_cell(image, 2);
	char *other = NULL;

	if (taken && t->reuses)
		other = query_print("%lld", (long long)undo_tables_spare(u, t));

	key = other ? other : key;
	restore(u, t, sqlite3_column_int64(image, 0), key);
	note_restored(u, t, key, sqlite3_column_int64(image, 4));
	sqlite3_free(other);
}

/* Writes the image of the row and removes it. */
static void
take_away(struct undo *u, struct undo_table *t, const char *key)
{
	query_int(t->keep, 1, u->by);
	query_text(t->keep, 2, key);
	query_run(t->keep);
	query_text(t->drop, 1, key);
	query_run(t->drop);
}

static struct undo_table *
table_of_image(const struct undo *u, const char *name)
{
	struct undo_table *t = undo_tables_find(u, name);

	if (t == NULL)
		fail("batch %jd cannot be undone: it changed an unknown table '%s'",
		    (intmax_t)u->of, name);
	return t;
}

/* Restores the row of an image: its id, table, key, whether the row was there, who added it. */
static void
take_back(struct undo *u, sqlite3_stmt *image)
{
	struct undo_table *t = table_of_image(u, query_cell(image, 1));
	const char *key = query_cell(image, 2);
	const int64_t now = undo_tables_batch(t, key);

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
take_back_added(struct undo *u, const struct undo_table *t)
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

/* The log of changes follows the aliases: its rows belong to whom their customer is now. */
static void
follow_aliases(struct undo *u)
{
	static const char *const sql[] = {
		/* to a customer who is there again */
		"UPDATE change SET customer_id = alias, alias = NULL WHERE alias IN"
		" (SELECT key FROM undo WHERE batch = ?1 AND of_table = 'alias')"
		" AND alias NOT IN (SELECT alias FROM alias)",
		/* to another one than before */
		"UPDATE change SET customer_id = a.customer_id FROM alias AS a"
		" WHERE a.alias = change.alias AND change.alias IN"
		" (SELECT key FROM undo WHERE batch = ?1 AND of_table = 'alias')",
		/* of a customer who is gone again */
		"UPDATE change SET customer_id = a.customer_id, alias = change.customer_id"
		" FROM alias AS a WHERE a.alias = change.customer_id AND change.customer_id IN"
		" (SELECT key FROM undo WHERE batch = ?1 AND of_table = 'alias')",
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
		sqlite3_stmt *q = query_new(u->store, sql[i]);

		query_int(q, 1, u->by);
		query_run(q);
		query_free(q);
	}
}

/* The log of changes says what has changed now. A customer who is gone has none. */
static void
note_changes(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, "INSERT INTO change (batch, customer_id, field, old,"
	    " new, alias) SELECT ?2, customer_id, field, new, old, alias FROM change"
	    " WHERE batch = ?1 ORDER BY id DESC");
	sqlite3_stmt *gone = query_new(u->store, "DELETE FROM change WHERE customer_id IN"
	    " (SELECT key FROM undo WHERE batch = ? AND of_table = 'customer')"
	    " AND customer_id NOT IN (SELECT customer_id FROM customer)");

	query_int(q, 1, u->of);
	query_int(q, 2, u->by);
	query_run(q);
	follow_aliases(u);
	query_int(gone, 1, u->by);
	query_run(gone);
	query_free(q);
	query_free(gone);
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
	check_forgotten(&u);
	undo_rivals_changes(&u);
	undo_tables_open(&u);
	take_back_images(&u);
	if (is_load(&u))
		for (size_t i = 0; i < u.n; i++)
			take_back_added(&u, &u.table[i]);
	note_changes(&u);
	undo_rivals_references(&u);
	undo_rivals_orders(&u);
	undo_rivals_aliases(&u);
	undo_rivals_merges(&u);
	undo_rivals_labels(&u);
	undo_rivals_points(&u);
	mark(&u);
	undo_tables_close(&u);
	text_free(&u.rivals);
	return u.counts;
}

