#include "lib/feedback/steps_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/feedback/case_step.h"
#include "lib/feedback/steps.h"
#include "lib/store/batch.h"
#include "lib/store/changes.h"
#include "lib/store/query.h"

enum { AT = STEPS_ROWS_AT, ACTOR = STEPS_ROWS_ACTOR, CASE, STEP, OWNER, DEPARTMENT, OUTCOME, CAUSE,
	SCORE, NOTE, EXTERNAL, FIELDS };

static const struct record_field fields[FIELDS] = {
	[AT] = { .name = "at", .type = RECORD_PAST, .required = true,
	    .help = "date and time of the step (now)" },
	[ACTOR] = { .name = "actor", .type = RECORD_TEXT, .arg = "NAME",
	    .help = "name of the person who did it (the login name)" },
	[CASE] = { .name = "case_id", .type = RECORD_ROW, .required = true, .words = "feedback" },
	[STEP] = { .name = "step", .type = RECORD_WORD, .required = true,
	    .words = STEPS_STEPS_WORDS },
	[OWNER] = { .name = "owner", .type = RECORD_TEXT },
	[DEPARTMENT] = { .name = "department", .type = RECORD_TEXT },
	[OUTCOME] = { .name = "outcome", .type = RECORD_TEXT },
	[CAUSE] = { .name = "cause", .type = RECORD_TEXT },
	[SCORE] = { .name = "score", .type = RECORD_WHOLE, .low = 1, .high = 5 },
	[NOTE] = { .name = "note", .type = RECORD_TEXT },
	[EXTERNAL] = RECORD_EXTERNAL_FIELD,
};

/* A field that a step must have, or that only one step has. */
static const struct {
	int field, step;
	bool need, only;
} rules[] = {
	{ OWNER, STEPS_ASSIGN, true, false }, { OUTCOME, STEPS_RESOLVE, false, true },
	{ CAUSE, STEPS_RESOLVE, false, true }, { SCORE, STEPS_FOLLOW_UP, true, true },
	{ NOTE, STEPS_VOID, true, false }, { NOTE, STEPS_NOTE, true, false },
};

static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	const int step = steps_of(value[STEP].s);

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const bool empty = *value[rules[i].field].s == '\0', is = step == rules[i].step;

		*field = (size_t)rules[i].field;
		if (is && empty && rules[i].need) {
			snprintf(why, RECORD_WHY, say("is empty; the step %s requires it"),
			    steps_name(step));
			return false;
		}
		if (!is && !empty && rules[i].only) {
			snprintf(why, RECORD_WHY, say("is only for the step %s, not for %s"),
			    steps_name(rules[i].step), steps_name(step));
			return false;
		}
	}
	return true;
}

struct sink {
	const struct record_load *load;
	struct case_steps *cases;
	sqlite3_stmt *numbered;	/* the case with a number of another system */
	const char *login;	/* the actor of rows without one; NULL: not looked up yet */
};

static void *
open_sink(const struct record *r, const struct record_load *l)
{
	struct sink *s = mem_new(1, sizeof *s);

	(void)r;
	*s = (struct sink){ .load = l, .cases = case_step_open(l->store),
		.numbered = query_new(l->store,
		    "SELECT case_id FROM feedback WHERE source = ?1 AND external_id = ?2") };
	return s;
}

static const char *
actor_of(struct sink *s, const struct record_value *value)
{
	if (*value[ACTOR].s != '\0')
		return value[ACTOR].s;
	if (s->login == NULL)
		s->login = step_load_login();
	return s->login;
}

/* The case of a row: by its number in the store, or in the other system. Reports it if none is. */
static bool
find_case(struct sink *s, const struct record_value *value, int64_t *case_id)
{
	const char *own = value[CASE].s, *external = value[EXTERNAL].s;

	if (*own != '\0') {
		if (!num_count(own, case_id))
			record_bad(s->load, "case_id", "case %.60s is not a number", own);
		return num_count(own, case_id);
	}
	if (*external == '\0') {
		record_bad(s->load, "case_id", "case_id is empty, and so is external_id");
		return false;
	}
	query_text(s->numbered, 1, s->load->source);
	query_text(s->numbered, 2, external);
	const bool found = query_step(s->numbered);

	*case_id = sqlite3_column_int64(s->numbered, 0);
	sqlite3_reset(s->numbered);
	if (!found)
		record_bad(s->load, RECORD_EXTERNAL, "case '%.60s' of '%.60s' is not in the store",
		    external, s->load->source);
	return found;
}

static void
show_added(const struct sink *s, int64_t case_id, const struct record_value *value)
{
	char key[NUM_SIZE];

	if (s->load->changes == NULL)
		return;
	num_int(case_id, key);
	changes_added(s->load->changes, key, fields, FIELDS, value);
}

static void
put(void *ctx, const struct record_value *value, char *const *cell)
{
	struct sink *s = ctx;
	const struct case_step step = {
		.step = steps_of(value[STEP].s),
		.by = { .at = value[AT].s, .actor = actor_of(s, value), .note = value[NOTE].s,
		    .batch = s->load->batch->batch },
		.owner = value[OWNER].s, .department = value[DEPARTMENT].s,
		.outcome = value[OUTCOME].s, .cause = value[CAUSE].s, .score = value[SCORE].i,
	};
	const char *column;
	char why[STEP_LOAD_WHY];
	int64_t case_id;

	(void)cell;
	if (!find_case(s, value, &case_id))
		return;
	if (case_step_add(s->cases, &step, case_id, why, &column)) {
		s->load->batch->added++;
		show_added(s, case_id, value);
	} else {
		record_bad(s->load, column, "case %.60s %s",
		    *value[CASE].s ? value[CASE].s : value[EXTERNAL].s, why);
	}
}

static void
finish(void *ctx)
{
	struct sink *s = ctx;

	case_step_close(s->cases);
	query_free(s->numbered);
}

static const struct record_sink sink = {
	.open = open_sink, .put = put, .finish = finish, .close = free,
};

const struct record steps_rows_record = {
	.table = "feedback_event", .key = "event_id", .shown = "case_id", .field = fields,
	.n = FIELDS, .check = check, .sink = &sink, .numbered = RECORD_EXTERNAL, .repeats = true,
};
