#include "lib/service/promise_rows.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

#define NO_DAY SAY("has a date or a step with a date that is not valid; run cust-check")

static const char *
field_of(const struct promise *p, const char *name, int64_t now, char buf[static DATE_TIME_SIZE])
{
	const bool overdue = p->state == PROMISE_OPEN &&
	    promise_outcome(p, p->due, now) == ATTAIN_MISSED;

	if (strcmp(name, "state") == 0)
		return promise_state_name(p->state);
	if (strcmp(name, "due_now") == 0)
		return moment_text(p->due, buf);
	if (strcmp(name, "told") == 0)
		return promise_told_name(p->told);
	if (strcmp(name, "kept_at") == 0)
		return moment_text(p->kept, buf);
	return overdue ? "yes" : "";
}

static const char *
text(sqlite3_value *v)
{
	const unsigned char *s = sqlite3_value_text(v);

	return s ? (const char *)s : "";
}

static void
promise_now(sqlite3_context *ctx, int n, sqlite3_value **arg)
{
	const int64_t *now = sqlite3_user_data(ctx);
	char buf[DATE_TIME_SIZE];
	struct promise p;

	(void)n;
	if (!promise_read(text(arg[1]), text(arg[2]), &p)) {
		sqlite3_result_error(ctx, SAY("a promise has a date or a step with a date that is"
		    " not valid; run cust-check"), -1);
		return;
	}
	const char *s = field_of(&p, text(arg[0]), *now, buf);

	if (*s)
		sqlite3_result_text(ctx, s, -1, SQLITE_TRANSIENT);
}

void
promise_rows_function(struct store *store, int64_t *now)
{
	if (sqlite3_create_function(store->db, "promise_now", 3,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
	    now, promise_now, NULL, NULL) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(store->db));
}

/* Explains why a promise that was made at DATE cannot have the step; "" if it can. */
static void
refuse(const struct promise_rows_step *s, const char *date, const struct promise *p,
    char why[static STEP_LOAD_WHY])
{
	static const char *const over[] = { [PROMISE_KEPT] = SAY("is already kept"),
	    [PROMISE_BROKEN] = SAY("is already broken") };
	struct moment made;
	char last[DATE_TIME_SIZE];
	const int64_t end = moment_last(s->by.when);

	why[0] = '\0';
	if (p->state != PROMISE_OPEN)
		snprintf(why, STEP_LOAD_WHY, "%s", say(over[p->state]));
	else if (moment_parse(date, &made) && end < moment_first(made))
		snprintf(why, STEP_LOAD_WHY, say("was made later, on %s"), date);
	else if (p->last.day != DATE_NONE && end < moment_first(p->last))
		snprintf(why, STEP_LOAD_WHY, say("has a later step, on %s"), moment_text(p->last,
		    last));
}

/* Explains why a promise of the store cannot have the step; "" if it can. */
static void
find_refusal(const struct promise_rows_step *s, struct store *store, int64_t id,
    char why[static STEP_LOAD_WHY])
{
	sqlite3_stmt *q = query_new(store,
	    "SELECT date, due, " PROMISE_ROWS_EVENTS " FROM promise AS p WHERE promise_id = ?2");
	struct promise p;

	query_text(q, 1, "9999-12-31");
	query_int(q, 2, id);
	if (!query_step(q))
		snprintf(why, STEP_LOAD_WHY, say("is not in the store"));
	else if (promise_read(query_cell(q, 1), query_cell(q, 2), &p))
		refuse(s, query_cell(q, 0), &p, why);
	else
		snprintf(why, STEP_LOAD_WHY, "%s", say(NO_DAY));
	query_free(q);
}

const char *
promise_rows_take(void *ctx, struct store *store, int64_t id, char why[static STEP_LOAD_WHY])
{
	static const enum promise_state after[] = { [PROMISE_KEEP] = PROMISE_KEPT,
	    [PROMISE_BREAK] = PROMISE_BROKEN, [PROMISE_MOVE] = PROMISE_OPEN };
	const struct promise_rows_step *s = ctx;
	char due[DATE_TIME_SIZE];

	find_refusal(s, store, id, why);
	if (why[0])
		return NULL;
	sqlite3_stmt *q = query_new(store,
	    "INSERT INTO promise_event (promise_id, at, step, actor, note, batch,"
	    " due, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

	query_int(q, 1, id);
	query_text(q, 2, s->by.at);
	query_text(q, 3, promise_step_name(s->what));
	query_text(q, 4, s->by.actor);
	query_text(q, 5, s->by.note);
	query_int(q, 6, s->by.batch);
	if (s->what == PROMISE_MOVE) {
		query_text(q, 7, moment_text(s->due, due));
		query_int(q, 8, s->told);
	}
	query_run(q);
	query_free(q);
	return promise_state_name(after[s->what]);
}
