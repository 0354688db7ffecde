/* clv-calc - the value of each customer: expected purchases, spend and their present value */
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/consent.h"
#include "lib/value/buyer_statistics.h"
#include "lib/value/clv_buyer.h"
#include "lib/value/clv_by.h"
#include "lib/value/clv_opts.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/historic_rows.h"

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

/* The models that read histories. */
static void
use_histories(struct clv_opts *o, enum family family, char **operands)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool.name);

	if (family == FAMILY_BUYER)
		clv_buyer_begin(o);
	else
		o->in.days = true;
	o->in.day_costs = family == FAMILY_HISTORIC;
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	struct clv_by by = clv_by_find(hs, store, o->by);

	by.with_all = o->with_all;
	struct put *out = put_open(&o->form);
	struct consent *consent = consent_list(&o->may, store, history_as_of(hs), out);

	store_close(store);
	if (family == FAMILY_BGBB)
		(o->in.statistics ? bgbb_rows_statistics : bgbb_rows_log)(&bgbb, hs, out);
	else if (family == FAMILY_HISTORIC)
		historic_rows_print(hs, o->value.discount, out);
	else if (o->in.statistics)
		buyer_statistics_print(hs, tool.name, out);
	else
		clv_buyer_print(o, hs, &by, consent, tool.name, out);
	put_close(out);
	clv_by_free(&by);
	history_close(hs);
	covariates_rows_free(&o->in.covariates);
}

/* Fits the models to statistics. */
static void
use_statistics(struct clv_opts *o, enum family family, char **operands)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool.name);
	struct put *out = put_open(&o->form);

	if (family == FAMILY_BGBB)
		bgbb_rows_merge(&bgbb, &o->in, operands, out);
	else
		clv_buyer_merge(o, tool.name, operands, out);
	put_close(out);
}

/* The models that read a table of their own. */
static void
use_table(const struct clv_opts *o, enum family family, char **operands)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool.name);
	const struct sbg_rows_opts sbg = clv_opts_sbg(o, tool.name);
	const struct retention_rows_opts retention = clv_opts_retention(o);
	struct put *out = put_open(&o->form);

	if (family == FAMILY_BGBB_TABLE)
		bgbb_rows_table(&bgbb, operands, out);
	else if (family == FAMILY_SBG)
		sbg_rows_print(&sbg, operands, out);
	else
		retention_rows_print(&retention, operands, out);
	put_close(out);
}

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

	if (o.from_statistics)
		use_statistics(&o, family, operands);
	else if (family_has_histories(family))
		use_histories(&o, family, operands);
	else
		use_table(&o, family, operands);
	return opt_leave();
}
