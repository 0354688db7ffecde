/* cust-show - everything about one customer */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/date.h"
#include "lib/fold.h"
#include "lib/mem.h"
#include "lib/money.h"
#include "lib/num.h"
#include "lib/opt.h"
#include "lib/put.h"
#include "lib/store.h"
#include "lib/text.h"

static const struct tool tool = {
	"cust-show", "ID",
	"Show everything the store knows of one customer on a page: fields, history, the latest orders,\n"
	"what changed.",
	"Examples:\n"
	"  cust-show -d shop.db C000001\n"
	"  cust-show C000001 --as-of=2025-06-30 --format=json | jq .history\n"
	"Exit status: 0; 2 trouble, also where there is no such customer.\n",
};

enum { PAGE, JSON };

/*
 * The page, from top to bottom.  ?1 is the id, ?2 the as-of date;
 * those of the history are bound by name, as the fold gives them.
 */
static const struct section {
	const char *key, *title;
	bool many;
	const char *sql;
} sections[] = {
	{ "customer", NULL, false, "SELECT customer_id, name, email, phone, birthday, gender, country, region, city, channel,"
	    " plan, acquired, attrs FROM customer WHERE customer_id = ?1" },
	{ "history", "History", false, "SELECT ?2 AS as_of, :orders AS orders, :first AS first_date, :last AS last_date,"
	    " :spend AS spend, :frequency AS frequency, :recency AS recency, :age AS age, :idle AS idle,"
	    " :monetary AS monetary WHERE :orders IS NOT NULL" },
	{ "orders", "Latest orders", true, "SELECT date, order_id, amount, sku, quantity, cost, discount, channel FROM orders"
	    " WHERE customer_id = ?1 AND substr(date, 1, 10) <= ?2 ORDER BY date DESC, id DESC LIMIT 10" },
	{ "changes", "Latest changes", true, "SELECT at, tool, field, old, new FROM change JOIN batch USING (batch)"
	    " WHERE customer_id = ?1 AND substr(at, 1, 10) <= ?2 ORDER BY id DESC LIMIT 10" },
};
enum { SECTIONS = sizeof sections / sizeof *sections };

struct shown {
	const char *id;
	char as_of[DATE_SIZE];
	int32_t day;
	struct fold_sum history;
	bool has_history;
	char monetary[NUM_SIZE];
};

/* The customer's history at the as-of date, from its own orders. */
static void
fold_orders(sqlite3 *db, struct shown *s)
{
	sqlite3_stmt *q = store_query(db, "SELECT date, amount, order_id FROM orders"
	    " WHERE customer_id = ?1 AND substr(date, 1, 10) <= ?2");
	struct fold *f = fold_new(1);
	struct fold_row r = { .id = s->id, .n = (uint32_t)strlen(s->id), .hash = fold_hash(s->id, strlen(s->id)) };
	size_t c = fold_customer(fold_part(f, 0), &r, NULL);

	store_text(q, 1, s->id);
	store_text(q, 2, s->as_of);
	while (store_step(q)) {
		char day[DATE_SIZE] = "";
		const char *order = store_cell(q, 2);

		strncat(day, store_cell(q, 0), sizeof day - 1);
		r.day = date_parse(day);
		r.amount = sqlite3_column_int64(q, 1);
		r.order = *order ? fold_hash(order, strlen(order)) : 0;
		if (r.day == DATE_NONE || !fold_add(fold_part(f, 0), c, &r))
			errx(EXIT_TROUBLE, "the orders of '%s' cannot be added up: see cust-check", s->id);
	}
	s->history = fold_sum(fold_part(f, 0), c);
	s->has_history = s->history.first != DATE_NONE;
	store_finish(q);
	fold_free(f);
}

static void
bind_number(sqlite3_stmt *q, const char *name, int64_t value)
{
	int at = sqlite3_bind_parameter_index(q, name);

	if (at > 0)
		store_int(q, at, value);
}

static void
bind(sqlite3_stmt *q, struct shown *s, char first[static DATE_SIZE], char last[static DATE_SIZE])
{
	const struct fold_sum *h = &s->history;
	const char *const given[] = { s->id, s->as_of };

	for (int i = 0; i < 2; i++) {
		const char *name = sqlite3_bind_parameter_name(q, i + 1);

		if (name && *name == '?')
			store_text(q, i + 1, given[i]);
	}
	if (!s->has_history || sqlite3_bind_parameter_index(q, ":orders") == 0)
		return;
	store_text(q, sqlite3_bind_parameter_index(q, ":first"), date_text(h->first, first));
	store_text(q, sqlite3_bind_parameter_index(q, ":last"), date_text(h->last, last));
	bind_number(q, ":orders", h->orders);
	bind_number(q, ":spend", h->spend);
	bind_number(q, ":frequency", h->frequency);
	bind_number(q, ":recency", h->last - h->first);
	bind_number(q, ":age", s->day - h->first);
	bind_number(q, ":idle", s->day - h->last);
	if (h->frequency == 0)
		return;
	const double monetary = (double)h->repeat_spend / ((double)MONEY_ONE * (double)h->frequency);
	const int shortest = sqlite3_bind_parameter_index(q, ":shortest");

	num_text(monetary, s->monetary);
	store_real(q, sqlite3_bind_parameter_index(q, ":monetary"), monetary);
	if (shortest > 0)
		store_text(q, shortest, s->monetary);
}

/* One row: a line a field, empty ones left out. */
static void
page_one(sqlite3_stmt *q)
{
	struct put *out = put_open(&(struct put_opts){ .aligned = true, .no_header = true });

	put_column(out, "field", PUT_TEXT);
	put_column(out, "value", PUT_TEXT);
	for (bool row = store_step(q); row; row = store_step(q))
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			if (sqlite3_column_type(q, i) == SQLITE_NULL)
				continue;
			put_text(out, sqlite3_column_name(q, i));
			if (store_is_amount(sqlite3_column_name(q, i)))
				put_amount(out, sqlite3_column_int64(q, i));
			else if (sqlite3_column_type(q, i) == SQLITE_FLOAT)
				put_real(out, sqlite3_column_double(q, i));
			else
				put_text(out, store_cell(q, i));
			put_end(out);
		}
	put_close(out);
}

static void
page_many(sqlite3_stmt *q)
{
	struct put *out = put_open(&(struct put_opts){ .aligned = true });

	store_put(q, out);
	put_close(out);
}

static void
print_page(sqlite3 *db, struct shown *s)
{
	char first[DATE_SIZE], last[DATE_SIZE];

	for (size_t i = 0; i < SECTIONS; i++) {
		sqlite3_stmt *q = store_query(db, sections[i].sql);

		bind(q, s, first, last);
		const bool any = store_step(q);

		sqlite3_reset(q);
		if (any && sections[i].title)
			printf("\n%s\n", sections[i].title);
		if (any)
			(sections[i].many ? page_many : page_one)(q);
		store_finish(q);
	}
}

/* A section as JSON, made by SQLite: json_object('date', date, ...). */
static void
print_json_section(sqlite3 *db, const struct section *section, struct shown *s)
{
	char first[DATE_SIZE], last[DATE_SIZE], *list = sqlite3_mprintf("%s", ""), *sql;
	sqlite3_stmt *q = store_query(db, section->sql);

	for (int i = 0; i < sqlite3_column_count(q); i++) {
		const char *name = sqlite3_column_name(q, i);
		const char *form = strcmp(name, "attrs") == 0 ? "%z%s%Q, json(\"%w\")"
		    : strcmp(name, "monetary") == 0 ? "%z%s%Q, json(:shortest)"	/* SQLite rounds to 15 digits */
		    : store_is_amount(name) ? "%z%s%Q, \"%w\" / 1e4" : "%z%s%Q, \"%w\"";

		list = sqlite3_mprintf(form, list, i ? ", " : "", name, name);
	}
	store_finish(q);
	sql = sqlite3_mprintf(section->many ? "SELECT json_group_array(json_object(%z)) FROM (%s)"
	    : "SELECT json_object(%z) FROM (%s)", list, section->sql);
	q = store_query(db, sql);
	bind(q, s, first, last);
	printf("\"%s\":%s", section->key, store_step(q) ? store_cell(q, 0) : "null");
	store_finish(q);
	sqlite3_free(sql);
}

static void
print_json(sqlite3 *db, struct shown *s)
{
	for (size_t i = 0; i < SECTIONS; i++) {
		fputs(i == 0 ? "{" : ",", stdout);
		print_json_section(db, &sections[i], s);
	}
	puts("}");
}

int
main(int argc, char *argv[])
{
	struct store_opts store = { 0 };
	int32_t as_of = DATE_NONE;
	int form = PAGE;
	const struct opt opts[] = {
		{ OPT_DATE, 0, "as-of", "DATE", "what happened later is as if not known (today)", &as_of },
		{ OPT_CHOICE, 'f', "format", "page|json", "for people, or one JSON object (page)", &form },
		STORE_OPTS(&store), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	struct shown s = { .id = operands[0] };

	if (s.id == NULL)
		opt_misuse("name the customer's ID");
	opt_no_operands(operands + 1);
	sqlite3 *db = store_open(&store, STORE_READ, NULL);

	store_use_zone(db);
	s.day = as_of == DATE_NONE ? date_today() : as_of;
	date_text(s.day, s.as_of);

	store_exec(db, "BEGIN");
	sqlite3_stmt *q = store_query(db, "SELECT 1 FROM customer WHERE customer_id = ?");

	store_text(q, 1, s.id);
	if (!store_step(q))
		errx(EXIT_TROUBLE, "no customer '%s' in %s", s.id, store_path(&store));
	store_finish(q);
	fold_orders(db, &s);
	(form == JSON ? print_json : print_page)(db, &s);
	store_exec(db, "COMMIT");
	store_close(db);
	return opt_leave();
}
