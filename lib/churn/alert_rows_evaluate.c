#include "lib/churn/alert_rows_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/churn/stale.h"
#include "lib/store/query.h"

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

static struct alert
state_of(const struct alert_rows_evaluation *e, sqlite3_stmt *q)
{
	const int state = alert_state_of(query_cell(q, 1));

	if (state == -1)
		fail("state '%s' of the alerts about customer '%s' is not valid; "
		    "run cust-check", query_cell(q, 1), query_cell(q, 0));
	return (struct alert){ (enum alert_state)state, e->last, query_day(q, 2), query_day(q, 3),
		query_day(q, 4) };
}

static void
read_states(struct alert_rows_evaluation *e, struct store *store)
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
read_silent(struct alert_rows_evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, silent_sql);

	query_text(q, 1, e->as_of);
	while (query_step(q))
		map_at(e->silent, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
	query_free(q);
}

static void
add_change(struct alert_rows_evaluation *e, const char *id, const struct alert *now)
{
	e->change = mem_grow(e->change, e->nchange + 1, &e->change_room, sizeof *e->change);
	e->change[e->nchange++] = (struct alert_rows_change){ id, *now };
}

static void
add_word(struct alert_rows_evaluation *e, const struct alert_rows_word *w)
{
	e->word = mem_grow(e->word, e->nword + 1, &e->word_room, sizeof *e->word);
	e->word[e->nword++] = *w;
}

static double
stake(const struct alert_rows_evaluation *e, const struct alert_rows_case *c)
{
	return e->worth ? c->risk * (isnan(c->clv) ? 0 : c->clv) : c->risk;
}

static int
by_stake(const void *a, const void *b)
{
	const struct alert_rows_word *x = a, *y = b;

	if (x->stake != y->stake)
		return x->stake > y->stake ? -1 : 1;
	return strcmp(x->id, y->id);
}

/* Whether it is a baseline: the first evaluation of the store or by this rule, without --all. */
static bool
is_baseline(const struct alert_rows_evaluation *e)
{
	return (e->last == DATE_NONE || e->succeeds) && !e->opts->all;
}

static enum alert_word
next(const struct alert_rows_evaluation *e, struct alert *s, const struct alert_facts *f)
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
evaluate_one(struct alert_rows_evaluation *e, size_t i)
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
		add_word(e, &(struct alert_rows_word){ c->id, i, alert_word_name(word), bought,
		    stake(e, c),
		    alert_trial_holds(e->trial, c->id, word == ALERT_NEW) });
	e->at_risk += alert_at_risk(&f, &e->limits);
}

static void
read_last(struct alert_rows_evaluation *e, struct store *store)
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
say_of_nobody(struct alert_rows_evaluation *e, const char *change)
{
	add_word(e, &(struct alert_rows_word){ .id = NULL, .change = change });
}

static void
hold(struct alert_rows_evaluation *e, struct store *store)
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

static int64_t
days(struct duration d, const struct alert_rows_scores *of)
{
	return d.unit == '\0' ? of->horizon : duration_days(d, of->as_of);
}

static struct alert_rows_evaluation
evaluation_new(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o)
{
	struct alert_rows_evaluation e = { .of = of, .opts = o, .limits = o->limits,
	    .known = map_new(),
	    .silent = map_new() };

	e.limits.late = 1.5 * of->horizon;
	e.limits.calm = days(o->calm, of);
	e.limits.give_up = days(o->give_up, of);
	date_text(of->as_of, e.as_of);
	read_last(&e, store);
	e.done = of->as_of <= e.last || of->stale;
	return e;
}

struct alert_rows_evaluation
alert_rows_evaluate(struct store *store, const struct alert_rows_scores *of,
    const struct alert_rows_opts *o)
{
	struct alert_rows_evaluation e = evaluation_new(store, of, o);

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

void
alert_rows_evaluation_free(struct alert_rows_evaluation *e)
{
	map_free(e->known);
	map_free(e->silent);
	alert_trial_free(e->trial);
	free(e->state);
	free(e->change);
	free(e->word);
}
