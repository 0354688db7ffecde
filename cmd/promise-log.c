/* promise-log - promises to customers into the store, and what becomes of them */
#include <stdio.h>
#include <stdlib.h>

#include "lib/io/opt.h"
#include "lib/service/promise_rows.h"
#include "lib/store/record.h"
#include "lib/store/step_load.h"

static const struct tool tool = {
	"promise-log", "[FILE...|PROMISE...]",
	"Record what was promised to customers: one promise by options, or many from CSV with columns of\n"
	"the same names.  With --kept, --break or --move the operands are numbers of promises, or a table\n"
	"with a column promise_id is read, and what became of them is recorded: of all, or of none.",
	"One promise prints its number, CSV one row: batch, read, added, updated, unchanged, rejected; a\n"
	"step prints promise_id, at, step, state.\n"
	"Examples:\n"
	"  promise-log --customer-id=C000001 --promise='call back' --due=2025-06-03T17:00 --channel=phone\n"
	"  promise-log --move=2025-06-05 --told 12\n"
	"  promise-log --kept --at=2025-06-04T09:30 12 13\n"
	"  promise-list --overdue --until=2024-12-31 | promise-log --break\n"
	"Exit status: 0; 1 --rejects rejected some; 2 trouble, and nothing was recorded.\n",
};

enum { DATE = 1, DUE = 3 };

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .required = true, .help = "to whom" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true, .help = "when it was promised (now)" },
	{ .name = "promise", .type = RECORD_TEXT, .required = true, .help = "what" },
	[DUE] = { .name = "due", .type = RECORD_MOMENT, .required = true, .help = "by when; a day: to its end" },
	{ .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS, .help = "by which way it was promised" },
	{ .name = "touchpoint", .type = RECORD_TEXT, .help = "what it is about: delivery, support" },
	{ .name = "order_id", .type = RECORD_ID, .help = "the order it is about" },
	{ .name = "case_id", .type = RECORD_ROW, .words = "feedback", .help = "the case it is about" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "who promised" },
};

static bool
check(const char *const *value, size_t *field, char why[static RECORD_WHY])
{
	struct moment date, due;

	if (!moment_parse(value[DATE], &date) || !moment_parse(value[DUE], &due) || moment_last(due) >= moment_first(date))
		return true;
	*field = DUE;
	snprintf(why, RECORD_WHY, "is before the date of the promise");
	return false;
}

/* By when it is due instead. */
static void
read_move(void *ctx, const struct date_reader *dates)
{
	struct promise_rows_step *s = ctx;

	if (s->move == NULL)
		return;
	s->due = step_load_moment(dates, "move", s->move);
	if (moment_last(s->due) < moment_first(s->by.when))
		opt_misuse("--move '%.60s' is before the step itself", s->move);
}

static void
take_step(struct promise_rows_step *s, const struct record_opts *o, char **operands)
{
	static const struct put_head head[] = { { "promise_id", PUT_INT }, { "at", PUT_TEXT }, { "step", PUT_TEXT },
		{ "state", PUT_TEXT }, { 0 } };
	const struct step_load_step step = { "promise_id", "promise", promise_step_name(s->what), &s->by, s, read_move, promise_rows_take };
	const struct step_load_opts opts = { o->store, o->form, o->load.dates.zone, o->load.dry_run };

	step_load_take(&step, head, &opts, operands);
}

int
main(int argc, char *argv[])
{
	static const struct record record = { "promise", "promise_id", fields, sizeof fields / sizeof *fields, check, NULL };
	struct record_opts o = { 0 };
	struct promise_rows_step step = { 0 };
	bool kept = false, broken = false;
	const struct opt more[] = {
		{ OPT_FLAG, 0, "kept", NULL, "these promises were kept", &kept },
		{ OPT_FLAG, 0, "break", NULL, "these promises were broken", &broken },
		{ OPT_TEXT, 0, "move", "DATETIME", "these promises are due then instead", &step.move },
		{ OPT_FLAG, 0, "told", NULL, "and the customer was told of that", &step.told },
		STEP_LOAD_OPTS(&step.by), { 0 },
	};
	struct opt *opts = record_options(&record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);
	const int steps = kept + broken + (step.move != NULL);

	if (steps > 1)
		opt_misuse("one step at a time: --kept, --break or --move");
	if (step.told && step.move == NULL)
		opt_misuse("--told goes with --move");
	if (steps == 0 && step_load_given(&step.by))
		opt_misuse("--at, --actor and --note go with --kept, --break or --move");
	if (steps > 0 && record_given(&record, &o))
		opt_misuse("a step goes with no fields, and with no options for CSV");
	step.what = kept ? PROMISE_KEEP : broken ? PROMISE_BREAK : PROMISE_MOVE;
	if (steps > 0)
		take_step(&step, &o, operands);
	else
		record_log(&tool, &record, &o, operands);
	free(opts);
	return opt_leave();
}
