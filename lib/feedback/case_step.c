#include "lib/feedback/case_step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/feedback/cases.h"
#include "lib/feedback/steps.h"
#include "lib/store/insert.h"
#include "lib/store/query.h"

struct case_steps {
	struct store *store;
	sqlite3_stmt *stand, *words;
	struct insert *events;
};

static const char sql_stand[] =
	"SELECT customer_id IS NULL, e.event_id IS NOT NULL, coalesce(e.at, f.date),"
	" coalesce(e.state, 'received') FROM feedback AS f LEFT JOIN feedback_event AS e"
	" ON e.event_id = (SELECT max(event_id) FROM feedback_event WHERE case_id = ?1)"
	" WHERE f.case_id = ?1";

struct case_steps *
case_step_open(struct store *store)
{
	static const char *const columns[] = { "case_id", "at", "step", "state", "actor", "owner",
	    "department", "outcome", "cause", "score", "note", "batch" };
	struct case_steps *c = mem_new(1, sizeof *c);

	c->store = store;
	c->stand = query_new(store, sql_stand);
	c->words = query_new(store, CASES_WORDS " AND case_id = ?");
	c->events = insert_new(store, "feedback_event", columns,
	    sizeof columns / sizeof *columns, 0);
	return c;
}

void
case_step_close(struct case_steps *c)
{
	query_free(c->stand);
	query_free(c->words);
	insert_free(c->events);
	free(c);
}

/* The present state of a case. */
struct stand {
	int state;
	bool anonymous, stepped;
	char last[DATE_TIME_SIZE];	/* date of the latest step or, without steps, of receipt */
};

static bool
find_stand(struct case_steps *c, int64_t case_id, struct stand *to)
{
	query_int(c->stand, 1, case_id);
	const bool found = query_step(c->stand);

	if (found) {
		to->anonymous = sqlite3_column_int(c->stand, 0);
		to->stepped = sqlite3_column_int(c->stand, 1);
		snprintf(to->last, sizeof to->last, "%s", query_cell(c->stand, 2));
		to->state = steps_state_of(query_cell(c->stand, 3));
	}
	sqlite3_reset(c->stand);
	return found;
}

/*
 * Is a step at this time not earlier than the latest one? If that has a time of day, a step with
 * only the same day is refused, because the order would be unknown.
 */
static bool
is_later(const struct stand *c, const char *at, char why[static STEP_LOAD_WHY])
{
	if (strcmp(at, c->last) >= 0)
		return true;
	if (strncmp(at, c->last, strlen(at)) == 0)
		snprintf(why, STEP_LOAD_WHY, c->stepped ?
		    say("has its latest step at %s; give the time of day of the step") :
		    say("was received at %s; give the time of day of the step"), c->last);
	else
		snprintf(why, STEP_LOAD_WHY, c->stepped ?
		    say("has its latest step at %s, later than %s") :
		    say("was received at %s, later than %s"), c->last, at);
	return false;
}

static void
add_event(struct case_steps *c, int64_t case_id, const struct case_step *s, int state)
{
	const char *const text[] = { s->by.at, steps_name(s->step), steps_state_name(state),
	    s->by.actor, s->owner, s->department, s->outcome, s->cause };

	insert_int(c->events, case_id);
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		insert_text(c->events, text[i] ? text[i] : "");
	if (s->step == STEPS_FOLLOW_UP)
		insert_int(c->events, s->score);
	else
		insert_none(c->events);
	insert_text(c->events, s->by.note ? s->by.note : "");
	insert_int(c->events, s->by.batch);
	insert_end(c->events);
}

/* Updates the index after the case got another outcome. */
static void
index_again(struct case_steps *c, int64_t case_id)
{
	query_int(c->words, 1, case_id);
	if (query_step(c->words))
		cases_index(c->store, case_id, query_cell(c->words, 1), query_cell(c->words, 2));
	sqlite3_reset(c->words);
}

/* The state after the step; -1 with WHY and COLUMN if the case cannot take it. */
static int
state_after(struct case_steps *c, const struct case_step *s, int64_t case_id,
    char why[static STEP_LOAD_WHY], const char **column)
{
	struct stand stand;
	char name[STEPS_SAID], allowed[STEP_LOAD_WHY - 2 * STEPS_SAID];

	*column = "case_id";
	if (!find_stand(c, case_id, &stand)) {
		snprintf(why, STEP_LOAD_WHY, say("is not in the store"));
		return -1;
	}
	const int state = steps_after(s->step, stand.state, stand.anonymous);

	*column = "step";
	if (state == -1)
		snprintf(why, STEP_LOAD_WHY, say("is %s; allowed steps are %s"),
		    say_typed("state", steps_state_name(stand.state), name, sizeof name),
		    steps_allowed(stand.state, stand.anonymous, allowed, sizeof allowed));
	if (state == -1 || is_later(&stand, s->by.at, why))
		return state;
	*column = "at";
	return -1;
}

const char *
case_step_add(struct case_steps *c, const struct case_step *s, int64_t case_id,
    char why[static STEP_LOAD_WHY], const char **column)
{
	const int state = state_after(c, s, case_id, why, column);

	if (state == -1)
		return NULL;
	add_event(c, case_id, s, state);
	if (s->outcome && *s->outcome)
		index_again(c, case_id);
	return steps_state_name(state);
}

const char *
case_step_take(void *ctx, struct store *store, int64_t case_id, char why[static STEP_LOAD_WHY])
{
	struct case_steps *c = case_step_open(store);
	const char *column, *state = case_step_add(c, ctx, case_id, why, &column);

	case_step_close(c);
	return state;
}
