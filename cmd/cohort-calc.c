/* cohort-calc - who stays: retention by cohort, survival curves, and tests between groups */
#include "lib/base/period.h"
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/cohort_opts.h"
#include "lib/value/cohort_print.h"

static const struct tool tool = {
	"cohort-calc", "[FILE...]",
	"Show how many customers of each cohort buy again, period by period; or how long\n"
	"customers stay (--survival, --compare).\n"
	"Reads an order log (customer_id, date, amount) as CSV, or a store.",
	"A cohort is the customers whose first purchase is in the same period.\n"
	"Examples:\n"
	"  cohort-calc --as-of=1998-06-30 orders.csv\n"
	"  cohort-calc -d shop.db --period=quarter --by=channel --pivot=retention -t\n"
	"  cohort-calc -d shop.db --survival --idle=180 --plot=term\n"
	"  cohort-calc --compare --duration=tenure --event=Churn --by=Contract telco.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static const struct draw_plot retention = { CHART_HEAT,
	.title = SAY("Retention: customers who buy, in percent of the cohort"),
	.x_title = SAY("periods after the first purchase"), .label = { "offset" },
	.series = "cohort", .n = "cohort_size", .y = "retention", .unit = FIGURE_SHARE };

int
main(int argc, char *argv[])
{
	struct cohort_opts o = COHORT_OPTS_DEFAULTS;
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "period", PERIODS, "the length of a period (month)",
		    &o.cohort.period },
		{ OPT_TEXT, 0, "by", "COLUMN", "separate the groups that this column makes",
		    &o.by },
		{ OPT_CHOICE, 0, "pivot", COHORT_ROWS_WHAT,
		    "print one row per cohort and one column per offset", &o.cohort.pivot },
		{ OPT_FLAG, 0, "complete", NULL, "leave out a last period that is not complete",
		    &o.cohort.complete },
		{ OPT_FLAG, 0, "survival", NULL,
		    "print how many customers stay how long (Kaplan-Meier)", &o.survival },
		{ OPT_FLAG, 0, "compare", NULL,
		    "compare how long the groups stay (log-rank test)", &o.compare },
		{ OPT_DURATION, 0, "idle", "DURATION",
		    "a customer who is idle for longer left after the last purchase",
		    &o.lasts.idle },
		{ OPT_TEXT, 0, "duration", "COLUMN", "read how long customers stay from a table",
		    &o.lasts.duration },
		{ OPT_TEXT, 0, "event", "COLUMN", "whether they left then", &o.lasts.event },
		{ OPT_TEXT, 0, "yes", "WORD", "the value of that column if they left",
		    &o.lasts.yes },
		DRAW_OPT(&o.form, "draw a heat map of retention, or curves with --by or"
		    " --survival"),
		HISTORY_MARGIN_OPT(&o.in), HISTORY_OPTS_DAYS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	cohort_opts_check(&o);
	draw_use(&o.form, &retention);
	cohort_print(&o, operands);
	return opt_leave();
}
