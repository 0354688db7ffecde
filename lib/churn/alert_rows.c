#include "lib/churn/alert_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/churn/stale.h"
#include "lib/store/consent.h"
#include "lib/store/outbox.h"
#include "lib/store/query.h"

enum { WHY_SIZE = 480 };

static const char state_sql[] = "SELECT customer_id, state, told, changed, bought FROM alert_state";
static const char last_sql[] = "SELECT as_of, rule FROM alert_run ORDER BY as_of DESC LIMIT 1";
static const char held_sql[] =
	"SELECT EXISTS (SELECT 1 FROM alert WHERE change = 'HELD' AND as_of > ?1)";

/*
 * The customers with an open attempt to win them back as of ?1: before its end, and without a
 * result.
 */
static const char silent_sql[] =
	"SELECT customer_id FROM winback AS w WHERE day <= ?1"
	" AND coalesce(until, date(day, '+90 days')) >= ?1"
	" AND NOT EXISTS (SELECT 1 FROM winback_event AS e"
	" WHERE e.winback_id = w.winback_id AND e.day <= ?1)";

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

static const char outbox_sql[] =
	"SELECT alert_id, as_of, customer_id, change, risk, reasons, clv, name, phone, email"
	" FROM alert LEFT JOIN customer USING (customer_id)"
	" WHERE printed IS NULL AND held_out IS NULL AND alert_id <= ?1 ORDER BY alert_id";
static const char person_sql[] = "SELECT name, phone, email FROM customer WHERE customer_id = ?1";
static const char mark_sql[] =
	"UPDATE alert SET printed = strftime('%Y-%m-%dT%H:%M:%SZ')"
	" WHERE printed IS NULL AND alert_id <= ?1";

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

/* An evaluation. */

struct change {			/* a change of the state of a customer */
	const char *id;
	struct alert now;
};

struct word {			/* an alert to report */
	const char *id;		/* NULL: not about one customer */
	size_t i;		/* index of the customer */
	const char *change;
	int32_t bought;		/* day of the last purchase when the case opened */
	double stake;
	const char *trial;	/* holds the customer out; NULL: none does */
};

struct evaluation {
	const struct alert_rows_scores *of;
	const struct alert_rows_opts *opts;
	struct alert_limits limits;
	char as_of[DATE_SIZE];
	int32_t last;		/* day of the evaluation before; DATE_NONE: this is the first */
	bool succeeds;		/* the evaluation before was by another rule */
	bool done;		/* this day is already evaluated, or held */
	struct map *known;	/* the customers with a state */
	struct alert *state;
	struct map *silent;
	struct alert_trial *trial;	/* NULL: none */
	bool worth;		/* some clv is known */
	int64_t at_risk, closed;
	struct change *change;	/* in the order of the customers */
	size_t nchange, change_room;
	struct word *word;	/* the highest stake first */
	size_t nword, word_room;
	bool held;		/* the word without a customer says that alerts are held */
};

static struct alert
state_of(const struct evaluation *e, sqlite3_stmt *q)
{
	const int state = alert_state_of(query_cell(q, 1));

	if (state == -1)
		fail("state '%s' of the alerts about customer '%s' is not valid; "
		    "run cust-check", query_cell(q, 1), query_cell(q, 0));
	return (struct alert){ (enum alert_state)state, e->last, query_day(q, 2), query_day(q, 3),
		query_day(q, 4) };
}

static void
read_states(struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, state_sql);
	size_t room = 0;

	while (query_step(q)) {
		const char *id = query_cell(q, 0);
		const size_t at = map_at(e->known, id, strlen(id), NULL);

		e->state = mem_grow(e->state, at + 1, &room, sizeof *e->state);
		e->state[at] = state_of(e, q);
		e->closed += e->state[at].state != ALERT_GIVEN_UP;
	}
	query_free(q);
}

static void
read_silent(struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, silent_sql);

	query_text(q, 1, e->as_of);
	while (query_step(q))
		map_at(e->silent, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
}

static void
add_change(struct evaluation *e, const char *id, const struct alert *now)
{
	e->change = mem_grow(e->change, e->nchange + 1, &e->change_room, sizeof *e->change);
	e->change[e->nchange++] = (struct change){ id, *now };
}

static void
add_word(struct evaluation *e, const struct word *w)
{
	e->word = mem_grow(e->word, e->nword + 1, &e->word_room, sizeof *e->word);
	e->word[e->nword++] = *w;
}

static double
stake(const struct evaluation *e, const struct alert_rows_case *c)
{
	return e->worth ? c->risk * (isnan(c->clv) ? 0 : c->clv) : c->risk;
}

static int
by_stake(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->stake != y->stake)
		return x->stake > y->stake ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Whether it is a baseline: the first evaluation of the store or by this rule, without --all. */
static bool
is_baseline(const struct evaluation *e)
{
	return (e->last == DATE_NONE || e->succeeds) && !e->opts->all;
}

static enum alert_word
next(const struct evaluation *e, struct alert *s, const struct alert_facts *f)
{
	if (!is_baseline(e))
		return alert_next(s, f, &e->limits);
	if (e->succeeds && s->state != ALERT_CALM)
		alert_succeed(s, f, &e->limits);
	else if (!f->silent)
		alert_begin(s, f, &e->limits);
	return ALERT_QUIET;
}

static void
evaluate_one(struct evaluation *e, size_t i)
{
	const struct alert_rows_case *c = &e->of->at[i];
	const size_t n = strlen(c->id);
	const bool silent = map_find(e->silent, c->id, n, &(size_t){ 0 });
	const struct alert_facts f = { c->risk, e->of->as_of, c->bought, silent };
	size_t at;
	struct alert s = map_find(e->known, c->id, n, &at) ? e->state[at]
	    : (struct alert){ .day = e->last };
	const enum alert_state before = e->succeeds ? ALERT_CALM : s.state;
	const int32_t bought = s.bought;

	if (e->succeeds && e->opts->all)
		s = (struct alert){ .day = e->last };
	const enum alert_word word = next(e, &s, &f);

	if (word != ALERT_QUIET || s.state != before)
		add_change(e, c->id, &s);
	if (word != ALERT_QUIET)
		add_word(e, &(struct word){ c->id, i, alert_word_name(word), bought, stake(e, c),
		    alert_trial_holds(e->trial, c->id, word == ALERT_NEW) });
	e->at_risk += alert_at_risk(&f, &e->limits);
}

static void
read_last(struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, last_sql);

	e->last = DATE_NONE;
	if (query_step(q)) {
		e->last = query_day(q, 0);
		e->succeeds = sqlite3_column_int(q, 1) != ALERT_RULE;
	}
	query_free(q);
}

/* Adds a word without a customer. Such a word is the last one. */
static void
say_of_nobody(struct evaluation *e, const char *change)
{
	add_word(e, &(struct word){ .id = NULL, .change = change });
}

static void
hold(struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, held_sql);
	char last[DATE_SIZE];

	query_text(q, 1, date_text(e->of->stale->last, last));
	query_step(q);
	if (sqlite3_column_int(q, 0) == 0) {
		e->held = true;
		say_of_nobody(e, "HELD");
		opt_status(EXIT_NO);
	}
	query_free(q);
}

/* The text of a word without a customer. */
static const char *
why_of(const struct evaluation *e, char to[static WHY_SIZE])
{
	int n = 0;

	if (e->held)
		return stale_text(e->of->stale, to);
	if (e->succeeds)
		n = snprintf(to, WHY_SIZE,
		    say_cell("new alert rule: %jd open case%s of the old one closed; "),
		    (intmax_t)e->closed, TEXT_PLURAL_CELL(e->closed));
	snprintf(to + n, WHY_SIZE - (size_t)n,
	    say_cell("%jd of %zu customers are already at risk; from now on only"
	    " changes are reported (churn-flag --flagged lists customers at risk; --all reports"
	    " each of them only on the first run)"), (intmax_t)e->at_risk, e->of->n);
	return to;
}

static int64_t
days(struct duration d, const struct alert_rows_scores *of)
{
	return d.unit == '\0' ? of->horizon : duration_days(d, of->as_of);
}

static struct evaluation
evaluation_new(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o)
{
	struct evaluation e = { .of = of, .opts = o, .limits = o->limits, .known = map_new(),
	    .silent = map_new() };

	e.limits.late = 1.5 * of->horizon;
	e.limits.calm = days(o->calm, of);
	e.limits.give_up = days(o->give_up, of);
	date_text(of->as_of, e.as_of);
	read_last(&e, store);
	e.done = of->as_of <= e.last || of->stale;
	return e;
}

/* Computes the changes and the alerts. There are none if the day is already evaluated. */
static struct evaluation
evaluate(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o)
{
	struct evaluation e = evaluation_new(store, of, o);

	if (of->as_of > e.last && of->stale)
		hold(&e, store);
	if (e.done)
		return e;
	e.trial = alert_trial_open(&o->trial, store);
	read_states(&e, store);
	read_silent(&e, store);
	for (size_t i = 0; i < of->n && !e.worth; i++)
		e.worth = !isnan(of->at[i].clv);
	for (size_t i = 0; i < of->n; i++)
		if (!isnan(of->at[i].risk))
			evaluate_one(&e, i);
	if (e.nword > 0)
		qsort(e.word, e.nword, sizeof *e.word, by_stake);
	if (is_baseline(&e) || e.succeeds)
		say_of_nobody(&e, "BASELINE");
	return e;
}

static void
evaluation_free(struct evaluation *e)
{
	map_free(e->known);
	map_free(e->silent);
	alert_trial_free(e->trial);
	free(e->state);
	free(e->change);
	free(e->word);
}

/* A row of the outbox. */
struct row {
	const char *as_of, *id, *change, *reasons;
	double risk, clv;
	const char *name, *phone, *email;
};

/* Why the case was closed. */
static const char *
resolved_by(const struct evaluation *e, const struct word *w, char to[static WHY_SIZE])
{
	const struct alert_rows_case *c = &e->of->at[w->i];
	char day[DATE_SIZE], risk[NUM_SIZE];

	num_text(floor(c->risk * 10) / 10, risk);
	if (c->bought > w->bought)
		snprintf(to, WHY_SIZE, say_cell("bought on %s"), date_text(c->bought, day));
	else if (c->risk < e->limits.clear)
		snprintf(to, WHY_SIZE,
		    say_cell("the risk fell to %s, below %g; no purchase since %s"),
		    risk, e->limits.clear, date_text(c->bought, day));
	else
		snprintf(to, WHY_SIZE,
		    say_cell("the last purchase, on %s, is less than %jd days ago"),
		    date_text(c->bought, day), (intmax_t)e->limits.calm);
	return to;
}

/* The row is valid until the next call. */
static struct row
row_of(const struct evaluation *e, const struct word *w)
{
	static char why[WHY_SIZE];
	const struct alert_rows_scores *of = e->of;

	if (w->id == NULL)
		return (struct row){ .as_of = e->as_of, .change = w->change,
		    .reasons = why_of(e, why), .risk = NAN, .clv = NAN };
	const bool resolved = strcmp(w->change, alert_word_name(ALERT_RESOLVED)) == 0;
	const char *reasons = resolved ? resolved_by(e, w, why) : of->reasons(of->ctx, w->i);

	return (struct row){ .as_of = e->as_of, .id = w->id, .change = w->change,
	    .reasons = reasons, .risk = of->at[w->i].risk, .clv = of->at[w->i].clv };
}

/* Writing to the store. */

static void
real_or_null(sqlite3_stmt *q, int at, double x)
{
	if (isnan(x))
		query_null(q, at);
	else
		query_real(q, at, x);
}

static void
write_states(const struct evaluation *e, struct store *store)
{
	sqlite3_stmt *write = query_new(store, write_sql), *forget = query_new(store, forget_sql);
	char told[DATE_SIZE], changed[DATE_SIZE], bought[DATE_SIZE];

	if (e->succeeds)
		query_exec(store, "DELETE FROM alert_state");
	for (const struct change *c = e->change; c < e->change + e->nchange; c++) {
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
say_all(const struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, say_sql);

	for (size_t i = 0; i < e->nword; i++) {
		const struct row r = row_of(e, &e->word[i]);

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
count_run(const struct evaluation *e, struct store *store)
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

static struct evaluation
record(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o)
{
	check_day(of->as_of);
	store_begin(store);
	struct evaluation e = evaluate(store, of, o);

	say_all(&e, store);
	if (!e.done) {
		write_states(&e, store);
		alert_trial_write(e.trial, store, of->as_of);
		count_run(&e, store);
	}
	store_commit(store);
	return e;
}

/* Printing from the store. */

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

static void
put_row(struct put *out, const struct row *r)
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

/* Whether an alert that is not yet printed, up to the number UPTO, is to be printed. */
static bool
is_any_told(struct store *store, int64_t upto, struct consent *consent)
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
reasons_of(const struct evaluation *e, const struct row *r, size_t *at)
{
	if (!say_translates(SAY_CELL) || strcmp(r->as_of, e->as_of) != 0)
		return r->reasons;
	while (*at < e->nword) {
		const struct word *w = &e->word[(*at)++];

		if (strcmp(w->id ? w->id : "", r->id ? r->id : "") == 0 &&
		    strcmp(w->change, r->change) == 0)
			return row_of(e, w).reasons;
	}
	return r->reasons;
}

/* Puts the alerts that are not yet printed, up to the number UPTO. */
static void
put_outbox(const struct evaluation *e, struct store *store, int64_t upto, struct put *out)
{
	sqlite3_stmt *q = query_new(store, outbox_sql);
	size_t at = 0;

	query_int(q, 1, upto);
	while (query_step(q)) {
		struct row r = { .as_of = query_cell(q, 1), .id = query_cell(q, 2),
			.change = query_cell(q, 3), .risk = real_at(q, 4),
			.reasons = query_cell(q, 5), .clv = real_at(q, 6),
			.name = query_cell(q, 7), .phone = query_cell(q, 8),
			.email = query_cell(q, 9) };

		if (consent_bars(e->of->consent, r.id))
			continue;
		r.reasons = reasons_of(e, &r, &at);
		put_int(out, sqlite3_column_int64(q, 0));
		put_row(out, &r);
	}
	query_free(q);
}

static int64_t
newest_unprinted(struct store *store)
{
	return query_number(store, "SELECT max(alert_id) FROM alert WHERE printed IS NULL");
}

/*
 * Rows go to memory first, and to standard output after the store is released. So a slow output
 * does not make other tools wait for the store.
 */
struct rows {
	struct put *out, *branch;
};

static struct rows
rows_open(const struct put_opts *form)
{
	struct rows r = { put_open(form), NULL };

	put_columns(r.out, head);
	r.branch = put_branch(r.out);
	return r;
}

static void
rows_close(struct rows *r)
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

static void
print(const struct evaluation *e, struct store *store, const struct put_opts *form)
{
	const int lock = outbox_lock(store, "churn-flag --alert",
	    say("the next run prints the alerts of this run"));
	const int64_t upto = newest_unprinted(store);

	if (upto > 0 && !is_any_told(store, upto, e->of->consent)) {
		mark(store, upto);
	} else if (upto > 0) {
		struct rows rows = rows_open(form);

		opt_committed("the alerts are recorded; the next run prints them");
		put_outbox(e, store, upto, rows.branch);
		rows_close(&rows);
		if (outbox_delivered())
			mark(store, upto);
	}
	outbox_unlock(lock);
}

static bool
is_told(const struct evaluation *e, const struct word *w)
{
	return w->id == NULL || (w->trial == NULL && !consent_bars(e->of->consent, w->id));
}

/* Puts the new alerts, which have no number because they are not stored. */
static void
put_preview(const struct evaluation *e, struct store *store, struct put *out)
{
	sqlite3_stmt *person = query_new(store, person_sql);

	for (size_t i = 0; i < e->nword; i++) {
		struct row r = row_of(e, &e->word[i]);

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
		put_row(out, &r);
	}
	query_free(person);
}

/* Whether an alert of the evaluation is to be printed. */
static bool
has_word(const struct evaluation *e)
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
	const int64_t upto = newest_unprinted(store);
	struct evaluation e = evaluate(store, of, o);
	const bool any = is_any_told(store, upto, of->consent) || has_word(&e);
	struct rows rows = any ? rows_open(form) : (struct rows){ NULL, NULL };

	if (any) {
		put_outbox(&e, store, upto, rows.branch);
		put_preview(&e, store, rows.branch);
	}
	query_exec(store, "COMMIT");
	if (any)
		rows_close(&rows);
	evaluation_free(&e);
}

void
alert_rows_tell(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o, const struct put_opts *form)
{
	if (o->dry_run) {
		preview(store, of, o, form);
	} else {
		struct evaluation e = record(store, of, o);

		print(&e, store, form);
		evaluation_free(&e);
	}
}
