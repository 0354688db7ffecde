/* clv-calc - the value of each customer: expected purchases, spend and their present value */
#include <stdlib.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/customer/customers_list.h"
#include "lib/history/history.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/query.h"
#include "lib/value/buyer.h"
#include "lib/value/clv_opts.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/historic_rows.h"
#include "lib/value/holdout.h"
#include "lib/value/tracking.h"

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
	"  clv-calc --model=sbg --amount=20 -t survivors.csv\n"
	"  cust-list --where \"country = 'CN'\" | clv-calc -d shop.db -\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out;"
	" 2 on error, also if no model can be fitted.\n",
};

static struct buyer *
get_buyer(const struct clv_opts *o, const struct histories *hs)
{
	return o->params ? buyer_read(o->model, o->params, hs, &o->value)
	    : buyer_fit(hs, &o->value);
}

/* The covariates are those of the model file, or those to fit. */
static void
find_covariates(struct clv_opts *o)
{
	if (o->params) {
		o->model = model_open(o->params);
		covariates_rows_names(o->model, o->params, &o->in.covariates);
	} else if (o->covariates) {
		covariates_rows_list(o->covariates, &o->in.covariates);
	}
}

/* The groups of --by: a column of the order log, which is kept, or of the customers. */
static struct holdout_by
get_groups(const struct clv_opts *o, const struct histories *hs, struct store *store)
{
	if (o->by == NULL)
		return (struct holdout_by){ 0 };
	if (store == NULL)
		return holdout_by_kept(hs, o->by, 0);
	char *columns = mem_print("customer_id,%s", o->by);
	sqlite3_stmt *q = customers_list_query(store, columns, NULL, DATE_NONE);
	struct holdout_by by = holdout_by_query(hs, o->by, q);

	query_free(q);
	free(columns);
	return by;
}

static void
print_evaluation(const struct clv_opts *o, const struct histories *hs,
    const struct holdout_by *by, struct put *out)
{
	history_window_check(hs, o->in.after);
	struct buyer *b = get_buyer(o, hs);

	if (o->plot != -1) {
		tracking_plot(hs, buyer_purchases(b), o->in.after, (enum plot_form)o->plot);
	} else if (o->tracking) {
		tracking_print(hs, buyer_purchases(b), o->in.after, out);
	} else {
		buyer_prepare(b);
		holdout_print(hs, b, by, out);
	}
	buyer_free(b);
}

static void
print(const struct clv_opts *o, const struct histories *hs, struct put *out)
{
	struct buyer *b = get_buyer(o, hs);

	if (o->save)
		buyer_save(b, o->save, tool.name);
	if (o->fit)
		buyer_put(b, out, tool.name, o->verbose);
	else
		buyer_print(hs, b, o->top, out);
	buyer_free(b);
}

/* The models that read histories. */
static void
use_histories(struct clv_opts *o, enum family family, char **operands)
{
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool.name);

	if (family == FAMILY_BUYER)
		find_covariates(o);
	o->in.summaries = family == FAMILY_BUYER;
	o->in.days = family != FAMILY_BUYER || o->tracking || o->plot != -1 ||
	    (!o->params && buyer_needs_days(&o->value));
	o->in.day_costs = family == FAMILY_HISTORIC;
	if (o->evaluate != DATE_NONE) {
		o->in.as_of = o->evaluate;
		o->in.after = duration_days(o->value.horizon, o->evaluate);
		if (o->by && !store_is_wanted(&o->in.store))	/* one value per customer */
			o->in.keep = (struct opt_list){ 1, { o->by } };
	}
	struct histories *hs = history_open(&o->in, operands);
	struct store *store = store_wanted(&o->in.store);

	history_find(hs, store);
	struct holdout_by by = get_groups(o, hs, store);

	store_close(store);
	struct put *out = o->plot == -1 ? put_open(&o->form) : NULL;

	if (family == FAMILY_BGBB)
		bgbb_rows_log(&bgbb, hs, out);
	else if (family == FAMILY_HISTORIC)
		historic_rows_print(hs, o->value.discount, out);
	else if (o->evaluate != DATE_NONE)
		print_evaluation(o, hs, &by, out);
	else
		print(o, hs, out);
	if (out)
		put_close(out);
	holdout_by_free(&by);
	history_close(hs);
	covariates_rows_free(&o->in.covariates);
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
		{ OPT_CHOICE, 0, "model", FAMILY_MODELS,
		    "model; auto: the lowest AIC (mbgnbd, or the one in --params)",
		    &o.value.model },
		{ OPT_TEXT, 0, "covariates", "COLUMN,...",
		    "numbers per customer that move the rates of purchase and dropout",
		    &o.covariates },
		{ OPT_HORIZON, 0, "horizon", "DURATION",
		    "period to predict: 365, 52w, 12m, 1y (365); bgbb: also inf",
		    &o.value.horizon },
		{ OPT_RATE, 0, "discount", "RATE",
		    "discount rate per year; in a table per period (.1)", &o.value.discount },
		{ OPT_CHOICE, 0, "opportunity", BGBB_ROWS_OPPORTUNITIES,
		    "bgbb: read histories, with one opportunity to buy per calendar period",
		    &o.opportunity },
		{ OPT_COUNT, 0, "periods", "N",
		    "bgbb, sbg: predict N periods; retention: count N payments", &o.periods },
		{ OPT_NUMBER, 0, "amount", "AMOUNT", "sbg: what a customer pays per period",
		    &o.amount },
		{ OPT_CHOICE, 0, "when", RETENTION_ROWS_WHEN,
		    "retention: customers pay at the end or the start of a period (end)", &o.when },
		{ OPT_COUNT, 0, "top", "N",
		    "print only the N customers with the highest clv, highest first", &o.top },
		{ OPT_FLAG, 0, "fit", NULL, "print the fitted models instead", &o.fit },
		{ OPT_FLAG, 'v', "verbose", NULL,
		    "with --fit: also print the log-likelihoods of all candidates, and the AICs",
		    &o.verbose },
		{ OPT_FILE, 0, "save", "FILE", "also write the fitted models to FILE", &o.save },
		{ OPT_FILE, 0, "params", "FILE",
		    "score with the models in FILE instead of fitting them", &o.params },
		{ OPT_DATE, 0, "evaluate", "DATE",
		    "compare the purchases predicted on DATE with those of the horizon after it",
		    &o.evaluate },
		{ OPT_FLAG, 0, "tracking", NULL,
		    "with --evaluate: the cumulative purchases of each week instead", &o.tracking },
		{ OPT_TEXT, 0, "by", "COLUMN",
		    "with --evaluate: per group of this column of the log, or of the customers",
		    &o.by },
		{ OPT_CHOICE, 0, "plot", PLOT_FORMS,
		    "with --evaluate: draw the cumulative purchases instead", &o.plot },
		{ OPT_CHOICE, 0, "unit", HISTORY_UNITS,
		    "unit of recency and T in a table without dates", &o.in.unit },
		HISTORY_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);
	const enum family family = clv_opts_check(&o, tool.name);

	if (family_has_histories(family))
		use_histories(&o, family, operands);
	else
		use_table(&o, family, operands);
	return opt_leave();
}
