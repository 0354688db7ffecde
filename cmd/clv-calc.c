/* clv-calc - the value of each customer: expected purchases, spend and their present value */
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/value/clv.h"

static const struct tool tool = {
	"clv-calc", "[FILE...]",
	"Estimate the expected purchases, spend and lifetime value of each customer.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store;\n"
	"for contracts a table of survivors, margins or opportunities.",
	"A purchase model (--model) and the gamma-gamma model of spend are fitted by maximum\n"
	"likelihood on all customers; --fit prints them.  Other models read other data:\n"
	"  bgbb       order log, with --opportunity; or frequency,recency,opportunities,customers\n"
	"  sbg        survivors of a cohort: period,survivors\n"
	"  historic   order log; the present value of past purchases\n"
	"  retention  margin,retention and discount, all per period\n"
	"Examples:\n"
	"  clv-calc --as-of=1997-09-30 orders.csv\n"
	"  clv-calc -d shop.db --horizon=1y --top=10 -t\n"
	"  clv-calc --save=model.csv orders.csv >scores.csv; clv-calc --params=model.csv more.csv\n"
	"  clv-calc --covariates=visits,vip --model=paretonbd --fit orders.csv\n"
	"  clv-calc --evaluate=1997-09-30 --horizon=39w -t orders.csv\n"
	"  clv-calc -d shop.db --plot=term\n"
	"  clv-calc --statistics --partition=0/2 part0.csv >part0.stat\n"
	"  clv-calc --from-statistics --fit --save=model.csv part0.stat part1.stat\n"
	"  clv-calc --model=sbg --amount=20 -t survivors.csv\n"
	"  cust-list --where \"country = 'CN'\" | clv-calc -d shop.db -\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out;"
	" 2 on error, also if no model can be fitted.\n",
};

static const struct draw_plot values = { CHART_BARS, .y = "clv", .histogram = true,
	.title = SAY("Customers by their customer lifetime value") };

static const struct draw_plot weeks = { CHART_LINE, .title = SAY("Tracking"), .label = { "date" },
	.y_title = SAY("cumulative repeat purchases"), .x_title = SAY("end of the week"),
	.y = "actual", .second = "predicted", .names = { SAY("actual"), SAY("predicted") },
	.unit = FIGURE_COUNT };

int
main(int argc, char *argv[])
{
	struct clv_opts o = CLV_OPTS_DEFAULTS;
	const struct opt opts[] = {
		CLV_OPTS_VALUE(&o), CLV_OPTS_PERIODS(&o),
		{ OPT_COUNT, 0, "top", "N",
		    "print only the N customers with the highest clv, highest first", &o.top },
		CLV_OPTS_INTERVALS(&o), CLV_OPTS_FIT(&o), CLV_OPTS_EVALUATE(&o),
		{ OPT_TEXT, 0, "by", "COLUMN",
		    "with --total or --evaluate: per group of this column of the input, or of the"
		    " customers", &o.by },
		{ OPT_FLAG, 0, "with-all", NULL,
		    "with --total and --by: also a last row for all customers together",
		    &o.with_all },
		{ OPT_CHOICE, 0, "unit", HISTORY_UNITS,
		    "unit of recency and T in a table without dates", &o.in.unit },
		STATISTICS_OPTS(&o.in.statistics, &o.from_statistics),
		DRAW_OPT(&o.form, "draw how clv is distributed instead; with --evaluate, the"
		    " purchases of each week"),
		CONSENT_OPTS(&o.may), HISTORY_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&o.form, o.evaluate == DATE_NONE ? &values : &weeks);
	const enum family family = clv_opts_check(&o, tool.name);

	clv_print(&o, family, operands, tool.name);
	return opt_leave();
}
