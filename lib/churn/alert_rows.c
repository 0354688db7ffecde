#include "lib/churn/alert_rows_own.h"

#include "lib/store/consent.h"
#include "lib/store/query.h"

static const char person_sql[] = "SELECT name, phone, email FROM customer WHERE customer_id = ?1";

void
alert_rows_check(const struct alert_rows_opts *o)
{
	const struct alert_limits *l = &o->limits;

	if (!(l->clear >= 0 && l->clear <= l->raise_late && l->raise_late <= l->raise &&
	    l->raise <= l->worse && l->worse <= 100))
		opt_misuse("--clear, --raise-late, --raise and --worse must ascend from 0 to 100,"
		    " not %g, %g, %g, %g",
		    l->clear, l->raise_late, l->raise, l->worse);
}

static bool
is_told(const struct alert_rows_evaluation *e, const struct alert_rows_word *w)
{
	return w->id == NULL || (w->trial == NULL && !consent_bars(e->of->consent, w->id));
}

/* Puts the new alerts, which have no number because they are not stored. */
static void
put_preview(const struct alert_rows_evaluation *e, struct store *store, struct put *out)
{
	sqlite3_stmt *person = query_new(store, person_sql);

	for (size_t i = 0; i < e->nword; i++) {
		struct alert_rows_row r = alert_rows_row(e, &e->word[i]);

		if (!is_told(e, &e->word[i]))
			continue;
		sqlite3_reset(person);
		query_text(person, 1, r.id);
		if (query_step(person)) {
			r.name = query_cell(person, 0);
			r.phone = query_cell(person, 1);
			r.email = query_cell(person, 2);
		}
		put_none(out);
		alert_rows_put(out, &r);
	}
	query_free(person);
}

/* Whether an alert of the evaluation is to be printed. */
static bool
has_word(const struct alert_rows_evaluation *e)
{
	for (size_t i = 0; i < e->nword; i++)
		if (is_told(e, &e->word[i]))
			return true;
	return false;
}

/* Evaluates and prints, but stores nothing. */
static void
preview(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o,
    const struct put_opts *form)
{
	query_exec(store, "BEGIN");	/* all reads must see the same state of the store */
	const int64_t upto = alert_rows_newest(store);
	struct alert_rows_evaluation e = alert_rows_evaluate(store, of, o);
	const bool any = alert_rows_any_told(store, upto, of->consent) || has_word(&e);
	struct alert_rows_out rows = { NULL, NULL };

	if (any) {
		rows = alert_rows_open(form);
		alert_rows_put_outbox(&e, store, upto, rows.branch);
		put_preview(&e, store, rows.branch);
	}
	query_exec(store, "COMMIT");
	if (any)
		alert_rows_close(&rows);
	alert_rows_evaluation_free(&e);
}

void
alert_rows_tell(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o, const struct put_opts *form)
{
	if (o->dry_run) {
		preview(store, of, o, form);
	} else {
		struct alert_rows_evaluation e = alert_rows_record(store, of, o);

		alert_rows_print(&e, store, form);
		alert_rows_evaluation_free(&e);
	}
}
