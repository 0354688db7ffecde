#define _GNU_SOURCE
#include "lib/churn/alert_rows.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/store/query.h"

enum { BASELINE_SIZE = 160, PRINTING_TENTHS = 250 /* of a second */ };

static const char state_sql[] = "SELECT customer_id, state, told, stills FROM alert_state";

/* Whom somebody is winning back as of ?1: until then, or until there is a result. */
static const char silent_sql[] =
	"SELECT customer_id FROM winback AS w WHERE day <= ?1"
	" AND coalesce(until, date(day, '+90 days')) >= ?1"
	" AND NOT EXISTS (SELECT 1 FROM winback_event AS e WHERE e.winback_id = w.winback_id AND e.day <= ?1)";

/* A customer may have been erased since the scores were made. */
static const char write_sql[] =
	"INSERT INTO alert_state (customer_id, state, told, stills)"
	" SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM customer WHERE customer_id = ?1)"
	" ON CONFLICT (customer_id) DO UPDATE SET state = ?2, told = ?3, stills = ?4";
static const char forget_sql[] = "DELETE FROM alert_state WHERE customer_id = ?1";
static const char say_sql[] =
	"INSERT INTO alert (as_of, customer_id, change, risk, reasons, clv)"
	" SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?2 IS NULL OR EXISTS (SELECT 1 FROM customer WHERE customer_id = ?2)";

static const char run_sql[] =
	"INSERT INTO alert_run (as_of, at, customers, ok, watch, alert)"
	" VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ'), ?2 + ?3 + ?4, ?2, ?3, ?4)";

static const char outbox_sql[] =
	"SELECT alert_id, as_of, customer_id, change, risk, reasons, clv FROM alert"
	" WHERE printed IS NULL AND alert_id <= ?1 ORDER BY alert_id";
static const char mark_sql[] =
	"UPDATE alert SET printed = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE printed IS NULL AND alert_id <= ?1";

void
alert_rows_check(const struct alert_rows_opts *o)
{
	const struct alert_limits *l = &o->limits;

	if (!(l->clear >= 0 && l->clear <= l->raise && l->raise <= l->worse && l->worse <= 100))
		opt_misuse("--clear, --raise and --worse must ascend from 0 to 100, not %g, %g, %g", l->clear, l->raise, l->worse);
	if (l->repeat < 1)
		opt_misuse("--repeat must be at least 1 day");
}

/* An evaluation. */

struct change {			/* of the state of a customer */
	const char *id;
	struct alert now;
};

struct word {			/* to be told */
	const char *id;		/* NULL: BASELINE */
	size_t i;		/* of the case */
	enum alert_word word;
	double stake;
};

struct evaluation {
	const struct alert_rows_scores *of;
	const struct alert_rows_opts *opts;
	char as_of[DATE_SIZE];
	int32_t last;		/* the day of the one before; DATE_NONE: this is the first */
	struct map *known;	/* who has a state */
	struct alert *state;
	struct map *silent;
	bool worth;		/* is any clv known */
	int64_t at_risk;
	struct change *change;	/* in the order of the cases */
	size_t nchange, change_room;
	struct word *word;	/* what is most at stake first */
	size_t nword, word_room;
	char baseline[BASELINE_SIZE];
};

static void
read_states(struct evaluation *e, struct store *store)
{
	sqlite3_stmt *q = query_new(store, state_sql);
	size_t room = 0;

	while (query_step(q)) {
		const size_t at = map_at(e->known, query_cell(q, 0), strlen(query_cell(q, 0)), NULL);
		const int state = alert_state_of(query_cell(q, 1));

		if (state < 0)
			errx(EXIT_TROUBLE, "state '%s' of the alerts about customer '%s' is not valid; run cust-check",
			    query_cell(q, 1), query_cell(q, 0));
		e->state = mem_grow(e->state, at + 1, &room, sizeof *e->state);
		e->state[at] = (struct alert){ (enum alert_state)state, e->last, date_parse(query_cell(q, 2)),
			sqlite3_column_int64(q, 3) };
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

/* Is it the first one, which tells of nobody? */
static bool
is_baseline(const struct evaluation *e)
{
	return e->last == DATE_NONE && !e->opts->all;
}

/* The risk that cases go by. */
static double
counted(const struct alert_rows_case *c)
{
	return c->calm ? 0 : c->risk;
}

static void
evaluate_one(struct evaluation *e, size_t i)
{
	const struct alert_rows_case *c = &e->of->at[i];
	const size_t n = strlen(c->id);
	const bool silent = map_find(e->silent, c->id, n, &(size_t){ 0 });
	size_t at;
	struct alert s = map_find(e->known, c->id, n, &at) ? e->state[at] : (struct alert){ .day = e->last };
	const enum alert_state before = s.state;
	enum alert_word word = ALERT_QUIET;

	if (!is_baseline(e))
		word = alert_next(&s, counted(c), e->of->as_of, &e->opts->limits, silent);
	else if (!silent)
		alert_begin(&s, counted(c), e->of->as_of, &e->opts->limits);
	if (word != ALERT_QUIET || s.state != before)
		add_change(e, c->id, &s);
	if (word != ALERT_QUIET)
		add_word(e, &(struct word){ c->id, i, word, stake(e, c) });
	e->at_risk += counted(c) >= e->opts->limits.raise;
}

static int32_t
last_day(struct store *store)
{
	sqlite3_stmt *q = query_new(store, "SELECT max(as_of) FROM alert_run");
	const int32_t day = query_step(q) ? date_parse(query_cell(q, 0)) : DATE_NONE;

	query_free(q);
	return day;
}

/* What changes, and what there is to tell: nothing where the day has been evaluated. */
static struct evaluation
evaluate(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o)
{
	struct evaluation e = { .of = of, .opts = o, .last = last_day(store), .known = map_new(), .silent = map_new() };

	date_text(of->as_of, e.as_of);
	if (of->as_of <= e.last)
		return e;
	read_states(&e, store);
	read_silent(&e, store);
	for (size_t i = 0; i < of->n && !e.worth; i++)
		e.worth = !isnan(of->at[i].clv);
	for (size_t i = 0; i < of->n; i++)
		if (!isnan(of->at[i].risk))
			evaluate_one(&e, i);
	if (e.nword > 0)
		qsort(e.word, e.nword, sizeof *e.word, by_stake);
	if (is_baseline(&e)) {
		snprintf(e.baseline, sizeof e.baseline, "%jd of %zu customers are already at risk; from now on only changes are"
		    " reported (use --all to report each of them)", (intmax_t)e.at_risk, of->n);
		add_word(&e, &(struct word){ .id = NULL });
	}
	return e;
}

static void
evaluation_free(struct evaluation *e)
{
	map_free(e->known);
	map_free(e->silent);
	free(e->state);
	free(e->change);
	free(e->word);
}

/* A row of the outbox. */
struct row {
	const char *as_of, *id, *change, *reasons;
	double risk, clv;
};

static struct row
row_of(const struct evaluation *e, const struct word *w)
{
	const struct alert_rows_scores *of = e->of;

	if (w->id == NULL)
		return (struct row){ e->as_of, NULL, "BASELINE", e->baseline, NAN, NAN };
	return (struct row){ e->as_of, w->id, alert_word_name(w->word), of->reasons(of->ctx, w->i), of->at[w->i].risk, of->at[w->i].clv };
}

/* Into the store. */

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
	char told[DATE_SIZE];

	for (const struct change *c = e->change; c < e->change + e->nchange; c++) {
		const bool calm = c->now.state == ALERT_CALM;
		sqlite3_stmt *q = calm ? forget : write;

		query_text(q, 1, c->id);
		if (!calm) {
			query_text(q, 2, alert_state_name(c->now.state));
			query_text(q, 3, date_text(c->now.told, told));
			query_int(q, 4, c->now.stills);
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
	query_run(q);
	query_free(q);
}

/* What lies ahead, kept by mistake, would silence every night until then. */
static void
check_day(int32_t as_of)
{
	char text[DATE_SIZE];

	if (as_of > date_today())
		errx(EXIT_TROUBLE, "%s is in the future; alerts are not recorded (use --dry-run to print them)", date_text(as_of, text));
}

static void
record(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o)
{
	check_day(of->as_of);
	store_begin(store);
	struct evaluation e = evaluate(store, of, o);

	if (of->as_of > e.last) {
		write_states(&e, store);
		say_all(&e, store);
		count_run(&e, store);
	}
	store_commit(store);
	evaluation_free(&e);
}

/* Out of it. */

static const struct put_head head[] = {
	{ "alert_id", PUT_INT }, { "as_of", PUT_TEXT }, { "customer_id", PUT_TEXT }, { "change", PUT_TEXT },
	{ "risk", PUT_REAL }, { "reasons", PUT_TEXT }, { "clv", PUT_REAL }, { 0 },
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
	put_end(out);
}

/* What is not printed yet, up to the number.  Into memory: nobody waits for the store while the output is slow. */
static void
put_outbox(struct store *store, int64_t upto, struct put *out)
{
	struct put *branch = put_branch(out);
	sqlite3_stmt *q = query_new(store, outbox_sql);

	query_int(q, 1, upto);
	while (query_step(q)) {
		put_int(branch, sqlite3_column_int64(q, 0));
		put_row(branch, &(struct row){ query_cell(q, 1), query_cell(q, 2), query_cell(q, 3), query_cell(q, 5), real_at(q, 4), real_at(q, 6) });
	}
	query_free(q);
	put_join(out, branch);
	put_close(branch);
}

static int64_t
newest_unprinted(struct store *store)
{
	return query_number(store, "SELECT max(alert_id) FROM alert WHERE printed IS NULL");
}

static struct put *
open_rows(const struct put_opts *form)
{
	struct put *out = put_open(form);

	put_columns(out, head);
	return out;
}

/* Has the output taken all of it?  Where not, the end of the program says so.  A pipe cannot be synced, and need not. */
static bool
delivered(void)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return false;
	if (fdatasync(STDOUT_FILENO) == -1 && errno != EINVAL && errno != EROFS && errno != ENOTSUP)
		err(EXIT_TROUBLE, "standard output");
	return true;
}

/*
 * One at a time: another waits here until this one has marked what it printed, but not for ever: the
 * program that reads from it may hang.  The lock is on the
 * file of the store, apart from SQLite's own; closing it takes those away, so no transaction may be
 * open then.
 */
static int
lock_printing(struct store *store)
{
	const char *path = connection_path(store);
	const int fd = open(path, O_RDONLY | O_CLOEXEC);

	const struct timespec tenth = { .tv_nsec = 100000000 };
	int tries = 0;

	if (fd == -1)
		err(EXIT_TROUBLE, "%s", path);
	while (flock(fd, LOCK_EX | LOCK_NB) == -1) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			err(EXIT_TROUBLE, "%s", path);
		if (++tries > PRINTING_TENTHS)
			errx(EXIT_TROUBLE, "%s: another churn-flag --alert is still printing; the alerts of this run "
			    "are printed by the next", path);
		nanosleep(&tenth, NULL);
	}
	return fd;
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
print(struct store *store, const struct put_opts *form)
{
	const int lock = lock_printing(store);
	const int64_t upto = newest_unprinted(store);

	if (upto > 0) {
		struct put *out = open_rows(form);

		opt_committed("the alerts are recorded; the next run prints them");
		put_outbox(store, upto, out);
		put_close(out);
		if (delivered())
			mark(store, upto);
	}
	close(lock);
}

/* The same without remembering: what would be new has no number yet. */
static void
preview(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o, const struct put_opts *form)
{
	query_exec(store, "BEGIN");	/* one state of the store */
	const int64_t upto = newest_unprinted(store);
	struct evaluation e = evaluate(store, of, o);
	struct put *out = upto > 0 || e.nword > 0 ? open_rows(form) : NULL;

	if (upto > 0)
		put_outbox(store, upto, out);
	query_exec(store, "COMMIT");
	for (size_t i = 0; i < e.nword; i++) {
		const struct row r = row_of(&e, &e.word[i]);

		put_none(out);
		put_row(out, &r);
	}
	if (out)
		put_close(out);
	evaluation_free(&e);
}

void
alert_rows_tell(struct store *store, const struct alert_rows_scores *of, const struct alert_rows_opts *o, const struct put_opts *form)
{
	if (o->dry_run) {
		preview(store, of, o, form);
	} else {
		record(store, of, o);
		print(store, form);
	}
}
