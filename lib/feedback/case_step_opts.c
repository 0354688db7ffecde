#include "lib/feedback/case_step_opts.h"

#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/opt.h"

/*
 * The step that the options name. A note can accompany any step; alone, or without any option, it
 * is the step.
 */
static int
choose(const bool given[static STEPS_STEPS])
{
	int step = STEPS_NOTE;

	for (int s = 0; s < STEPS_NOTE; s++) {
		if (given[s] && step != STEPS_NOTE)
			opt_misuse("--%s and --%s cannot be used together", steps_name(step),
			    steps_name(s));
		step = given[s] ? s : step;
	}
	return step;
}

/* Splits OWNER or OWNER/DEPARTMENT. */
static void
split_owner(struct case_step_opts *o)
{
	step_load_check("assign", o->assign);
	if (o->assign == NULL)
		return;
	o->owner = mem_text(o->assign);
	char *slash = strchr(o->owner, '/');

	if (slash)
		*slash = '\0';
	if (*o->owner == '\0' || (slash && slash[1] == '\0'))
		opt_misuse("--assign must be OWNER or OWNER/DEPARTMENT, not '%s'", o->assign);
	o->step.owner = o->owner;
	o->step.department = slash ? slash + 1 : NULL;
}

static void
check(const struct case_step *s)
{
	const bool resolves = s->step == STEPS_RESOLVE;

	step_load_check("outcome", s->outcome);
	step_load_check("cause", s->cause);
	step_load_check("note", s->by.note);
	if (resolves && (s->outcome == NULL || s->cause == NULL))
		opt_misuse("--resolve requires --outcome=TEXT and --cause=TEXT");
	if (s->step == STEPS_VOID && s->by.note == NULL)
		opt_misuse("--void requires --note=WHY");
	if (!resolves && (s->outcome || s->cause))
		opt_misuse("--outcome and --cause require --resolve");
	if (s->step == STEPS_FOLLOW_UP && (s->score < 1 || s->score > 5))
		opt_misuse("--follow-up must be from 1 to 5");
}

bool
case_step_opts_check(struct case_step_opts *o)
{
	struct case_step *s = &o->step;

	o->given[STEPS_ASSIGN] = o->assign != NULL;
	o->given[STEPS_FOLLOW_UP] = s->score != -1;
	o->given[STEPS_NOTE] = s->by.note != NULL;
	split_owner(o);
	s->step = choose(o->given);
	check(s);
	return o->given[s->step];
}
