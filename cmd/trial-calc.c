/* trial-calc - compare the outcomes of the arms of a trial */
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/trial/trial_rows.h"

static const struct tool tool = {
	"trial-calc", "[FILE...]",
	"Compare what the treated and the held-out customers of a trial bought: the difference\n"
	"per customer and its 95 % interval, adjusted by what they bought before (CUPED).\n"
	"Reads the list that trial-assign printed (customer_id, arm, assigned), or the trial that\n"
	"it recorded in a store; and the orders.",
	"A customer without orders counts as 0.  The day of the assignment belongs to the time\n"
	"before.  With --by, the intervals hold for all groups together.\n"
	"Examples:\n"
	"  trial-calc --orders=orders.csv --horizon=90d spring.csv\n"
	"  trial-calc -d shop.db --trial=spring -t\n"
	"  trial-calc --orders=orders.csv --by=segment --outcomes=spend spring.csv\n"
	"  trial-calc --outcome-column=minutes --past-column=minutes_before visits.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

int
main(int argc, char *argv[])
{
	struct trial_opts o = TRIAL_OPTS_DEFAULTS;
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		{ OPT_TEXT, 0, "trial", "NAME", "the trial in the store", &o.trial },
		{ OPT_TEXT, 0, "outcomes", "NAME,...",
		    "compare these: spend, orders, bought, churned (spend,orders,bought)",
		    &o.measures },
		{ OPT_DURATION, 0, "horizon", "DURATION",
		    "count the outcome for this long after the assignment (90d)", &o.horizon },
		{ OPT_TIME, 0, "before", "TIME",
		    "adjust by this long before the assignment (the horizon; 0: do not adjust)",
		    &o.before },
		{ OPT_TEXT, 0, "outcome-column", "COLUMN",
		    "compare this number of the list instead of purchases", &o.value },
		{ OPT_TEXT, 0, "past-column", "COLUMN",
		    "with --outcome-column: adjust by this number of the list", &o.past },
		{ OPT_TEXT, 0, "by", "COLUMN",
		    "compare within each group of this column of the list", &o.by },
		{ OPT_TEXT, 0, "looks", "K/N",
		    "this is look K of N at the trial while it goes on", &o.looks },
		{ OPT_DATE, 0, "assigned", "DATE",
		    "the day of the assignment (column assigned)", &o.assigned },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)",
		    &o.facts.log.as_of },
		PURCHASES_OPTS(&o.facts), READING_OPTS(&o.reading), PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	trial_rows_check(&o, operands);
	trial_rows_compare(&o, operands, &form);
	return opt_leave();
}
