/* feedback-step - record a step of cases */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/feedback/cases.h"
#include "lib/feedback/steps.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/step_load.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"feedback-step", "[CASE...]",
	"Record a step for each of these cases of feedback.  If one case does not allow the step,\n"
	"nothing is recorded.  Operands are case numbers; without operands, CSV with a column\n"
	"case_id is read.  Steps are only added, never changed.",
	"Examples:\n"
	"  feedback-step 12 --assign=li/returns --note='asked for photos'\n"
	"  feedback-step 12 --resolve --outcome=refunded --cause=carrier\n"
	"  feedback-list --state=received | feedback-step --acknowledge\n"
	"Exit status: 0 on success; 2 on error (no case has changed).\n",
};

static const struct put_head head[] = {
	{ "case_id", PUT_INT }, { "at", PUT_TEXT }, { "step", PUT_TEXT },
	{ "state", PUT_TEXT }, { 0 },
};

/* The step that the options name. A note can accompany any step; alone it is a step of its own. */
static int
choose(const bool given[static STEPS_STEPS])
{
	int step = STEPS_NOTE;

	for (int s = 0; s < STEPS_NOTE; s++) {
		if (!given[s])
			continue;
		if (step != STEPS_NOTE)
			opt_misuse("--%s and --%s cannot be used together", steps_name(step),
			    steps_name(s));
		step = s;
	}
	if (!given[step])
		opt_misuse("no step given; use --acknowledge, --assign ... or --note");
	return step;
}

/* Splits OWNER or OWNER/DEPARTMENT, in a copy that the caller frees after the step. */
static char *
split_owner(struct cases_step *s, const char *assign)
{
	step_load_check("assign", assign);
	if (assign == NULL)
		return NULL;
	char *owner = mem_text(assign), *slash = strchr(owner, '/');

	if (slash)
		*slash = '\0';
	if (*owner == '\0' || (slash && slash[1] == '\0'))
		opt_misuse("--assign must be OWNER or OWNER/DEPARTMENT, not '%s'", assign);
	s->owner = owner;
	s->department = slash ? slash + 1 : NULL;
	return owner;
}

static void
check_step(const struct cases_step *s)
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

int
main(int argc, char *argv[])
{
	struct cases_step s = { .score = -1 };
	struct step_load_opts o = { 0 };
	bool given[STEPS_STEPS] = { 0 };
	const char *assign = NULL;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "acknowledge", NULL, "confirm receipt to the customer",
		    &given[STEPS_ACKNOWLEDGE] },
		{ OPT_TEXT, 0, "assign", "OWNER[/DEPARTMENT]", "assign an owner", &assign },
		{ OPT_FLAG, 0, "start", NULL, "start work", &given[STEPS_START] },
		{ OPT_FLAG, 0, "wait", NULL, "wait for the customer", &given[STEPS_WAIT] },
		{ OPT_FLAG, 0, "resume", NULL, "resume work after --wait", &given[STEPS_RESUME] },
		{ OPT_FLAG, 0, "resolve", NULL, "resolve the case, with --outcome and --cause",
		    &given[STEPS_RESOLVE] },
		{ OPT_TEXT, 0, "outcome", "TEXT", "what was done", &s.outcome },
		{ OPT_TEXT, 0, "cause", "TEXT", "why it happened", &s.cause },
		{ OPT_FLAG, 0, "inform", NULL, "tell the customer the outcome",
		    &given[STEPS_INFORM] },
		{ OPT_COUNT, 0, "follow-up", "SCORE",
		    "record how the customer rates the handling, 1 to 5", &s.score },
		{ OPT_FLAG, 0, "close", NULL, "close the case", &given[STEPS_CLOSE] },
		{ OPT_FLAG, 0, "reopen", NULL, "reopen the case", &given[STEPS_REOPEN] },
		{ OPT_FLAG, 0, "void", NULL,
		    "the case was a mistake: it counts nowhere, but stays in the history",
		    &given[STEPS_VOID] },
		STEP_LOAD_OPTS(&s.by),
		{ OPT_TEXT, 0, "tz", "ZONE",
		    "convert date-times with an offset to ZONE (the store's)", &o.tz },
		{ OPT_FLAG, 'n', "dry-run", NULL, "show what would change, but change nothing",
		    &o.dry_run },
		STORE_OPTS(&o.store), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	given[STEPS_ASSIGN] = assign != NULL;
	given[STEPS_FOLLOW_UP] = s.score != -1;
	given[STEPS_NOTE] = s.by.note != NULL;
	s.step = choose(given);
	char *owner = split_owner(&s, assign);

	check_step(&s);
	const struct step_load_step step = { "case_id", "case", steps_name(s.step), &s.by, &s, NULL,
	    cases_take };

	step_load_take(&step, head, &o, operands);
	free(owner);
	return opt_leave();
}
