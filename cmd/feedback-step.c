/* feedback-step - a step that cases take */
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
	"Take cases of feedback a step along, all that are named or none: numbers as operands, or a table with\n"
	"a column case_id on standard input.  What a case has gone through is only added to, never changed.",
	"Examples:\n"
	"  feedback-step 12 --assign=li/returns --note='asked for photos'\n"
	"  feedback-step 12 --resolve --outcome=refunded --cause=carrier\n"
	"  feedback-list --state=received | feedback-step --acknowledge\n"
	"Exit status: 0; 2 trouble, and no case has changed.\n",
};

static const struct put_head head[] = {
	{ "case_id", PUT_INT }, { "at", PUT_TEXT }, { "step", PUT_TEXT }, { "state", PUT_TEXT }, { 0 },
};

/* The one that is given; a note goes with any, and is a step by itself. */
static int
choose(const bool given[static STEPS_STEPS])
{
	int step = STEPS_NOTE;

	for (int s = 0; s < STEPS_NOTE; s++) {
		if (!given[s])
			continue;
		if (step != STEPS_NOTE)
			opt_misuse("--%s and --%s: one step at a time", steps_name(step), steps_name(s));
		step = s;
	}
	if (!given[step])
		opt_misuse("say which step: --acknowledge, --assign ... --note");
	return step;
}

/* OWNER or OWNER/DEPARTMENT, taken apart within the copy that is returned. */
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
		opt_misuse("--assign is OWNER or OWNER/DEPARTMENT, not '%s'", assign);
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
		opt_misuse("--resolve needs --outcome=TEXT and --cause=TEXT");
	if (!resolves && (s->outcome || s->cause))
		opt_misuse("--outcome and --cause go with --resolve");
	if (s->step == STEPS_FOLLOW_UP && (s->score < 1 || s->score > 5))
		opt_misuse("--follow-up is from 1 to 5");
}

int
main(int argc, char *argv[])
{
	struct cases_step s = { .score = -1 };
	struct step_load_opts o = { 0 };
	bool given[STEPS_STEPS] = { 0 };
	const char *assign = NULL;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "acknowledge", NULL, "the customer knows that it has arrived", &given[STEPS_ACKNOWLEDGE] },
		{ OPT_TEXT, 0, "assign", "OWNER[/DEPARTMENT]", "somebody shall deal with it", &assign },
		{ OPT_FLAG, 0, "start", NULL, "somebody does", &given[STEPS_START] },
		{ OPT_FLAG, 0, "wait", NULL, "it is the customer's turn", &given[STEPS_WAIT] },
		{ OPT_FLAG, 0, "resume", NULL, "it is ours again", &given[STEPS_RESUME] },
		{ OPT_FLAG, 0, "resolve", NULL, "it is settled, with --outcome and --cause", &given[STEPS_RESOLVE] },
		{ OPT_TEXT, 0, "outcome", "TEXT", "what was done", &s.outcome },
		{ OPT_TEXT, 0, "cause", "TEXT", "why it had come to this", &s.cause },
		{ OPT_FLAG, 0, "inform", NULL, "the customer has been told", &given[STEPS_INFORM] },
		{ OPT_COUNT, 0, "follow-up", "SCORE", "how the customer found the handling, 1 to 5", &s.score },
		{ OPT_FLAG, 0, "close", NULL, "nothing is left to do", &given[STEPS_CLOSE] },
		{ OPT_FLAG, 0, "reopen", NULL, "it was not settled after all", &given[STEPS_REOPEN] },
		STEP_LOAD_OPTS(&s.by),
		{ OPT_TEXT, 0, "tz", "ZONE", "convert a date-time with an offset to ZONE (the store's zone)", &o.tz },
		{ OPT_FLAG, 'n', "dry-run", NULL, "say what would change, and change nothing", &o.dry_run },
		STORE_OPTS(&o.store), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	given[STEPS_ASSIGN] = assign != NULL;
	given[STEPS_FOLLOW_UP] = s.score != -1;
	given[STEPS_NOTE] = s.by.note != NULL;
	s.step = choose(given);
	char *owner = split_owner(&s, assign);

	check_step(&s);
	const struct step_load_step step = { "case_id", "case", steps_name(s.step), &s.by, &s, NULL, cases_take };

	step_load_take(&step, head, &o, operands);
	free(owner);
	return opt_leave();
}
