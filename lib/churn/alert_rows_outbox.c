#include "lib/churn/alert_rows_own.h"

#include <math.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/store/consent.h"
#include "lib/store/outbox.h"
#include "lib/store/query.h"

static const char outbox_sql[] =
	"SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, name, phone, email"
	" FROM alert LEFT JOIN customer USING (customer_id)"
	" WHERE printed IS NULL AND held_out IS NULL AND alert_id <= ?1 ORDER BY alert_id";

static const char mark_sql[] =
	"UPDATE alert SET printed = strftime('%Y-%m-%dT%H:%M:%SZ')"
	" WHERE printed IS NULL AND alert_id <= ?1";

static const struct put_head head[] = {
	{ "alert_id", PUT_INT }, { "as_of", PUT_TEXT }, { "customer_id", PUT_TEXT },
	{ "change", PUT_TEXT },
	{ "risk", PUT_REAL }, { "reasons", PUT_TEXT }, { "clv", PUT_REAL }, { "name", PUT_TEXT },
	{ "phone", PUT_TEXT }, { "email", PUT_TEXT }, { 0 },
};

static double
real_at(sqlite3_stmt *q, int at)
{
	return sqlite3_column_type(q, at) == SQLITE_NULL ? NAN : sqlite3_column_double(q, at);
}

void
alert_rows_put(struct put *out, const struct alert_rows_row *r)
{
	put_text(out, r->as_of);
	put_text(out, r->id);
	put_text(out, r->change);
	put_real(out, r->risk);
	put_text(out, r->reasons);
	put_real(out, r->clv);
	put_text(out, r->name);
	put_text(out, r->phone);
	put_text(out, r->email);
	put_end(out);
}

bool
alert_rows_any_told(struct store *store, int64_t upto, struct consent *consent)
{
	sqlite3_stmt *q = query_new(store, outbox_sql);
	bool told = false;

	query_int(q, 1, upto);
	while (!told && query_step(q))
		told = !consent_bars(consent, query_cell(q, 2));
	query_free(q);
	return told;
}

/*
 * The reasons of a row of the outbox. Those in the store are English; if it is a word of this
 * evaluation, from *AT on in the order of the outbox, they are said again in the language of cells.
 */
static const char *
reasons_of(const struct alert_rows_evaluation *e, const struct alert_rows_row *r, size_t *at)
{
	if (!say_translates(SAY_CELL) || strcmp(r->as_of, e->as_of) != 0)
		return r->reasons;
	while (*at < e->nword) {
		const struct alert_rows_word *w = &e->word[(*at)++];

		if (strcmp(w->id ? w->id : "", r->id ? r->id : "") == 0 &&
		    strcmp(w->change, r->change) == 0)
			return alert_rows_row(e, w).reasons;
	}
	return r->reasons;
}

void
alert_rows_put_outbox(const struct alert_rows_evaluation *e, struct store *store, int64_t upto,
    struct put *out)
{
	sqlite3_stmt *q = query_new(store, outbox_sql);
	size_t at = 0;

	query_int(q, 1, upto);
	while (query_step(q)) {
		struct alert_rows_row r = { .as_of = query_cell(q, 1), .id = query_cell(q, 2),
			.change = query_cell(q, 3), .risk = real_at(q, 4),
			.reasons = query_cell(q, 5), .clv = real_at(q, 6),
			.name = query_cell(q, 7), .phone = query_cell(q, 8),
			.email = query_cell(q, 9) };

		if (consent_bars(e->of->consent, r.id))
			continue;
		r.reasons = reasons_of(e, &r, &at);
		put_int(out, sqlite3_column_int64(q, 0));
		alert_rows_put(out, &r);
	}
	query_free(q);
}

int64_t
alert_rows_newest(struct store *store)
{
	return query_number(store, "SELECT max(alert_id) FROM alert WHERE printed IS NULL");
}

struct alert_rows_out
alert_rows_open(const struct put_opts *form)
{
	struct alert_rows_out r = { put_open(form), NULL };

	put_columns(r.out, head);
	r.branch = put_branch(r.out);
	return r;
}

void
alert_rows_close(struct alert_rows_out *r)
{
	put_join(r->out, r->branch);
	put_close(r->branch);
	put_close(r->out);
}

static void
mark(struct store *store, int64_t upto)
{
	sqlite3_stmt *q = query_new(store, mark_sql);

	query_int(q, 1, upto);
	store_begin(store);
	query_run(q);
	store_commit(store);
	query_free(q);
}

void
alert_rows_print(const struct alert_rows_evaluation *e, struct store *store,
    const struct put_opts *form)
{
	const int lock = outbox_lock(store, "churn-flag --alert",
	    say("the next run prints the alerts of this run"));
	const int64_t upto = alert_rows_newest(store);

	if (upto > 0 && !alert_rows_any_told(store, upto, e->of->consent)) {
		mark(store, upto);
	} else if (upto > 0) {
		struct alert_rows_out rows = alert_rows_open(form);

		opt_committed("the alerts are recorded; the next run prints them");
		alert_rows_put_outbox(e, store, upto, rows.branch);
		alert_rows_close(&rows);
		if (outbox_delivered())
			mark(store, upto);
	}
	outbox_unlock(lock);
}
