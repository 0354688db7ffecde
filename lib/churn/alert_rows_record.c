#include "lib/churn/alert_rows_own.h"

#include <math.h>

#include "lib/base/fail.h"
#include "lib/store/query.h"

/* The EXISTS is for a customer who was erased after the scores were computed. */
static const char write_sql[] =
	"INSERT INTO alert_state (customer_id, state, told, changed, bought)"
	" SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM customer WHERE customer_id = ?1)"
	" ON CONFLICT (customer_id) DO UPDATE SET state = ?2, told = ?3, changed = ?4, bought = ?5";

static const char forget_sql[] = "DELETE FROM alert_state WHERE customer_id = ?1";

static const char say_sql[] =
	"INSERT INTO alert (as_of, customer_id, change, risk, reasons, clv, held_out)"
	" SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
	" WHERE ?2 IS NULL OR EXISTS (SELECT 1 FROM customer WHERE customer_id = ?2)";

static const char run_sql[] =
	"INSERT INTO alert_run (as_of, at, customers, ok, watch, alert, rule)"
	" VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ'), ?2 + ?3 + ?4, ?2, ?3, ?4, ?5)";

static void
real_or_null(sqlite3_stmt *q, int at, double x)
{
	if (isnan(x))
		query_null(q, at);
	else
		query_real(q, at, x);
}

static void
write_states(const struct alert_rows_evaluation *e, struct store *store)
{
	sqlite3_stmt *write = query_new(store, write_sql), *forget = query_new(store, forget_sql);
	char told[DATE_SIZE], changed[DATE_SIZE], bought[DATE_SIZE];

	if (e->succeeds)
		query_exec(store, "DELETE FROM alert_state");
	for (const struct alert_rows_change *c = e->change; c < e->change + e->nchange; c++) {
		const bool calm = c->now.state == ALERT_CALM;
		sqlite3_stmt *q = calm ? forget : write;

		query_text(q, 1, c->id);
		if (!calm) {
			query_text(q, 2, alert_state_name(c->now.state));
			query_text(q, 3, date_text(c->now.told, told));
			query_text(q, 4, date_text(c->now.changed, changed));
			query_text(q, 5, date_text(c->now.bought, bought));
		}
		query_run(q);
	}
	query_free(write);
	query_free(forget);
}

static void
say_all(const struct alert_rows_evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, say_sql);

	for (size_t i = 0; i < e->nword; i++) {
		const struct alert_rows_row r = alert_rows_row(e, &e->word[i]);

		query_text(q, 1, r.as_of);
		query_text(q, 2, r.id);
		query_text(q, 3, r.change);
		real_or_null(q, 4, r.risk);
		query_text(q, 5, r.reasons);
		real_or_null(q, 6, r.clv);
		query_text(q, 7, e->word[i].trial);
		query_run(q);
	}
	query_free(q);
}

static void
count_run(const struct alert_rows_evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, run_sql);
	int64_t n[FLAGS] = { 0 };

	for (size_t i = 0; i < e->of->n; i++)
		n[e->of->at[i].flag] += !isnan(e->of->at[i].risk);
	query_text(q, 1, e->as_of);
	for (int f = 0; f < FLAGS; f++)
		query_int(q, f + 2, n[f]);
	query_int(q, FLAGS + 2, ALERT_RULE);
	query_run(q);
	query_free(q);
}

/* A future day, given by mistake, would suppress all evaluations until that day. */
static void
check_day(int32_t as_of)
{
	char text[DATE_SIZE];

	if (as_of > date_today())
		fail("%s is in the future; alerts are not recorded (use --dry-run to print them)",
		    date_text(as_of, text));
}

struct alert_rows_evaluation
alert_rows_record(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o)
{
	check_day(of->as_of);
	store_begin(store);
	struct alert_rows_evaluation e = alert_rows_evaluate(store, of, o);

	say_all(&e, store);
	if (!e.done) {
		write_states(&e, store);
		alert_trial_write(e.trial, store, of->as_of);
		count_run(&e, store);
	}
	store_commit(store);
	return e;
}
