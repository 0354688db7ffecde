/* cust-show - print everything about a customer */
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/known.h"
#include "lib/base/say.h"
#include "lib/feedback/cases.h"
#include "lib/history/history_page.h"
#include "lib/io/opt.h"
#include "lib/points/balances_page.h"
#include "lib/points/points_list.h"
#include "lib/service/promise_rows.h"
#include "lib/store/alias.h"
#include "lib/store/consent.h"
#include "lib/store/page.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"cust-show", "ID",
	"Show everything the store knows about one customer on one page: fields, history, latest\n"
	"orders, feedback and how it was handled, promises, contacts, reasons to contact, visits,\n"
	"surveys, points, consent, changes, alerts, remembered labels, trials, the phone and\n"
	"e-mail address as custkit compares them, and the ids of customers who were merged into\n"
	"this one.",
	"Examples:\n"
	"  cust-show -d shop.db C000001\n"
	"  cust-show C000001 --as-of=2025-06-30 --format=json | jq .history\n"
	"Exit status: 0 on success; 2 on error, also if the customer is not in the store.\n",
};

enum { PAGE, JSON };

struct shown {
	int32_t as_of;
	struct history history;
	struct balance points;
};

static void
history(void *ctx, struct page_fields *to)
{
	const struct shown *s = ctx;

	history_page(&s->history, s->as_of, to);
}

static void
points(void *ctx, struct page_fields *to)
{
	const struct shown *s = ctx;

	balances_page(&s->points, to);
}

/* The sections of the page, in order. ?1 is the as-of date, ?2 the id. Long columns come last. */
static const struct page_section sections[] = {
	{ "customer", NULL, false, .sql =
	    "SELECT customer_id, name, email, phone, birthday, gender, country, region, city,"
	    " channel, plan, acquired, attrs, birthday_calendar, preferred_channel FROM customer"
	    " WHERE customer_id = ?2" },
	{ "history", SAY("History"), .fields = history },
	{ "orders", SAY("Latest orders"), true, .sql =
	    "SELECT date, order_id, amount, sku, quantity, cost, discount, channel, source"
	    " FROM orders"
	    " WHERE customer_id = ?2 AND day <= ?1 ORDER BY date DESC, id DESC LIMIT 10" },
	{ "feedback", SAY("Latest feedback"), true, .sql =
	    "SELECT date, case_id, kind, score, state, changed, owner, department, follow_up,"
	    " reopened, wanted, outcome, text FROM (" CASES_SELECT " AND f.customer_id = ?2)"
	    " ORDER BY date DESC, case_id DESC LIMIT 10" },
	{ "promises", SAY("Latest promises"), true, .sql =
	    "SELECT date, promise_id, state, due_now, told, overdue, promise"
	    " FROM (" PROMISE_ROWS_SELECT ") WHERE customer_id = ?2"
	    " ORDER BY date DESC, promise_id DESC LIMIT 10" },
	{ "contacts", SAY("Latest contacts"), true, .sql =
	    "SELECT date, channel, direction, touchpoint, journey, score, agent, settles, note"
	    " FROM touch"
	    " WHERE customer_id = ?2 AND day <= ?1 ORDER BY date DESC, touch_id DESC LIMIT 10" },
	{ "care", SAY("Latest reasons to contact"), true, .sql =
	    "SELECT as_of, occasion, due, held_out, printed FROM care"
	    " WHERE customer_id = ?2 AND as_of <= ?1 ORDER BY care_id DESC LIMIT 10" },
	{ "visits", SAY("Latest visits"), true, .sql =
	    "SELECT date, visit_id, queue, agent, slot, minutes, arrived, started, ended,"
	    " abandoned, cancelled, missed, note FROM visit"
	    " WHERE customer_id = ?2 AND day <= ?1 ORDER BY date DESC, visit_id DESC LIMIT 10" },
	{ "surveys", SAY("Surveys"), true, .sql =
	    "SELECT survey, wave, max(date) AS date, count(*) AS answers FROM answer"
	    " WHERE customer_id = ?2 AND (date IS NULL OR day <= ?1)"
	    " GROUP BY survey, wave ORDER BY survey, wave" },
	{ "points", SAY("Points"), .fields = points },
	{ "points_lots", SAY("Lots of points"), true, .sql =
	    "SELECT lot_id, date, step, points, \"left\", state, usable_from, expires, order_id,"
	    " rule FROM (" POINTS_LIST_LOTS ") WHERE customer_id = ?2"
	    " AND state IN ('usable', 'pending', 'owed') ORDER BY coalesce(expires, 'never'),"
	    " lot_id LIMIT 10" },
	{ "consent", SAY("Consent"), true, .sql =
	    "SELECT purpose, channel, step, date, basis, version FROM consent"
	    " WHERE customer_id = ?2 AND EXISTS ("
	    CONSENT_HOLDS("AND k.consent_id = consent.consent_id")
	    ") ORDER BY purpose, channel, consent_id" },
	{ "changes", SAY("Latest changes"), true, .sql =
	    "SELECT at, tool, field, old, new FROM change JOIN batch USING (batch)"
	    " WHERE customer_id = ?2 AND substr(at, 1, 10) <= ?1 ORDER BY id DESC LIMIT 10" },
	{ "alerts", SAY("Latest alerts"), true, .sql =
	    "SELECT as_of, alert_id, change, risk, clv, held_out, reasons FROM alert"
	    " WHERE customer_id = ?2 AND as_of <= ?1 ORDER BY alert_id DESC LIMIT 10" },
	{ "labels", SAY("Labels"), true, .sql =
	    "SELECT scheme, label, max(as_of) AS since FROM segment_label"
	    " JOIN segment_run USING (run_id) WHERE customer_id = ?2 AND as_of <= ?1"
	    " GROUP BY scheme HAVING label IS NOT NULL ORDER BY scheme" },
	{ "trials", SAY("Trials"), true, .sql =
	    "SELECT trial, arm, assigned, stratum FROM trial_member"
	    " WHERE customer_id = ?2 AND assigned <= ?1 ORDER BY assigned, trial, member_id" },
	{ "keys", SAY("Keys for matching"), true, .sql =
	    "SELECT kind, key FROM customer_key WHERE customer_id = ?2 UNION ALL"
	    " SELECT source, external_id FROM customer WHERE customer_id = ?2"
	    " AND external_id IS NOT NULL UNION ALL"
	    " SELECT source, external_id FROM alias WHERE customer_id = ?2"
	    " AND external_id IS NOT NULL ORDER BY kind, key" },
	{ "earlier_ids", SAY("Earlier ids"), true, .sql =
	    "SELECT alias, at FROM alias LEFT JOIN batch USING (batch)"
	    " WHERE customer_id = ?2 ORDER BY alias" },
};

/* The customer whom the operand means. Ends the tool if there is none. */
static char *
find_customer(struct store *store, const char *given, const char *path)
{
	sqlite3_stmt *q = store_customer_query(store);
	char *id = alias_of(store, given);

	if (!query_finds(q, id))
		fail("no customer '%s' in %s", id, path);
	query_free(q);
	return id;
}

int
main(int argc, char *argv[])
{
	struct store_opts file = { 0 };
	int32_t as_of = DATE_NONE;
	int form = PAGE;
	const struct opt opts[] = {
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &as_of },
		{ OPT_CHOICE, 'f', "format", "page|json",
		    "readable page, or one JSON object (page)",
		    &form },
		STORE_OPTS(&file), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	char day[DATE_SIZE];

	if (operands[0] == NULL)
		opt_misuse("missing operand ID");
	opt_no_operands(operands + 1);
	struct store *store = store_open(&file, STORE_READ, NULL);
	struct known known = known_by(as_of);

	promise_rows_function(store, &known.moment);
	query_exec(store, "BEGIN");
	char *id = find_customer(store, operands[0], store_path(&file));
	const char *const value[] = { date_text(known.day, day), id };
	struct shown s = { known.day, history_of(store, id, known),
		balances_of(store, id, known.day) };
	const struct page page = { sections, sizeof sections / sizeof *sections, value, 2, &s };

	(form == JSON ? page_json : page_print)(store, &page);
	query_exec(store, "COMMIT");
	free(id);
	store_close(store);
	return opt_leave();
}
