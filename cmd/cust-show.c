/* cust-show - everything about one customer */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/moment.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/feedback/cases.h"
#include "lib/history/fold.h"
#include "lib/io/opt.h"
#include "lib/service/promise_rows.h"
#include "lib/store/page.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-show", "ID",
	"Show everything the store knows about one customer on one page: fields, history, latest\n"
	"orders, feedback and how it was handled, promises, contacts, surveys, changes.",
	"Examples:\n"
	"  cust-show -d shop.db C000001\n"
	"  cust-show C000001 --as-of=2025-06-30 --format=json | jq .history\n"
	"Exit status: 0 if OK; 2 if trouble or if there is no such customer.\n",
};

enum { PAGE, JSON };

/*
 * The page, from top to bottom.  ?1 is the as-of date, ?2 the id;
 * those of the history are bound by name, as the fold gives them.
 * What may be long stands last, where it pushes no other column aside.
 */
static const struct page_section sections[] = {
	{ "customer", NULL, false, "SELECT customer_id, name, email, phone, birthday, gender, country, region, city, channel,"
	    " plan, acquired, attrs FROM customer WHERE customer_id = ?2" },
	{ "history", "History", false, "SELECT ?1 AS as_of, :orders AS orders, :first AS first_date, :last AS last_date,"
	    " :spend AS spend, :frequency AS frequency, :recency AS recency, :age AS age, :idle AS idle,"
	    " :monetary AS monetary WHERE :orders IS NOT NULL" },
	{ "orders", "Latest orders", true, "SELECT date, order_id, amount, sku, quantity, cost, discount, channel FROM orders"
	    " WHERE customer_id = ?2 AND day <= ?1 ORDER BY date DESC, id DESC LIMIT 10" },
	{ "feedback", "Latest feedback", true, "SELECT date, case_id, kind, score, state, changed, owner, department, follow_up,"
	    " reopened, wanted, outcome, text FROM (" CASES_SELECT " AND f.customer_id = ?2) ORDER BY date DESC, case_id DESC LIMIT 10" },
	{ "promises", "Latest promises", true, "SELECT date, promise_id, state, due_now, told, overdue, promise"
	    " FROM (" PROMISE_ROWS_SELECT ") WHERE customer_id = ?2 ORDER BY date DESC, promise_id DESC LIMIT 10" },
	{ "contacts", "Latest contacts", true, "SELECT date, channel, direction, touchpoint, journey, score, agent, note"
	    " FROM touch WHERE customer_id = ?2 AND day <= ?1 ORDER BY date DESC, touch_id DESC LIMIT 10" },
	{ "surveys", "Surveys", true, "SELECT survey, wave, max(date) AS date, count(*) AS answers FROM answer"
	    " WHERE customer_id = ?2 AND (date IS NULL OR day <= ?1) GROUP BY survey, wave ORDER BY survey, wave" },
	{ "changes", "Latest changes", true, "SELECT at, tool, field, old, new FROM change JOIN batch USING (batch)"
	    " WHERE customer_id = ?2 AND substr(at, 1, 10) <= ?1 ORDER BY id DESC LIMIT 10" },
};

struct shown {
	const char *id;
	char as_of[DATE_SIZE];
	int32_t day;
	struct fold_sum history;
	bool has_history;
	char first_date[DATE_SIZE], last_date[DATE_SIZE], monetary[NUM_SIZE];
};

/* The customer's history at the as-of date, from its own orders. */
static void
fold_orders(struct store *store, struct shown *s)
{
	sqlite3_stmt *q = query_new(store, "SELECT date, amount, order_id FROM orders"
	    " WHERE customer_id = ?1 AND day <= ?2");
	struct fold *f = fold_new(1);
	struct fold_row r = { .id = s->id, .n = (uint32_t)strlen(s->id), .hash = fold_hash(s->id, strlen(s->id)) };
	size_t c = fold_customer(fold_part(f, 0), &r, NULL);

	query_text(q, 1, s->id);
	query_text(q, 2, s->as_of);
	while (query_step(q)) {
		char day[DATE_SIZE] = "";
		const char *order = query_cell(q, 2);

		strncat(day, query_cell(q, 0), sizeof day - 1);
		r.day = date_parse(day);
		r.amount = sqlite3_column_int64(q, 1);
		r.order = *order ? fold_hash(order, strlen(order)) : 0;
		if (r.day == DATE_NONE || !fold_add(fold_part(f, 0), c, &r))
			errx(EXIT_TROUBLE, "cannot add up the orders of '%s'; run cust-check", s->id);
	}
	s->history = fold_sum(fold_part(f, 0), c);
	s->has_history = s->history.first != DATE_NONE;
	query_free(q);
	fold_free(f);
}

static void
bind_number(sqlite3_stmt *q, const char *name, int64_t value)
{
	int at = sqlite3_bind_parameter_index(q, name);

	if (at > 0)
		query_int(q, at, value);
}

static void
bind(void *ctx, sqlite3_stmt *q)
{
	struct shown *s = ctx;
	const struct fold_sum *h = &s->history;
	const char *const given[] = { s->as_of, s->id };

	for (int i = 0; i < 2; i++) {
		const char *name = sqlite3_bind_parameter_name(q, i + 1);

		if (name && *name == '?')
			query_text(q, i + 1, given[i]);
	}
	if (!s->has_history || sqlite3_bind_parameter_index(q, ":orders") == 0)
		return;
	query_text(q, sqlite3_bind_parameter_index(q, ":first"), date_text(h->first, s->first_date));
	query_text(q, sqlite3_bind_parameter_index(q, ":last"), date_text(h->last, s->last_date));
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
	query_real(q, sqlite3_bind_parameter_index(q, ":monetary"), monetary);
	if (shortest > 0)
		query_text(q, shortest, s->monetary);
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	int32_t as_of = DATE_NONE;
	int form = PAGE;
	const struct opt opts[] = {
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &as_of },
		{ OPT_CHOICE, 'f', "format", "page|json", "readable page, or one JSON object (page)", &form },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	struct shown s = { .id = operands[0] };
	const struct page page = { sections, sizeof sections / sizeof *sections, bind, &s };

	if (s.id == NULL)
		opt_misuse("missing operand ID");
	opt_no_operands(operands + 1);
	struct store *store = store_open(&file, STORE_READ, NULL);

	store_use_zone(store);
	s.day = date_or_today(as_of);
	date_text(s.day, s.as_of);
	int64_t now = moment_as_of(as_of);

	promise_rows_function(store, &now);
	query_exec(store, "BEGIN");
	sqlite3_stmt *q = store_customer_query(store);

	if (!query_finds(q, s.id))
		errx(EXIT_TROUBLE, "no customer '%s' in %s", s.id, store_path(&file));
	query_free(q);
	fold_orders(store, &s);
	(form == JSON ? page_json : page_print)(store, &page);
	query_exec(store, "COMMIT");
	store_close(store);
	return opt_leave();
}
