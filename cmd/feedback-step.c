/* feedback-step - a step that cases take */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "lib/acting.h"
#include "lib/cases.h"
#include "lib/date.h"
#include "lib/mem.h"
#include "lib/opt.h"
#include "lib/picks.h"
#include "lib/put.h"
#include "lib/steps.h"
#include "lib/store.h"
#include "lib/text.h"

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

static void
check_text(const char *name, const char *s)
{
	if (s && *s == '\0')
		opt_misuse("--%s is empty", name);
	if (s && text_utf8(s, strlen(s)) != strlen(s))
		opt_misuse("--%s is not UTF-8", name);
}

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
	check_text("assign", assign);
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

	check_text("outcome", s->outcome);
	check_text("cause", s->cause);
	check_text("note", s->note);
	if (resolves && (s->outcome == NULL || s->cause == NULL))
		opt_misuse("--resolve needs --outcome=TEXT and --cause=TEXT");
	if (!resolves && (s->outcome || s->cause))
		opt_misuse("--outcome and --cause go with --resolve");
	if (s->step == STEPS_FOLLOW_UP && (s->score < 1 || s->score > 5))
		opt_misuse("--follow-up is from 1 to 5");
}

/* Every case that cannot is named, and then none does. */
static void
take_all(sqlite3 *db, const int64_t *cases, size_t n, const struct cases_step *s, int *state)
{
	char why[CASES_WHY];
	size_t bad = 0;

	for (size_t i = 0; i < n; i++)
		if (!cases_take(db, cases[i], s, &state[i], why)) {
			warnx("case %jd %s", (intmax_t)cases[i], why);
			bad++;
		}
	if (bad > 0)
		errx(EXIT_TROUBLE, "nothing was changed");
}

static void
print(const int64_t *cases, size_t n, const struct cases_step *s, const int *state, const struct put_opts *form)
{
	struct put *out = put_open(form);

	put_columns(out, head);
	for (size_t i = 0; i < n; i++) {
		put_int(out, cases[i]);
		put_text(out, s->at);
		put_text(out, steps_name(s->step));
		put_text(out, steps_state_name(state[i]));
		put_end(out);
	}
	put_close(out);
}

struct asked {
	struct cases_step step;
	struct acting by;
	struct date_reader dates;
	struct store_opts store;
	struct put_opts form;
	bool dry_run;
};

static void
take(struct asked *a, char **operands)
{
	size_t n;
	int64_t *cases = picks_read(operands, "case_id", &n);
	int *state = mem_new(n, sizeof *state);
	sqlite3 *db = store_open(&a->store, STORE_CHANGE, NULL);

	store_begin(db);
	char *zone = store_meta(db, "timezone");

	if (a->dates.zone == NULL)
		a->dates.zone = zone;
	opt_use_zone(a->dates.zone);
	acting_begin(&a->by, &a->dates);
	a->step.at = a->by.at;
	a->step.actor = a->by.actor;
	take_all(db, cases, n, &a->step, state);
	if (a->dry_run) {
		store_rollback(db);
	} else {
		store_commit(db);
		opt_committed("%s of %zu case%s is committed", steps_name(a->step.step), n, n == 1 ? "" : "s");
	}
	store_close(db);
	print(cases, n, &a->step, state, &a->form);
	free(zone);
	free(state);
	free(cases);
}

int
main(int argc, char *argv[])
{
	struct asked a = { .step.score = -1 };
	struct cases_step *s = &a.step;
	bool given[STEPS_STEPS] = { 0 };
	const char *assign = NULL;
	const struct opt opts[] = {
		{ OPT_FLAG, 0, "acknowledge", NULL, "the customer knows that it has arrived", &given[STEPS_ACKNOWLEDGE] },
		{ OPT_TEXT, 0, "assign", "OWNER[/DEPARTMENT]", "somebody shall deal with it", &assign },
		{ OPT_FLAG, 0, "start", NULL, "somebody does", &given[STEPS_START] },
		{ OPT_FLAG, 0, "wait", NULL, "it is the customer's turn", &given[STEPS_WAIT] },
		{ OPT_FLAG, 0, "resume", NULL, "it is ours again", &given[STEPS_RESUME] },
		{ OPT_FLAG, 0, "resolve", NULL, "it is settled, with --outcome and --cause", &given[STEPS_RESOLVE] },
		{ OPT_TEXT, 0, "outcome", "TEXT", "what was done", &s->outcome },
		{ OPT_TEXT, 0, "cause", "TEXT", "why it had come to this", &s->cause },
		{ OPT_FLAG, 0, "inform", NULL, "the customer has been told", &given[STEPS_INFORM] },
		{ OPT_COUNT, 0, "follow-up", "SCORE", "how the customer found the handling, 1 to 5", &s->score },
		{ OPT_FLAG, 0, "close", NULL, "nothing is left to do", &given[STEPS_CLOSE] },
		{ OPT_FLAG, 0, "reopen", NULL, "it was not settled after all", &given[STEPS_REOPEN] },
		ACTING_OPTS(&a.by),
		{ OPT_TEXT, 0, "tz", "ZONE", "convert a date-time with an offset to ZONE (the store's zone)", &a.dates.zone },
		{ OPT_FLAG, 'n', "dry-run", NULL, "say what would change, and change nothing", &a.dry_run },
		STORE_OPTS(&a.store), PUT_OPTS(&a.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	s->note = a.by.note;
	given[STEPS_ASSIGN] = assign != NULL;
	given[STEPS_FOLLOW_UP] = s->score != -1;
	given[STEPS_NOTE] = s->note != NULL;
	s->step = choose(given);
	char *owner = split_owner(s, assign);

	check_step(s);
	take(&a, operands);
	free(owner);
	return opt_leave();
}
