#include "lib/store/check.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/store/connection.h"
#include "lib/store/digest.h"
#include "lib/store/foreign.h"
#include "lib/store/migration.h"
#include "lib/store/query.h"
#include "lib/store/query_say.h"

/* SQL: every date of every table, and where it is. */
#define DATES \
	"SELECT 'orders ' || id AS what, date FROM orders" \
	" UNION ALL SELECT 'case ' || case_id, date FROM feedback" \
	" UNION ALL SELECT 'case ' || case_id, at FROM feedback_event" \
	" UNION ALL SELECT 'touch ' || touch_id, date FROM touch" \
	" UNION ALL SELECT 'promise ' || promise_id, date FROM promise" \
	" UNION ALL SELECT 'promise ' || promise_id, due FROM promise" \
	" UNION ALL SELECT 'promise ' || promise_id, at FROM promise_event" \
	" UNION ALL SELECT 'promise ' || promise_id, due FROM promise_event" \
	" WHERE due IS NOT NULL" \
	" UNION ALL SELECT 'answer ' || answer_id, date FROM answer WHERE date IS NOT NULL" \
	" UNION ALL SELECT 'win-back ' || winback_id, date FROM winback" \
	" UNION ALL SELECT 'win-back ' || winback_id, until FROM winback" \
	" WHERE until IS NOT NULL" \
	" UNION ALL SELECT 'win-back ' || winback_id, at FROM winback_event" \
	" UNION ALL SELECT 'customer ' || customer_id, birthday FROM customer" \
	" WHERE birthday IS NOT NULL" \
	" UNION ALL SELECT 'customer ' || customer_id, acquired FROM customer" \
	" WHERE acquired IS NOT NULL" \
	" UNION ALL SELECT 'care ' || care_id, as_of FROM care" \
	" UNION ALL SELECT 'care ' || care_id, due FROM care" \
	" UNION ALL SELECT 'visit ' || visit_id, slot FROM visit WHERE slot IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, arrived FROM visit WHERE arrived IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, started FROM visit WHERE started IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, ended FROM visit WHERE ended IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, abandoned FROM visit WHERE abandoned IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, cancelled FROM visit WHERE cancelled IS NOT NULL" \
	" UNION ALL SELECT 'visit ' || visit_id, missed FROM visit WHERE missed IS NOT NULL" \
	" UNION ALL SELECT 'consent ' || consent_id, date FROM consent" \
	" UNION ALL SELECT 'entry ' || entry_id, date FROM points" \
	" UNION ALL SELECT 'entry ' || entry_id, usable FROM points WHERE usable IS NOT NULL" \
	" UNION ALL SELECT 'entry ' || entry_id, expires FROM points WHERE expires IS NOT NULL" \
	" UNION ALL SELECT 'labels of ' || scheme, as_of FROM segment_run" \
	" UNION ALL SELECT 'trial ' || trial, assigned FROM trial_member" \
	" UNION ALL SELECT 'alerts of ' || as_of, as_of FROM alert_run" \
	" UNION ALL SELECT 'alert ' || alert_id, as_of FROM alert" \
	" UNION ALL SELECT 'alerts about ' || customer_id, told FROM alert_state" \
	" UNION ALL SELECT 'alerts about ' || customer_id, changed FROM alert_state" \
	" UNION ALL SELECT 'alerts about ' || customer_id, bought FROM alert_state" \
	" WHERE bought IS NOT NULL"

/*
 * SQL: each row of segment_label, the label before it, and by how much it changes the number of
 * customers with a label.
 */
#define LABELS \
	"SELECT scheme, as_of, run_id, customer_id, label, before, labelled," \
	" (label IS NOT NULL) - (before IS NOT NULL) AS change FROM (SELECT *," \
	" lag(label) OVER labels AS before" \
	" FROM segment_label JOIN segment_run USING (run_id)" \
	" WINDOW labels AS (PARTITION BY scheme, customer_id ORDER BY run_id))"

static const struct check pages[] = {
	{ "integrity", "SELECT 'file', integrity_check FROM pragma_integrity_check"
	    " WHERE integrity_check <> 'ok'" },
};

static const struct check rows[] = {
	{ "reference", "SELECT \"table\" || ' ' || coalesce(rowid, ''),"
	    " say('refers to a missing row of %s', parent) FROM pragma_foreign_key_check" },
	{ "date", "SELECT what, say('date %s is not a valid date', quote(date)) FROM"
	    " (" DATES ")"
	    " WHERE NOT has_day(date)" },
	{ "date", "SELECT 'customer ' || customer_id,"
	    " say('birthday %s is in the future', quote(birthday)) FROM customer"
	    " WHERE birthday > date('now', '+1 day')" },	/* in any time zone */
	{ "date", "SELECT 'consent ' || consent_id, "
	    " say('date %s is in the future', quote(date)) FROM consent"
	    " WHERE date > date('now', '+2 days')" },
	{ "labels", "SELECT 'customer ' || customer_id, "
	    " say('label of %s at %s is as before', scheme, as_of)"
	    " FROM (" LABELS ") WHERE label IS before" },
	{ "labels", "SELECT 'labels of ' || scheme, "
	    " say('%s customers at %s, but %s have a label', labelled, as_of, n)"
	    " FROM (SELECT r.scheme, r.as_of, r.labelled,"
	    " coalesce(sum(c.change) OVER (PARTITION BY r.scheme ORDER BY r.run_id), 0) AS n"
	    " FROM segment_run AS r LEFT JOIN (SELECT run_id, sum(change) AS change"
	    " FROM (" LABELS ") GROUP BY run_id) AS c USING (run_id)) WHERE n <> labelled" },
	{ "labels", "SELECT 'labels of ' || scheme, "
	    " say('the run at %s does not follow the one before it', as_of)"
	    " FROM (SELECT *, lag(run_id) OVER"
	    " (PARTITION BY scheme ORDER BY as_of) AS before FROM segment_run)"
	    " WHERE after IS NOT before OR after > run_id" },
	{ "alias", "SELECT 'alias ' || alias, "
	    " say('the customer %s is missing', quote(customer_id)) FROM alias"
	    " WHERE customer_id NOT IN (SELECT customer_id FROM customer)"
	    " AND customer_id NOT IN (SELECT alias FROM alias)" },
	{ "alias", "SELECT 'alias ' || alias, say('is a customer, too') FROM alias"
	    " WHERE alias IN (SELECT customer_id FROM customer)" },
	{ "alias", "SELECT 'alias ' || alias, "
	    " say('the customer %s is itself an alias', quote(customer_id)) FROM alias"
	    " WHERE customer_id IN (SELECT alias FROM alias)" },
	{ "attrs", "SELECT 'customer ' || customer_id, say('attrs is not a JSON object')"
	    " FROM customer WHERE attrs IS NOT NULL"
	    " AND CASE WHEN json_valid(attrs) THEN json_type(attrs) END IS NOT 'object'" },
};

/* Keys and counts of the books of the store itself. */
static const struct check books[] = {
	{ "meta", "SELECT 'meta', say('key %s is not custkit''s', quote(key))"
	    " FROM meta"
	    " WHERE key NOT IN ('created', 'currency', 'timezone', 'country', 'keys', 'forget')"
	    " AND substr(key, 1, 9) <> 'accepted.' AND key NOT IN"
	    " (SELECT 'digest.' || name FROM sqlite_schema WHERE type = 'table')" },
	{ "batch", "SELECT 'batch ' || batch, say('counts do not add up') FROM batch"
	    " WHERE read <> added + updated + unchanged + rejected" },
};

#define ERROR_CODE "error code="
#define COUNT(checks) (sizeof (checks) / sizeof *(checks))

enum check_result
check_step(struct store *store, sqlite3_stmt *q, const char *check, const struct check_report *to)
{
	const int r = sqlite3_step(q);

	if (r == SQLITE_ROW)
		return CHECK_ROW;
	if (r == SQLITE_DONE)
		return CHECK_END;
	if ((r & 0xff) != SQLITE_CORRUPT)
		connection_fail(store->db);
	to->fault(to->ctx, check, "file", sqlite3_errmsg(store->db));
	return CHECK_DAMAGED;
}

static void
run(struct store *store, const struct check *c, const struct check_report *to)
{
	sqlite3_stmt *q = query_new(store, c->sql);

	while (check_step(store, q, c->name, to) == CHECK_ROW)
		to->fault(to->ctx, c->name, query_cell(q, 0), query_cell(q, 1));
	query_free(q);
}

void
check_run(struct store *store, const struct check *checks, size_t n, const struct check_report *to)
{
	for (size_t i = 0; i < n; i++)
		run(store, &checks[i], to);
}

struct page_report {
	const struct check_report *to;
	bool sound;
};

/* The check of the pages reports lack of memory as if a page were damaged. */
static void
report_page(void *ctx, const char *check, const char *what, const char *fault)
{
	struct page_report *r = ctx;
	const char *at = strstr(fault, ERROR_CODE);
	const long code = at ? strtol(at + strlen(ERROR_CODE), NULL, 10) : SQLITE_OK;

	if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
		fail("%s", sqlite3_errstr(SQLITE_NOMEM));
	r->sound = false;
	r->to->fault(r->to->ctx, check, what, fault);
}

bool
check_pages(struct store *store, const struct check_report *to)
{
	struct page_report report = { to, true };

	run(store, pages, &(struct check_report){ report_page, &report });
	return report.sound;
}

/*
 * SQL function: whether a date or date-time begins with a valid day. A year before 1000 is not one:
 * it is the year 03 that was read as 0003.
 */
static void
has_day(sqlite3_context *ctx, int n, sqlite3_value **value)
{
	const char *date = (const char *)sqlite3_value_text(value[0]);
	char day[DATE_SIZE] = "";

	(void)n;
	if (date == NULL && sqlite3_value_type(value[0]) != SQLITE_NULL) {
		sqlite3_result_error_nomem(ctx);
		return;
	}
	sqlite3_result_int(ctx, date != NULL && *date != '0' &&
	    date_parse(strncat(day, date, DATE_SIZE - 1)) != DATE_NONE);
}

void
check_rows(struct store *store, const struct check_report *to)
{
	query_say(store);
	if (sqlite3_create_function(store->db, "has_day", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
	    NULL, has_day, NULL, NULL) != SQLITE_OK)
		connection_fail(store->db);
	check_run(store, rows, COUNT(rows), to);
}

void
check_books(struct store *store, const struct check_report *to)
{
	check_run(store, books, COUNT(books), to);
}

static void
report_schema(void *ctx, const char *what, const char *fault)
{
	const struct check_report *to = ctx;

	to->fault(to->ctx, "schema", what, fault);
}

void
check_schema(struct store *store, const struct check_report *to)
{
	struct check_report report = *to;

	foreign_find(store, report_schema, &report);
	migration_compare(store, report_schema, &report);
}

static void
report_content(void *ctx, const char *table)
{
	const struct check_report *to = ctx;

	to->fault(to->ctx, "content", table, say_cell("changed outside custkit"));
}

void
check_content(struct store *store, const struct check_report *to)
{
	struct check_report report = *to;

	digest_compare(store, report_content, &report);
}

void
check_repair(struct store *store)
{
	query_exec(store, "DELETE FROM history;"
	    " INSERT INTO history SELECT * FROM history_computed");
}
