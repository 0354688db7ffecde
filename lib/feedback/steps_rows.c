#include "lib/feedback/steps_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/feedback/case_step.h"
#include "lib/feedback/steps.h"
#include "lib/store/batch.h"

enum { AT = STEPS_ROWS_AT, ACTOR = STEPS_ROWS_ACTOR, CASE, STEP, OWNER, DEPARTMENT, OUTCOME, CAUSE,
	SCORE, NOTE, FIELDS };

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
			snprintf(why, RECORD_WHY, "is empty; the step %s requires it",
			    steps_name(step));
			return false;
		}
		if (!is && !empty && rules[i].only) {
			snprintf(why, RECORD_WHY, "is only for the step %s, not for %s",
			    steps_name(rules[i].step), steps_name(step));
			return false;
		}
	}
	return true;
}

struct sink {
	const struct record_load *load;
	struct case_steps *cases;
	const char *login;	/* the actor of rows without one; NULL: not looked up yet */
};

static void *
open_sink(const struct record *r, const struct record_load *l)
{
	struct sink *s = mem_new(1, sizeof *s);

	(void)r;
	*s = (struct sink){ .load = l, .cases = case_step_open(l->store) };
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
	const char *column = "case_id";
	char why[STEP_LOAD_WHY] = "is not a number";
	int64_t case_id;

	(void)cell;
	if (num_count(value[CASE].s, &case_id) &&
	    case_step_add(s->cases, &step, case_id, why, &column))
		s->load->batch->added++;
	else
		record_bad(s->load, column, "case %.60s %s", value[CASE].s, why);
}

static void
finish(void *ctx)
{
	struct sink *s = ctx;

	case_step_close(s->cases);
}

static const struct record_sink sink = {
	.open = open_sink, .put = put, .finish = finish, .close = free,
};

const struct record steps_rows_record = {
	.table = "feedback_event", .key = "event_id", .field = fields, .n = FIELDS, .check = check,
	.sink = &sink,
};
