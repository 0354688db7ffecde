/* cohort-calc - who stays: retention by cohort, survival curves, and tests between groups */
#include "lib/base/fail.h"
#include "lib/base/period.h"
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/history/history.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/cohort_opts.h"

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

static void
print_survival(const struct cohort_opts *o, const struct survival_rows *r, struct put *out)
{
	if (o->form.plot)
		survival_rows_plot(r, o->form.plot);
	else if (o->compare)
		survival_rows_compare(r, out);
	else
		survival_rows_print(r, out);
}

static void
print_table(const struct cohort_opts *o, char **operands, struct put *out)
{
	struct survival_rows *r = survival_rows_read(&o->lasts, &o->in, operands);

	print_survival(o, r, out);
	survival_rows_free(r);
}

static void
print_histories(const struct cohort_opts *o, const struct histories *hs, const struct groups *g,
    struct put *out)
{
	if (cohort_opts_survival(o)) {
		struct survival_rows *r = survival_rows_of(&o->lasts, hs, g);

		print_survival(o, r, out);
		survival_rows_free(r);
	} else if (out == NULL) {
		cohort_rows_plot(hs, g, &o->cohort, o->form.plot);
	} else {
		cohort_rows_print(hs, g, &o->cohort, out);
	}
}

static void
print_orders(struct cohort_opts *o, char **operands, struct put *out)
{
	o->in.days = true;
	o->in.day_costs = !cohort_opts_survival(o) && o->form.plot == NULL;
	groups_ask(&o->in, o->by);
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	if (!history_has_days(hs))
		fail("cohorts require single orders: an order log or a store");
	struct groups *g = groups_read(hs, store, o->by);

	store_close(store);
	print_histories(o, hs, g, out);
	groups_free(g);
	history_close(hs);
}

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
	/* the table, or the heat map of it; curves are not those of a table */
	struct put *out = put_open_or_draw(&o.form, o.form.plot && (o.by || o.survival));

	if (o.lasts.duration)
		print_table(&o, operands, out);
	else
		print_orders(&o, operands, out);
	if (out)
		put_close(out);
	return opt_leave();
}
