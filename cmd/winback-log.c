/* winback-log - attempts to win customers back into the store, and how they end */
#include <stdio.h>
#include <stdlib.h>

#include "lib/base/moment.h"
#include "lib/churn/winback.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"
#include "lib/store/step_load.h"

static const struct tool tool = {
	"winback-log", "[FILE...|WINBACK...]",
	"Record attempts to keep customers or to win them back: one by options, or many from CSV with\n"
	"columns of the same names.  There are no alerts about the customer until --pause-until (column\n"
	"until) or a result.  With --won or --lost the operands are numbers of attempts, or a table with a\n"
	"column winback_id is read, and that is recorded: of all, or of none.",
	"One attempt prints its number, CSV one row: batch, read, added, updated, unchanged, rejected; a\n"
	"result prints winback_id, at, result.\n"
	"Examples:\n"
	"  winback-log --customer-id=C000001 --reason='late deliveries' --pause-until=2026-03-31\n"
	"  winback-log --won --at=2026-03-10 12 13\n"
	"Exit status: 0; 1 --rejects rejected some; 2 trouble, and nothing was recorded.\n",
};

enum { DATE = 1, UNTIL = 6 };

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .required = true, .help = "who" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true, .help = "when it began (now)" },
	{ .name = "reason", .type = RECORD_TEXT, .help = "why the customer left, or might" },
	{ .name = "offer", .type = RECORD_TEXT, .help = "what was offered" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "by whom" },
	{ .name = "cost", .type = RECORD_AMOUNT, .help = "what the offer costs the business" },
	[UNTIL] = { .name = "until", .option = "pause-until", .type = RECORD_MOMENT,
		.help = "no alerts until then (for 90 days)" },
};

static bool
check(const char *const *value, size_t *field, char why[static RECORD_WHY])
{
	struct moment date, until;

	if (!moment_parse(value[DATE], &date) || !moment_parse(value[UNTIL], &until) || moment_last(until) >= moment_first(date))
		return true;
	*field = UNTIL;
	snprintf(why, RECORD_WHY, "is before the date");
	return false;
}

static void
record_result(struct winback_step *s, const struct record_opts *o, char **operands)
{
	static const struct put_head head[] = { { "winback_id", PUT_INT }, { "at", PUT_TEXT }, { "result", PUT_TEXT }, { 0 } };
	const struct step_load_step step = { "winback_id", "win-back", winback_name(s->result), &s->by, s, NULL, winback_take };
	const struct step_load_opts opts = { o->store, o->form, o->load.dates.zone, o->load.dry_run };

	step_load_take(&step, head, &opts, operands);
}

int
main(int argc, char *argv[])
{
	static const struct record record = { "winback", "winback_id", fields, sizeof fields / sizeof *fields, check, NULL };
	struct record_opts o = { 0 };
	struct winback_step step = { 0 };
	bool won = false, lost = false;
	const struct opt more[] = {
		{ OPT_FLAG, 0, "won", NULL, "these attempts succeeded", &won },
		{ OPT_FLAG, 0, "lost", NULL, "these attempts failed", &lost },
		STEP_LOAD_OPTS(&step.by), { 0 },
	};
	struct opt *opts = record_options(&record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (won && lost)
		opt_misuse("one result at a time: --won or --lost");
	if (!won && !lost && step_load_given(&step.by))
		opt_misuse("--at, --actor and --note go with --won or --lost");
	if ((won || lost) && record_given(&record, &o))
		opt_misuse("a result goes with no fields, and with no options for CSV");
	step.result = won ? WINBACK_WON : WINBACK_LOST;
	if (won || lost)
		record_result(&step, &o, operands);
	else
		record_log(&tool, &record, &o, operands);
	free(opts);
	return opt_leave();
}
