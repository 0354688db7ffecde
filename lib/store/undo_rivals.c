/* The batches that are in the way of an undo. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/say_list.h"
#include "lib/store/query.h"
#include "lib/store/undo_own.h"

/*
 * undo_rivals_references looks for rows that miss a row now (find_orphans, find_missing), and for
 * steps that are not the last of their case, or follow others than before (find_later_steps,
 * find_earlier_steps).
 */

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

/* Adds the batches of a query to those that are in the way: numbers, or the table of a row. */
static void
add_rivals(struct undo *u, sqlite3_stmt *q)
{
	while (query_step(q)) {
		const char *rival = query_cell(q, 0);
		char *said = isdigit((unsigned char)*rival) ? mem_text(rival) :
		    mem_print(say("a row of %s"), rival);

		say_list(&u->rivals, said);
		free(said);
	}
}

/* Ends the tool if batches are in the way. WHY: "changed the same rows". */
static void
refuse_rivals(struct undo *u, const char *why)
{
	if (u->rivals.n == 0)
		return;
	text_add(&u->rivals, "", 1);
	fail("batch %jd cannot be undone: %s: %s", (intmax_t)u->of, why,
	    u->rivals.s);
}

void
undo_rivals_changes(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, changes_sql);

	query_int(q, 1, u->of);
	add_rivals(u, q);
	query_free(q);
	refuse_rivals(u, say("later batches changed the same rows"));
}

void
undo_rivals_image(struct undo *u, struct undo_table *t, int64_t image, const char *key)
{
	query_int(t->rival, 1, image);
	query_text(t->rival, 2, key);
	add_rivals(u, t->rival);
	refuse_rivals(u, say("later batches added the same rows"));
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
find_orphans(struct undo *u, const char *child, const char *column, const struct undo_table *parent,
    bool has_batch)
{
	find_rivals(u, query_print("SELECT DISTINCT coalesce(%s, %Q)"
	    " FROM undo AS u JOIN \"%w\" AS c"
	    " ON c.\"%w\" = u.key WHERE u.batch = ?1 AND u.of_table = %Q AND u.old IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM \"%w\" WHERE \"%w\" = u.key) ORDER BY 1",
	    has_batch ? "c.batch" : "NULL", child, child, column, parent->name, parent->name,
	    parent->key));
	refuse_rivals(u, say("rows of other batches stand on its rows"));
}

/* Rows of CHILD that were brought back refer to a row of PARENT that another batch removed. */
static void
find_missing(struct undo *u, const struct undo_table *child, const char *column,
    const struct undo_table *parent)
{
	find_rivals(u, query_print("SELECT DISTINCT (SELECT max(batch) FROM undo"
	    " WHERE of_table = %Q AND key = c.\"%w\") FROM undo AS u JOIN \"%w\" AS c"
	    " ON c.\"%w\" = u.key WHERE u.batch = ?1 AND u.of_table = %Q AND c.\"%w\" IS NOT NULL"
	    " AND NOT EXISTS (SELECT 1 FROM \"%w\" AS p WHERE p.\"%w\" = c.\"%w\")",
	    parent->name, column, child->name, child->key, child->name, column, parent->name,
	    parent->key, column));
	refuse_rivals(u, say("later batches removed rows on which its rows stand"));
}

/* SQL: steps that BATCH added or removed, with the case or other row whose steps they are. */
static char *
steps_sql(const struct undo_table *steps, const char *column, const char *batch)
{
	return query_print("(SELECT batch, CAST(key AS INTEGER) AS id, old IS NULL AS is_back,"
	    " coalesce(old ->> '$.%w', (SELECT \"%w\" FROM \"%w\" WHERE event_id = key)) AS parent"
	    " FROM undo WHERE batch %s AND of_table = %Q)", column, column, steps->name, batch,
	    steps->name);
}

/* The steps of a row are in order, so only the last ones can be removed or brought back. */
static void
find_later_steps(struct undo *u, const struct undo_table *steps, const char *column)
{
	char *own = steps_sql(steps, column, "= ?1");

	find_rivals(u, query_print("SELECT DISTINCT s.batch FROM %s AS u JOIN \"%w\" AS s"
	    " ON s.\"%w\" = u.parent AND s.event_id > u.id"
	    " WHERE s.event_id NOT IN (SELECT id FROM %s) ORDER BY 1", own, steps->name, column,
	    own));
	sqlite3_free(own);
	refuse_rivals(u, say("later batches added steps after its steps"));
}

/* A step can be brought back only after the same steps as before. */
static void
find_earlier_steps(struct undo *u, const struct undo_table *steps, const char *column)
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
	refuse_rivals(u, say("later batches changed the steps before its steps"));
}

/* An order that was brought back, and that a later batch added again. */
void
undo_rivals_orders(struct undo *u)
{
	find_rivals(u, query_print("SELECT DISTINCT coalesce(o.batch, 'orders')"
	    " FROM undo AS u JOIN orders AS r ON r.id = u.key"
	    " JOIN orders AS o ON o.order_id = r.order_id"
	    " WHERE u.batch = ?1 AND u.of_table = 'orders' AND u.old IS NULL"
	    " AND o.source IS r.source AND o.batch IS NOT r.batch"
	    " AND (r.source IS NOT NULL OR o.day = r.day)"));
	refuse_rivals(u, say("later batches added the same orders"));
}

/* A customer who was brought back, and whose id is an alias since; or the other way round. */
void
undo_rivals_aliases(struct undo *u)
{
	find_rivals(u, query_print("SELECT DISTINCT coalesce(iif(u.of_table = 'alias', c.batch,"
	    " a.batch), u.of_table) FROM undo AS u"
	    " JOIN alias AS a ON a.alias = u.key JOIN customer AS c ON c.customer_id = u.key"
	    " WHERE u.batch = ?1 AND u.of_table IN ('customer', 'alias') ORDER BY 1"));
	refuse_rivals(u, say("later batches added or merged the same customers"));
}

/*
 * What a merge chose depends on what the customer had before. So of several merges into the same
 * customer only the last one can be undone.
 */
void
undo_rivals_merges(struct undo *u)
{
	char *kept = undo_touched(u->store, "alias", "customer_id", u->by);

	find_rivals(u, query_print("SELECT DISTINCT batch FROM alias WHERE customer_id IN (%s)"
	    " AND batch > %lld AND alias NOT IN (SELECT key FROM undo WHERE batch = ?1"
	    " AND of_table = 'alias') ORDER BY 1", kept, (long long)u->of));
	sqlite3_free(kept);
	refuse_rivals(u, say("later batches merged others into the same customers"));
}

/* A remembered label that another batch added, and that is as the one before it now. */
void
undo_rivals_labels(struct undo *u)
{
	char *customers = undo_touched(u->store, "segment_label", "customer_id", u->by);

	find_rivals(u, query_print("SELECT DISTINCT coalesce(batch, 'segment_label')"
	    " FROM (SELECT l.batch, label, lag(label) OVER"
	    " (PARTITION BY scheme, customer_id ORDER BY run_id) AS before"
	    " FROM segment_label AS l JOIN segment_run USING (run_id)"
	    " WHERE customer_id IN (%s)) WHERE label IS before AND ?1 > 0 ORDER BY 1", customers));
	sqlite3_free(customers);
	refuse_rivals(u, say("later batches remembered labels of the same customers"));
}

/* SQL: the lots whose entries the undo has changed. */
#define LOTS_CHANGED \
	"SELECT CAST(coalesce(old ->> '$.lot', key) AS INTEGER) FROM undo" \
	" WHERE batch = ?1 AND of_table = 'points' AND old IS NOT NULL" \
	" UNION SELECT coalesce(p.lot, p.entry_id) FROM undo AS u JOIN points AS p" \
	" ON p.entry_id = u.key WHERE u.batch = ?1 AND u.of_table = 'points'"

/*
 * Points that a later batch has used: a lot had less than 0 left on some day (a debt more than 0),
 * was used before it was usable, or has entries of two customers.
 */
static const char lots_sql[] =
	"WITH entry AS (SELECT coalesce(p.lot, p.entry_id) AS id, p.entry_id, p.batch, p.day,"
	" p.step, p.points, p.customer_id, l.points AS first, l.customer_id AS holder,"
	" min(coalesce(l.usable, 'never'), coalesce((SELECT min(c.day) FROM points AS c"
	" WHERE c.lot = l.entry_id AND c.step = 'confirm'), 'never')) AS usable,"
	" sum(p.points) OVER (PARTITION BY coalesce(p.lot, p.entry_id)"
	" ORDER BY p.day, p.entry_id) AS \"left\""
	" FROM points AS p JOIN points AS l ON l.entry_id = coalesce(p.lot, p.entry_id)"
	" WHERE coalesce(p.lot, p.entry_id) IN (" LOTS_CHANGED ")),"
	" broken AS (SELECT id FROM entry WHERE customer_id <> holder"
	" OR (first >= 0 AND \"left\" < 0) OR (first < 0 AND \"left\" > 0)"
	" OR (step IN ('redeem', 'transfer', 'settle') AND points < 0 AND day < usable))"
	" SELECT DISTINCT coalesce(batch, 'points') FROM entry WHERE id IN"
	" (SELECT id FROM broken) AND batch IS NOT ?1 AND (batch IS NULL OR batch > ";

/* An order that has redeemed or reversed, or a referral, that was brought back and added again. */
#define BACK_AND(other) \
	"SELECT coalesce(o.batch, 'points') FROM undo AS u JOIN points AS r" \
	" ON r.entry_id = u.key JOIN points AS o ON " other " AND o.step = r.step" \
	" AND o.batch IS NOT r.batch WHERE u.batch = ?1 AND u.of_table = 'points'" \
	" AND u.old IS NULL AND r.step "
static const char twice_sql[] =
	BACK_AND("o.order_id = r.order_id AND o.step <> 'earn' AND o.source IS r.source")
	"IN ('redeem', 'reverse')"
	" AND (r.step = 'redeem' OR o.date = r.date AND o.amount IS r.amount) UNION "
	BACK_AND("o.customer_id = r.customer_id AND o.refers IS NULL")
	"= 'refer' AND r.refers IS NULL ORDER BY 1";

void
undo_rivals_points(struct undo *u)
{
	/* those after it, or if they are not known, all */
	find_rivals(u, query_print("%s%lld) ORDER BY 1", lots_sql, (long long)u->of));
	if (u->rivals.n == 0)
		find_rivals(u, query_print("%s0) ORDER BY 1", lots_sql));
	refuse_rivals(u, say("later batches used the same points"));
	find_rivals(u, query_print("%s", twice_sql));
	refuse_rivals(u, say("later batches added the same points"));
}

void
undo_rivals_references(struct undo *u)
{
	sqlite3_stmt *q = query_new(u->store, references_sql);

	while (query_step(q)) {
		const struct undo_table *child = undo_tables_find(u, query_cell(q, 0));
		const struct undo_table *parent = undo_tables_find(u, query_cell(q, 2));
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
