/* visit-log - record appointments, queue tickets, and what becomes of them */
#include "lib/base/say.h"
#include "lib/io/opt.h"
#include "lib/store/record.h"
#include "lib/store/step_load.h"
#include "lib/visit/visit_record.h"

static const struct tool tool = {
	"visit-log", "[FILE...|VISIT...]",
	"Record visits: one by options, or many from CSV with columns of the same names, and\n"
	"started, ended, abandoned, cancelled and missed.  With --slot it is an appointment, else\n"
	"a ticket of a queue.  An appointment that overlaps another one of the same agent or\n"
	"customer is refused.  With --arrive, --start and so on, record a step of visits instead:\n"
	"operands are then their numbers; without operands, CSV with a column visit_id is read.",
	"One visit prints its number; CSV prints one row: batch, read, added, updated,\n"
	"unchanged, rejected; a step prints visit_id, at, step, state.\n"
	"Examples:\n"
	"  visit-log --customer-id=C000001 --agent=Li --slot=2025-06-03T10:30 --minutes=30\n"
	"  visit-log --queue=returns\n"
	"  visit-log --start 12; visit-log --end 12\n"
	"  visit-list --state=booked --until=2025-06-02 | visit-log --miss\n"
	"Exit status: 0 on success; 1 if --rejects rejected rows;"
	" 2 on error (nothing was recorded).\n",
};

static void
take_step(struct visit_record_step *s, const struct record_opts *o, char **operands)
{
	static const struct put_head head[] = { { "visit_id", PUT_INT }, { "at", PUT_TEXT },
	    { "step", PUT_TEXT }, { "state", PUT_TEXT }, { 0 } };
	const struct step_load_step step = { "visit_id", SAY("visit"),
	    visit_column(s->what), &s->by, s,
	    NULL, visit_record_take };

	step_load_take(&tool, &step, head, o, operands);
}

int
main(int argc, char *argv[])
{
	struct record_opts o = { 0 };
	struct visit_record_step step = { 0 };
	bool flag[VISIT_STEPS] = { false };
	const struct opt more[] = {
		{ OPT_HEAD, 0, NULL, NULL, "Instead: steps of visits, by their numbers", NULL },
		{ OPT_FLAG, 0, "arrive", NULL, "the customers came", &flag[VISIT_ARRIVE] },
		{ OPT_FLAG, 0, "start", NULL, "their service began", &flag[VISIT_START] },
		{ OPT_FLAG, 0, "end", NULL, "their service ended", &flag[VISIT_END] },
		{ OPT_FLAG, 0, "abandon", NULL, "they left the queue without service",
		    &flag[VISIT_ABANDON] },
		{ OPT_FLAG, 0, "cancel", NULL, "they cancelled the appointments",
		    &flag[VISIT_CANCEL] },
		{ OPT_FLAG, 0, "miss", NULL, "they did not come", &flag[VISIT_MISS] },
		{ OPT_TEXT, 0, "at", "DATETIME", "date and time of the step (now)", &step.by.at },
		{ 0 },
	};
	struct opt *opts = record_options(&visit_record, &o, more);
	char **operands = opt_parse(&tool, opts, argc, argv);
	int steps = 0;

	for (int i = 0; i < VISIT_STEPS; i++) {
		steps += flag[i];
		step.what = flag[i] ? (enum visit_step)i : step.what;
	}
	if (steps > 1)
		opt_misuse("only one step can be recorded at a time");
	if (steps == 0 && step.by.at)
		opt_misuse("--at requires a step, such as --arrive");
	if (steps > 0 && record_given(&visit_record, &o))
		opt_misuse("a step cannot be used with fields or CSV options");
	if (o.given[VISIT_RECORD_SLOT] && o.given[VISIT_RECORD_ARRIVED] == NULL)
		o.given[VISIT_RECORD_ARRIVED] = "";	/* an appointment: not come yet */
	if (steps > 0)
		take_step(&step, &o, operands);
	else
		record_log(&tool, &visit_record, &o, operands);
	return record_leave(opts);
}
