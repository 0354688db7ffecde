#include "lib/show/show.h"

#include "lib/base/date.h"
#include "lib/base/say.h"
#include "lib/feedback/cases.h"
#include "lib/history/history_page.h"
#include "lib/points/balances_page.h"
#include "lib/points/points_list.h"
#include "lib/service/promise_rows.h"
#include "lib/store/consent.h"
#include "lib/store/details.h"
#include "lib/store/query.h"

struct shown {
	int32_t as_of;
	struct history history;
	struct balance points;
};

static void
history(void *ctx, struct details_fields *to)
{
	const struct shown *s = ctx;

	history_page(&s->history, s->as_of, to);
}

static void
points(void *ctx, struct details_fields *to)
{
	const struct shown *s = ctx;

	balances_page(&s->points, to);
}

/* The sections of the page, in order. ?1 is the as-of date, ?2 the id. Long columns come last. */
static const struct details_section sections[] = {
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

void
show_customer(struct store *store, const char *id, struct known *known, bool json)
{
	char day[DATE_SIZE];
	const char *const value[] = { date_text(known->day, day), id };
	struct shown s = { known->day, history_of(store, id, *known),
		balances_of(store, id, known->day) };
	const struct details page = { sections, sizeof sections / sizeof *sections, value, 2, &s };

	promise_rows_function(store, &known->moment);
	(json ? details_json : details_print)(store, &page);
}
