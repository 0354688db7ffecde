/* winback-log - record attempts to win customers back, and their results */
#include <stdio.h>

#include "lib/base/say.h"
#include "lib/churn/winback.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"
#include "lib/store/step_load.h"

static const struct tool tool = {
	"winback-log", "[FILE...|WINBACK...]",
	"Record attempts to keep customers or to win them back: one by options, or many from CSV\n"
	"with columns of the same names.  Alerts about the customer pause until --pause-until\n"
	"(column until), or until there is a result.  With --won or --lost, record the result of\n"
	"attempts instead.  Operands are then attempt numbers; without operands, CSV with a\n"
	"column winback_id is read.  All are recorded, or none.",
	"One attempt prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected; a result prints winback_id, at, result.\n"
	"Examples:\n"
	"  winback-log --customer-id=C000001 --reason=late --pause-until=2026-03-31\n"
	"  winback-log --won --at=2026-03-10 12 13\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

enum { DATE = 1, UNTIL = 6 };

static const struct record_field fields[] = {
	{ .name = "customer_id", .type = RECORD_CUSTOMER, .own = true, .required = true,
	    .help = "the customer" },
	[DATE] = { .name = "date", .type = RECORD_PAST, .required = true,
	    .help = "when it began (now)" },
	{ .name = "reason", .type = RECORD_TEXT, .own = true,
	    .help = "why the customer left or might leave" },
	{ .name = "offer", .type = RECORD_TEXT, .own = true, .help = "what was offered" },
	{ .name = "agent", .type = RECORD_TEXT, .help = "who made the attempt" },
	{ .name = "cost", .type = RECORD_AMOUNT, .help = "cost of the offer to the business" },
	[UNTIL] = { .name = "until", .option = "pause-until", .type = RECORD_MOMENT,
		.clocked = true,
		.help = "no alerts until then (90 days later)" },
};

static bool
check(const struct record_value *value, size_t *field, char why[static RECORD_WHY])
{
	if (!record_field_ends_before(&value[UNTIL], &value[DATE]))
		return true;
	*field = UNTIL;
	snprintf(why, RECORD_WHY, say("is before the date of the attempt"));
	return false;
}

static void
record_result(struct winback_step *s, const struct record_opts *o, char **operands)
{
	static const struct put_head head[] = { { "winback_id", PUT_INT }, { "at", PUT_TEXT },
	    { "result", PUT_TEXT }, { 0 } };
	const struct step_load_step step = { "winback_id", SAY("win-back"), winback_name(s->result),
	    &s->by, s, NULL, winback_take };

	step_load_take(&tool, &step, head, o, operands);
}

int
main(int argc, char *argv[])
{
	static const struct record record = { .table = "winback", .key = "winback_id",
	    .field = fields, .n = sizeof fields / sizeof *fields, .check = check };
	struct record_opts o = { 0 };
	struct winback_step step = { 0 };
	bool won = false, lost = false;
	const struct opt more[] = {
		{ OPT_HEAD, 0, NULL, NULL, "Instead: results of attempts, by their numbers", NULL },
		{ OPT_FLAG, 0, "won", NULL, "record that the attempts succeeded", &won },
		{ OPT_FLAG, 0, "lost", NULL, "record that the attempts failed", &lost },
		STEP_LOAD_OPTS(&step.by), { 0 },
	};
	struct opt *opts = record_options(&record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);

	if (won && lost)
		opt_misuse("--won and --lost cannot be used together");
	if (!won && !lost && step_load_given(&step.by))
		opt_misuse("--at, --actor and --note require --won or --lost");
	if ((won || lost) && record_given(&record, &o))
		opt_misuse("--won and --lost cannot be used with fields or CSV options");
	step.result = won ? WINBACK_WON : WINBACK_LOST;
	if (won || lost)
		record_result(&step, &o, operands);
	else
		record_log(&tool, &record, &o, operands);
	return record_leave(opts);
}
