/* promise-log - record promises to customers, and their steps */
#include <stdio.h>

#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/service/promise_rows.h"
#include "lib/store/record.h"
#include "lib/store/step_load.h"

static const struct tool tool = {
	"promise-log", "[FILE...|PROMISE...]",
	"Record promises to customers: one by options, or many from CSV with columns of the same\n"
	"names.  With --kept, --break or --move, record what became of promises instead.\n"
	"Operands are then promise numbers; without operands, CSV with a column promise_id is\n"
	"read.  All are recorded, or none.",
	"One promise prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected; a step prints promise_id, at, step, state.\n"
	"Examples:\n"
	"  promise-log --customer-id=C000001 --promise='call back' --due=2025-06-03T17:00 "
	"--channel=phone\n"
	"  promise-log --move=2025-06-05 --told 12\n"
	"  promise-log --kept --at=2025-06-04T09:30 12 13\n"
	"  promise-list --overdue --until=2024-12-31 | promise-log --break\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

enum { DATE = 1, DUE = 3 };

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .own = true, .required = true,
	    .help = "the customer" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true,
	    .help = "when it was promised (now)" },
	{ .name = "promise", .type = RECORD_TEXT, .own = true, .required = true,
	    .help = "what was promised" },
	[DUE] = { .name = "due", .type = RECORD_MOMENT, .clocked = true, .own = true,
	    .required = true, .help = "when it is due; without a time: by the end of the day" },
	{ .name = "channel", .type = RECORD_WORD, .words = RECORD_CHANNELS,
	    .help = "channel it was promised through" },
	{ .name = "touchpoint", .type = RECORD_TEXT,
	    .help = "touchpoint it is about: delivery, support" },
	{ .name = "order_id", .type = RECORD_ID, .own = true, .help = "order it is about" },
	{ .name = "case_id", .type = RECORD_ROW, .own = true, .words = "feedback",
	    .help = "case it is about" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "who made the promise" },
};

static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	if (!record_field_ends_before(&value[DUE], &value[DATE]))
		return true;
	*field = DUE;
	snprintf(why, RECORD_WHY, say("is before the date of the promise"));
	return false;
}

/* Reads the new due time of --move. */
static void
read_move(void *ctx, const struct date_reader *dates)
{
	struct promise_rows_step *s = ctx;

	if (s->move == NULL)
		return;
	s->due = step_load_moment(dates, "move", s->move);
	if (moment_last(s->due) < moment_first(s->by.when))
		opt_misuse("--move '%.60s' is before the time of the step", s->move);
}

static void
take_step(struct promise_rows_step *s, const struct record_opts *o, char **operands)
{
	static const struct put_head head[] = { { "promise_id", PUT_INT }, { "at", PUT_TEXT },
	    { "step", PUT_TEXT }, { "state", PUT_TEXT }, { 0 } };
	const struct step_load_step step = { "promise_id", SAY("promise"),
	    promise_step_name(s->what),
	    &s->by, s, read_move, promise_rows_take };

	step_load_take(&tool, &step, head, o, operands);
}

int
main(int argc, char *argv[])
{
	static const struct record record = { .table = "promise", .key = "promise_id",
	    .field = fields, .n = sizeof fields / sizeof *fields, .check = check };
	struct record_opts o = { 0 };
	struct promise_rows_step step = { 0 };
	bool kept = false, broken = false;
	const struct opt more[] = {
		{ OPT_HEAD, 0, NULL, NULL, "Instead: steps of promises, by their numbers", NULL },
		{ OPT_FLAG, 0, "kept", NULL, "record that the promises were kept", &kept },
		{ OPT_FLAG, 0, "break", NULL, "record that the promises were broken", &broken },
		{ OPT_TEXT, 0, "move", "DATETIME", "move the due time of the promises",
		    &step.move },
		{ OPT_FLAG, 0, "told", NULL, "with --move: the customer was told", &step.told },
		STEP_LOAD_OPTS(&step.by), { 0 },
	};
	struct opt *opts = record_options(&record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);
	const int steps = kept + broken + (step.move != NULL);

	if (steps > 1)
		opt_misuse("--kept, --break and --move cannot be used together");
	if (step.told && step.move == NULL)
		opt_misuse("--told requires --move");
	if (steps == 0 && step_load_given(&step.by))
		opt_misuse("--at, --actor and --note require --kept, --break or --move");
	if (steps > 0 && record_given(&record, &o))
		opt_misuse("--kept, --break and --move cannot be used with fields or CSV options");
	step.what = kept ? PROMISE_KEEP : broken ? PROMISE_BREAK : PROMISE_MOVE;
	if (steps > 0)
		take_step(&step, &o, operands);
	else
		record_log(&tool, &record, &o, operands);
	return record_leave(opts);
}
