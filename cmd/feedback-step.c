/* feedback-step - record a step of cases */
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/feedback/case_step_opts.h"
#include "lib/feedback/steps_rows.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/step_load.h"

static const struct tool tool = {
	"feedback-step", "[CASE...|FILE...]",
	"Record a step for each of these cases of feedback.  If one case does not allow the step,\n"
	"nothing is recorded.  Operands are case numbers; without operands, CSV with a column\n"
	"case_id is read.  Without an option for a step, CSV has one row per step: case_id, at,\n"
	"step, and if known actor, owner, department, outcome, cause, score, note.  Steps are\n"
	"only added, never changed.",
	"A step of cases prints case_id, at, step, state; CSV of steps prints one row: batch,\n"
	"read, added, updated, unchanged, rejected.\n"
	"Examples:\n"
	"  feedback-step 12 --assign=li/returns --note='asked for photos'\n"
	"  feedback-step 12 --resolve --outcome=refunded --cause=carrier\n"
	"  feedback-list --state=received | feedback-step --acknowledge\n"
	"  feedback-step -d shop.db steps-of-old-tickets.csv\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (no case has changed).\n",
};

static const struct put_head head[] = {
	{ "case_id", PUT_INT }, { "at", PUT_TEXT }, { "step", PUT_TEXT },
	{ "state", PUT_TEXT }, { 0 },
};

/* Records the step for the cases of the operands, or of a table. */
static void
take_step(struct case_step *s, const struct record_opts *o, char **operands)
{
	const struct step_load_step step = { "case_id", SAY("case"), steps_name(s->step), &s->by, s,
	    NULL, case_step_take };

	if (o->load.rejects || o->load.again || o->source)
		opt_misuse("--rejects, --again and --source require CSV with a column step");
	step_load_take(&tool, &step, head, o, operands);
}

#define STEP_FLAG(name, step, help) { OPT_FLAG, 0, name, NULL, help, &o.given[STEPS_##step] }

int
main(int argc, char *argv[])
{
	struct case_step_opts o = CASE_STEP_OPTS_DEFAULTS;
	struct record_opts log = { 0 };
	const struct opt more[] = {
		{ OPT_HEAD, 0, NULL, NULL, "One step for all cases, by their numbers", NULL },
		STEP_FLAG("acknowledge", ACKNOWLEDGE, "confirm receipt to the customer"),
		{ OPT_TEXT, 0, "assign", "OWNER[/DEPARTMENT]", "assign an owner", &o.assign },
		STEP_FLAG("start", START, "start work"),
		STEP_FLAG("wait", WAIT, "wait for the customer"),
		STEP_FLAG("resume", RESUME, "resume work after --wait"),
		STEP_FLAG("resolve", RESOLVE, "resolve the case, with --outcome and --cause"),
		{ OPT_TEXT, 0, "outcome", "TEXT", "what was done", &o.step.outcome },
		{ OPT_TEXT, 0, "cause", "TEXT", "why it happened", &o.step.cause },
		STEP_FLAG("inform", INFORM, "tell the customer the outcome"),
		{ OPT_COUNT, 0, "follow-up", "SCORE",
		    "record how the customer rates the handling, 1 to 5", &o.step.score },
		STEP_FLAG("close", CLOSE, "close the case"),
		STEP_FLAG("reopen", REOPEN, "reopen the case"),
		STEP_FLAG("void", VOID, "a mistake: it counts nowhere, but stays in the history"),
		{ OPT_TEXT, 0, "note", "TEXT", "a note", &o.step.by.note }, { 0 },
	};
	struct opt *opts = record_options(&steps_rows_record, &log, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	o.step.by.at = log.given[STEPS_ROWS_AT];
	o.step.by.actor = log.given[STEPS_ROWS_ACTOR];
	if (case_step_opts_check(&o))
		take_step(&o.step, &log, operands);
	else if (*operands && (*operands)[strspn(*operands, "0123456789")] == '\0')
		opt_misuse("no step given; use --acknowledge, --assign ... or --note");
	else
		record_log(&tool, &steps_rows_record, &log, operands);
	free(o.owner);
	return record_leave(opts);
}
