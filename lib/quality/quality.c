#include "lib/quality/quality.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/customer/keys.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/*
 * Two kinds of rules: complete, which counts the columns of a table in one pass; and the others,
 * which have a query each. Its rows are source, n, bad; ?1 is the as-of date, ?2 the first day that
 * is fresh. The rows of customers who were forgotten are not looked at: they are empty on purpose.
 */

#define KNOWN " customer_id NOT IN (SELECT customer_id FROM forgotten)"
#define KEYLESS(kind) \
	" NOT EXISTS (SELECT 1 FROM customer_key AS k WHERE k.customer_id = c.customer_id" \
	" AND k.kind = '" kind "')"
#define VALID_KEY(kind) \
	"SELECT source, count(*), count(*) FILTER (WHERE" KEYLESS(kind) ") FROM customer AS c" \
	" WHERE " kind " IS NOT NULL AND" KNOWN " GROUP BY source ORDER BY source"
#define SHARED(kind) \
	"SELECT source, count(*), count(*) FILTER (WHERE shared) FROM (" \
	"SELECT c.source, max((SELECT count(*) FROM (SELECT 1 FROM customer_key AS o" \
	" WHERE o.key = k.key AND o.kind = k.kind LIMIT 2)) > 1) AS shared" \
	" FROM customer_key AS k JOIN customer AS c USING (customer_id) WHERE k.kind = '" kind "'" \
	" GROUP BY k.customer_id) GROUP BY source ORDER BY source"
/* The rows of TABLE with a date after the as-of date. */
#define FUTURE(table) \
	"SELECT source, count(*), count(*) FILTER (WHERE day > ?1) FROM " table \
	" GROUP BY source ORDER BY source"
/* The rows of TABLE with an order_id that no order has. */
#define UNKNOWN_ORDER(table, source) \
	"SELECT " source ", count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM" \
	" orders AS o WHERE o.order_id = t.order_id)) FROM " table " AS t" \
	" WHERE order_id IS NOT NULL GROUP BY 1 ORDER BY 1"
#define HAS(table, and) \
	" EXISTS (SELECT 1 FROM " table " AS t WHERE t.customer_id = c.customer_id" and ")"
#define SINCE " AND t.day >= ?2"

static const struct table {
	const char *name, *where;
	const char *list;	/* the tool that lists its rows */
	const char *columns;
} tables[] = {
	{ "customer", " WHERE" KNOWN, "cust-list",
	    "name email phone birthday gender country region city channel plan acquired"
	    " birthday_calendar preferred_channel" },
	{ "orders", "", "order-list", "order_id sku quantity cost channel" },
	{ "feedback", " WHERE customer_id IS NULL OR" KNOWN, "feedback-list",
	    "customer_id channel text department touchpoint" },
	{ "touch", "", "touch-list", "customer_id channel direction touchpoint" },
};

static const struct rule {
	const char *check, *table, *column, *sql, *fix;
} rules[] = {
	{ "valid", "customer", "phone", VALID_KEY("phone"),
	    "cust-list --where \"phone IS NOT NULL AND customer_id NOT IN"
	    " (SELECT customer_id FROM customer_key WHERE kind = 'phone')\"" },
	{ "valid", "customer", "email", VALID_KEY("email"),
	    "cust-list --where \"email IS NOT NULL AND customer_id NOT IN"
	    " (SELECT customer_id FROM customer_key WHERE kind = 'email')\"" },
	{ "valid", "customer", "birthday",
	    "SELECT source, count(*), count(*) FILTER (WHERE"
	    " date(birthday, '+0 days') IS NOT birthday OR birthday > ?1"
	    " OR birthday < date(?1, '-120 years')) FROM customer"
	    " WHERE birthday IS NOT NULL AND" KNOWN " GROUP BY source ORDER BY source",
	    "cust-list --where \"date(birthday, '+0 days') IS NOT birthday OR birthday > date()"
	    " OR birthday < date('now', '-120 years')\"" },
	{ "valid", "customer", "acquired",
	    "SELECT source, count(*), count(*) FILTER (WHERE acquired > ?1 OR acquired >"
	    " (SELECT first_date FROM history AS h WHERE h.customer_id = c.customer_id))"
	    " FROM customer AS c WHERE acquired IS NOT NULL AND" KNOWN
	    " GROUP BY source ORDER BY source",
	    "cust-list --where \"acquired > date() OR acquired > (SELECT first_date FROM history"
	    " AS h WHERE h.customer_id = customer.customer_id)\"" },
	{ "valid", "orders", "date", FUTURE("orders"), "order-list --where \"date > date()\"" },
	/* orders with a refund; bad: more than was paid for them */
	{ "valid", "orders", "amount",
	    "SELECT source, count(*), count(*) FILTER (WHERE total < 0) FROM ("
	    "SELECT source, sum(amount) AS total FROM orders WHERE order_id IS NOT NULL"
	    " GROUP BY source, order_id HAVING min(amount) < 0) GROUP BY source ORDER BY source",
	    "order-list --where \"order_id IN (SELECT order_id FROM orders"
	    " GROUP BY source, order_id HAVING sum(amount) < 0)\"" },
	{ "valid", "feedback", "date", FUTURE("feedback"),
	    "feedback-list --where \"date > date()\"" },
	{ "valid", "touch", "date", FUTURE("touch"), "touch-list --where \"date > date()\"" },
	{ "unique", "customer", "phone", SHARED("phone"), "cust-dedupe --tier=1" },
	{ "unique", "customer", "email", SHARED("email"), "cust-dedupe --tier=1" },
	{ "linked", "customer", "customer_id",
	    "SELECT source, count(*), count(*) FILTER (WHERE NOT (" HAS("orders", "") " OR"
	    HAS("feedback", "") " OR" HAS("touch", "") " OR" HAS("visit", "") " OR"
	    HAS("answer", "") " OR" HAS("promise", "") " OR" HAS("points", "")
	    ")) FROM customer AS c WHERE" KNOWN
	    " GROUP BY source ORDER BY source",
	    "cust-forget -n --only-without-orders --older-than=3y" },
	{ "linked", "feedback", "order_id", UNKNOWN_ORDER("feedback", "source"),
	    "feedback-list --where \"order_id NOT IN (SELECT order_id FROM orders"
	    " WHERE order_id IS NOT NULL)\"" },
	{ "linked", "promise", "order_id", UNKNOWN_ORDER("promise", "NULL"),
	    "promise-list --where \"order_id NOT IN (SELECT order_id FROM orders"
	    " WHERE order_id IS NOT NULL)\"" },
	{ "fresh", "customer", "customer_id",
	    "SELECT source, count(*), count(*) FILTER (WHERE NOT (coalesce(acquired >= ?2, 0) OR"
	    " EXISTS (SELECT 1 FROM history AS h WHERE h.customer_id = c.customer_id"
	    " AND h.latest >= ?2) OR" HAS("touch", SINCE) " OR" HAS("visit", SINCE) " OR"
	    HAS("feedback", SINCE) " OR" HAS("answer", SINCE) " OR EXISTS (SELECT 1 FROM"
	    " change AS t JOIN batch AS b USING (batch) WHERE t.customer_id = c.customer_id"
	    " AND b.at >= ?2)))"
	    " FROM customer AS c WHERE" KNOWN " GROUP BY source ORDER BY source",
	    "cust-forget -n --older-than=3y" },
};

struct quality {
	struct store *store;
	char as_of[DATE_SIZE], stale[DATE_SIZE];
	struct quality_row *row;
	size_t n, room;
	struct arena texts;
};

static const char *
keep(struct quality *y, const char *s)
{
	return arena_text(&y->texts, s, strlen(s));
}

/* Adds a row with the source and n of Q, and bad from its column AT; Q NULL: there are no rows. */
static void
add(struct quality *y, struct quality_row row, sqlite3_stmt *q, int at)
{
	if (q && sqlite3_column_type(q, 0) != SQLITE_NULL)
		row.source = keep(y, query_cell(q, 0));
	if (q) {
		row.n = sqlite3_column_int64(q, 1);
		row.bad = sqlite3_column_int64(q, at);
	}
	y->row = mem_grow(y->row, y->n + 1, &y->room, sizeof *y->row);
	y->row[y->n++] = row;
}

static void
run_rule(struct quality *y, const struct rule *r)
{
	const struct quality_row row = { r->check, r->table, r->column, .fix = r->fix };
	sqlite3_stmt *q = query_new(y->store, r->sql);
	const size_t before = y->n;

	if (sqlite3_bind_parameter_count(q) >= 1)
		query_text(q, 1, y->as_of);
	if (sqlite3_bind_parameter_count(q) >= 2)
		query_text(q, 2, y->stale);
	while (query_step(q))
		add(y, row, q, 2);
	query_free(q);
	if (y->n == before)
		add(y, row, NULL, 0);
}

/* How many rows the table has per source, and how many of them have no value in each column. */
static char *
counts_of(const struct table *t)
{
	char *sql = query_print("SELECT source, count(*)");
	const char *s = t->columns;

	for (size_t n; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		sql = query_print("%z, count(*) - count(%.*s)", sql, (int)n, s);
	}
	return query_print("%z FROM %s%s GROUP BY source ORDER BY source", sql, t->name, t->where);
}

/* Adds a row per column of the table from a row of the query. */
static void
add_columns(struct quality *y, const struct table *t, sqlite3_stmt *q)
{
	const char *s = t->columns;
	int at = 2;

	for (size_t n; *s; s += n + (s[n] == ' '), at++) {
		n = strcspn(s, " ");
		const char *column = arena_text(&y->texts, s, n);
		char *fix = query_print("%s --where \"%s IS NULL\"", t->list, column);

		add(y, (struct quality_row){ "complete", t->name, column, .fix = keep(y, fix) },
		    q, at);
		sqlite3_free(fix);
	}
}

static void
run_table(struct quality *y, const struct table *t)
{
	sqlite3_stmt *q = query_made(y->store, counts_of(t));
	const size_t before = y->n;

	while (query_step(q))
		add_columns(y, t, q);
	query_free(q);
	if (y->n == before)
		add(y, (struct quality_row){ "complete", t->name, "", .fix = NULL }, NULL, 0);
}

struct quality *
quality_new(struct store *store, const struct quality_day *day, const char *checks)
{
	struct quality *y = mem_new(1, sizeof *y);

	if (keys_are_missing(store))
		fail("the keys of phones and e-mail addresses are missing; compute"
		    " them with: cust-init --upgrade -d %s", connection_path(store));
	y->store = store;
	date_text(day->as_of, y->as_of);
	date_text(day->stale, y->stale);
	if (text_lists(checks, "complete", strlen("complete")))
		for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
			run_table(y, &tables[i]);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (text_lists(checks, rules[i].check, strlen(rules[i].check)))
			run_rule(y, &rules[i]);
	return y;
}

void
quality_free(struct quality *y)
{
	arena_free(&y->texts);
	free(y->row);
	free(y);
}

size_t
quality_count(const struct quality *y)
{
	return y->n;
}

const struct quality_row *
quality_at(const struct quality *y, size_t at)
{
	return &y->row[at];
}
