#include "lib/quality/quality.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/shortened.h"
#include "lib/base/split.h"
#include "lib/customer/keys.h"
#include "lib/quality/quality_orders.h"
#include "lib/store/connection.h"
#include "lib/store/query.h"

/*
 * Two kinds of rules: complete, which counts the columns of a table in one pass; and the others,
 * which have a query each. Its rows are source, n, bad; ?1 is the as-of date, ?2 the first day that
 * is fresh, ?3 today, ?4 whether a customer came after the as-of date. The rows of customers who
 * were forgotten are not looked at: they are empty on purpose. Nor are customers and rows that were
 * not known by the as-of date. The rules about orders have no query: quality_orders counts them all
 * in one pass.
 */

/* A row of this day, or of this customer. */
#define TOLD(day) " NOT (" day " > ?1 AND " day " <= ?3)"
#define BEGAN "coalesce(l.acquired, h.first_date)"
#define KNOWN \
	" customer_id NOT IN (SELECT customer_id FROM forgotten UNION ALL" \
	" SELECT l.customer_id FROM customer AS l LEFT JOIN history AS h USING (customer_id)" \
	" WHERE ?4 AND " BEGAN " > ?1 AND " BEGAN " <= ?3)"
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
/* The rows of TABLE with a date after today. */
#define FUTURE(table) \
	"SELECT source, count(*), count(*) FILTER (WHERE day > ?3) FROM " table \
	" WHERE" TOLD("day") " GROUP BY source ORDER BY source"
/* The rows of TABLE with an order_id that no order has. */
#define UNKNOWN_ORDER(table, source) \
	"SELECT " source ", count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM" \
	" orders AS o WHERE o.order_id = t.order_id)) FROM " table " AS t" \
	" WHERE order_id IS NOT NULL AND" TOLD("t.day") " GROUP BY 1 ORDER BY 1"
#define HAS(table, and) \
	" EXISTS (SELECT 1 FROM " table " AS t WHERE t.customer_id = c.customer_id" \
	" AND" TOLD("t.day") and ")"
#define SINCE " AND t.day >= ?2"
/* The history, which has the days of all orders: a look-up per customer. */
#define ORDERED \
	" EXISTS (SELECT 1 FROM history AS t WHERE t.customer_id = c.customer_id" \
	" AND" TOLD("coalesce(t.first_date, t.latest)") ")"
#define ORDERED_SINCE \
	" EXISTS (SELECT 1 FROM history AS t WHERE t.customer_id = c.customer_id" \
	" AND t.latest >= ?2 AND (" TOLD("t.latest") " OR EXISTS (SELECT 1 FROM orders AS o" \
	" WHERE o.customer_id = t.customer_id AND o.date >= ?2 AND" \
	TOLD("substr(o.date, 1, 10)") ")))"

#define FEEDBACK " (customer_id IS NULL OR" KNOWN ") AND" TOLD("day")
/* An answer to a survey question is a score: it has no text, department or channel to fill in. */
#define CASES "kind NOT IN ('nps', 'csat', 'ces')"

static const struct table {
	const char *name;
	const char *where;	/* NULL: quality_orders counts it */
	const char *list;	/* the tool that lists its rows */
	const char *columns;
	const char *only;	/* the rows that have these columns; NULL: all */
} tables[] = {
	{ "customer", " WHERE" KNOWN, "cust-list",
	    "name email phone birthday gender country region city channel plan acquired"
	    " birthday_calendar preferred_channel", NULL },
	{ "orders", NULL, "order-list", QUALITY_ORDERS_COLUMNS, NULL },
	{ "feedback", " WHERE" FEEDBACK, "feedback-list", "customer_id touchpoint", NULL },
	{ "feedback", " WHERE" FEEDBACK " AND " CASES, "feedback-list",
	    "channel text department", CASES },
	{ "touch", " WHERE" TOLD("day"), "touch-list",
	    "customer_id channel direction touchpoint", NULL },
};

static const struct rule {
	const char *check, *table, *column;
	const char *sql;	/* NULL: quality_orders counts it */
	const char *fix;
} rules[] = {
	{ "valid", "customer", "customer_id",
	    "SELECT source, count(*), count(*) FILTER (WHERE " SHORTENED_SQL("customer_id") ")"
	    " FROM customer WHERE" KNOWN " GROUP BY source ORDER BY source",
	    "cust-list --where \"" SHORTENED_SQL("customer_id") "\"" },
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
	    "SELECT source, count(*), count(*) FILTER (WHERE acquired > ?3 OR acquired >"
	    " (SELECT first_date FROM history AS h WHERE h.customer_id = c.customer_id))"
	    " FROM customer AS c WHERE acquired IS NOT NULL AND" KNOWN
	    " GROUP BY source ORDER BY source",
	    "cust-list --where \"acquired > date() OR acquired > (SELECT first_date FROM history"
	    " AS h WHERE h.customer_id = customer.customer_id)\"" },
	{ "valid", "orders", "date", NULL, "order-list --where \"date > date()\"" },
	{ "valid", "orders", "order_id", NULL,
	    "order-list --where \"" SHORTENED_SQL("order_id") "\"" },
	/* orders with a refund; bad: more than was paid for them */
	{ "valid", "orders", "amount",
	    "SELECT source, count(*), count(*) FILTER (WHERE total < 0) FROM ("
	    "SELECT source, sum(amount) AS total FROM orders WHERE order_id IS NOT NULL AND"
	    TOLD("day")
	    " GROUP BY source, order_id HAVING min(amount) < 0) GROUP BY source ORDER BY source",
	    "order-list --where \"(order_id, coalesce(source, '')) IN (SELECT order_id,"
	    " coalesce(source, '') FROM orders GROUP BY source, order_id"
	    " HAVING sum(amount) < 0)\"" },
	{ "valid", "feedback", "date", FUTURE("feedback"),
	    "feedback-list --where \"date > date()\"" },
	{ "valid", "touch", "date", FUTURE("touch"), "touch-list --where \"date > date()\"" },
	{ "unique", "customer", "phone", SHARED("phone"), "cust-dedupe --tier=1" },
	{ "unique", "customer", "email", SHARED("email"), "cust-dedupe --tier=1" },
	{ "unique", "orders", "order_id", NULL,
	    "order-list --where \"(order_id, coalesce(source, '')) IN (SELECT order_id,"
	    " coalesce(source, '') FROM orders GROUP BY source, order_id, customer_id, date,"
	    " amount, sku, quantity, cost, discount, channel HAVING count(*) > 1)\"" },
	{ "linked", "customer", "customer_id",
	    "SELECT source, count(*), count(*) FILTER (WHERE NOT (" ORDERED " OR"
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
	    ORDERED_SINCE " OR" HAS("touch", SINCE) " OR" HAS("visit", SINCE) " OR"
	    HAS("feedback", SINCE) " OR" HAS("answer", SINCE) " OR EXISTS (SELECT 1 FROM"
	    " change AS t JOIN batch AS b USING (batch) WHERE t.customer_id = c.customer_id"
	    " AND b.at >= ?2 AND" TOLD("substr(b.at, 1, 10)") ")))"
	    " FROM customer AS c WHERE" KNOWN " GROUP BY source ORDER BY source",
	    "cust-forget -n --older-than=3y" },
};

struct quality {
	struct store *store;
	struct quality_day day;
	struct quality_orders *orders;	/* NULL: not counted yet */
	char as_of[DATE_SIZE], stale[DATE_SIZE], today[DATE_SIZE];
	bool doubled;		/* unique is asked for */
	bool newcomers;		/* customers came after the as-of date */
	struct quality_row *row;
	size_t n, room;
	struct arena texts;
};

static const char *
keep(struct quality *y, const char *s)
{
	return arena_text(&y->texts, s, strlen(s));
}

static void
add_row(struct quality *y, struct quality_row row)
{
	y->row = mem_grow(y->row, y->n + 1, &y->room, sizeof *y->row);
	y->row[y->n++] = row;
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
	add_row(y, row);
}

static void
bind(const struct quality *y, sqlite3_stmt *q)
{
	const char *const day[] = { y->as_of, y->stale, y->today };

	for (int i = 0; i < sqlite3_bind_parameter_count(q); i++)
		if (i < 3)
			query_text(q, i + 1, day[i]);
		else
			query_int(q, i + 1, y->newcomers);
}

static const struct quality_orders *
orders_of(struct quality *y)
{
	if (y->orders == NULL)
		y->orders = quality_orders_new(y->store, &y->day, y->doubled);
	return y->orders;
}

/* The orders that are dated in the future, or those with a number that is wrong, per source. */
static void
run_orders(struct quality *y, const struct rule *r)
{
	const struct quality_orders *o = orders_of(y);
	const bool dates = strcmp(r->column, "date") == 0, valid = strcmp(r->check, "valid") == 0;
	const size_t before = y->n;

	for (size_t i = 0; i < quality_orders_sources(o); i++) {
		const struct quality_orders_count *c = quality_orders_at(o, i);
		const int64_t n = dates ? c->n : c->numbered;

		if (n > 0)
			add_row(y, (struct quality_row){ r->check, r->table, r->column, c->source,
			    n, dates ? c->future : valid ? c->shortened : c->doubled, r->fix });
	}
	if (y->n == before)
		add_row(y, (struct quality_row){ r->check, r->table, r->column, .fix = r->fix });
}

static void
run_rule(struct quality *y, const struct rule *r)
{
	const struct quality_row row = { r->check, r->table, r->column, .fix = r->fix };
	const size_t before = y->n;

	if (r->sql == NULL) {
		run_orders(y, r);
		return;
	}
	sqlite3_stmt *q = query_new(y->store, r->sql);

	bind(y, q);
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
	const char *columns = t->columns;
	size_t n;

	for (const char *s; (s = split_ended(&columns, ' ', &n)) != NULL;)
		sql = query_print("%z, count(*) - count(%.*s)", sql, (int)n, s);
	return query_print("%z FROM %s%s GROUP BY source ORDER BY source", sql, t->name, t->where);
}

/* The row of a column of the table; its numbers are still to be set. */
static struct quality_row
row_of(struct quality *y, const struct table *t, const char *s, size_t n)
{
	const char *column = arena_text(&y->texts, s, n);
	char *fix = query_print("%s --where \"%s IS NULL%s%s\"", t->list, column,
	    t->only ? " AND " : "", t->only ? t->only : "");
	const struct quality_row row = { "complete", t->name, column, .fix = keep(y, fix) };

	sqlite3_free(fix);
	return row;
}

/* Adds a row per column of the table from a row of the query. */
static void
add_columns(struct quality *y, const struct table *t, sqlite3_stmt *q)
{
	const char *columns = t->columns;
	size_t n;
	int at = 2;

	for (const char *s; (s = split_ended(&columns, ' ', &n)) != NULL; at++)
		add(y, row_of(y, t, s, n), q, at);
}

static void
add_orders(struct quality *y, const struct table *t, const struct quality_orders_count *c)
{
	const char *columns = t->columns;
	size_t n, i = 0;

	for (const char *s; (s = split_ended(&columns, ' ', &n)) != NULL; i++) {
		struct quality_row row = row_of(y, t, s, n);

		row.source = c->source;
		row.n = c->n;
		row.bad = c->empty[i];
		add_row(y, row);
	}
}

static void
run_table(struct quality *y, const struct table *t)
{
	const size_t before = y->n;

	if (t->where == NULL) {
		for (size_t i = 0; i < quality_orders_sources(orders_of(y)); i++)
			add_orders(y, t, quality_orders_at(y->orders, i));
	} else {
		sqlite3_stmt *q = query_made(y->store, counts_of(t));

		bind(y, q);
		while (query_step(q))
			add_columns(y, t, q);
		query_free(q);
	}
	/* the columns of some rows only do not say that the table is empty */
	if (y->n == before && t->only == NULL)
		add_row(y, (struct quality_row){ "complete", t->name, "", .fix = NULL });
}

/* If none came later, the queries need not look for them. */
static bool
has_newcomers(struct store *store, const char *as_of)
{
	sqlite3_stmt *q = query_new(store, "SELECT 1 WHERE"
	    " EXISTS (SELECT 1 FROM history WHERE first_date > ?1) OR"
	    " EXISTS (SELECT 1 FROM customer WHERE acquired > ?1)");

	query_text(q, 1, as_of);
	const bool found = query_step(q);

	query_free(q);
	return found;
}

struct quality *
quality_new(struct store *store, const struct quality_day *day, const char *checks)
{
	struct quality *y = mem_new(1, sizeof *y);

	if (keys_are_missing(store))
		fail("the keys of phones and e-mail addresses are missing; compute"
		    " them with: cust-init --upgrade -d %s", connection_path(store));
	y->store = store;
	y->day = *day;
	date_text(day->as_of, y->as_of);
	date_text(day->stale, y->stale);
	date_text(day->today, y->today);
	y->doubled = split_has(checks, ',', "unique");
	y->newcomers = day->as_of < day->today && has_newcomers(store, y->as_of);
	if (split_has(checks, ',', "complete"))
		for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
			run_table(y, &tables[i]);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (split_has(checks, ',', rules[i].check))
			run_rule(y, &rules[i]);
	return y;
}

void
quality_free(struct quality *y)
{
	quality_orders_free(y->orders);
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
