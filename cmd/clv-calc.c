/* clv-calc - the value of each customer: expected purchases, spend and their present value */
#include "lib/base/date.h"
#include "lib/history/history.h"
#include "lib/io/model.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/value/buyer.h"
#include "lib/value/covariates_rows.h"
#include "lib/value/holdout.h"

static const struct tool tool = {
	"clv-calc", "[FILE...]",
	"Estimate the expected purchases, spend and lifetime value of each customer.\n"
	"Reads an order log (customer_id, date, amount) or a history table as CSV, or a store.",
	"A purchase model (--model) and the gamma-gamma model of spend are fitted by maximum\n"
	"likelihood on all customers; --fit prints them.\n"
	"Examples:\n"
	"  clv-calc --as-of=1997-09-30 orders.csv\n"
	"  clv-calc -d shop.db --horizon=1y --top=10 -t\n"
	"  clv-calc --save=model.csv orders.csv >scores.csv; clv-calc --params=model.csv more.csv\n"
	"  clv-calc --covariates=visits,vip --model=paretonbd --fit orders.csv\n"
	"  clv-calc --evaluate=1997-09-30 --horizon=39w -t orders.csv\n"
	"  cust-list --where \"country = 'CN'\" | clv-calc -d shop.db -\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out;"
	" 2 on error, also if no model can be fitted.\n",
};

struct options {
	struct history_opts in;
	struct put_opts form;
	struct buyer_opts value;
	struct model *model;	/* the file of --params */
	const char *save, *params, *covariates;
	int64_t top;
	int32_t evaluate;
	bool fit, verbose;
};

static void
check(const struct options *o)
{
	const bool evaluates = o->evaluate != DATE_NONE;
	const int model = o->value.model;

	opt_refuse((const struct opt_conflict[]){
		{ o->params && (o->fit || o->save),
		    "--fit and --save cannot be used with --params; no model is fitted" },
		{ o->covariates && o->params,
		    "--covariates cannot be used with --params; the model file names them" },
		{ o->covariates && (model == BTYD_BGNBD || model == BTYD_ROWS_AUTO),
		    "--covariates requires --model=mbgnbd or --model=paretonbd" },
		{ o->verbose && !o->fit, "--verbose requires --fit" },
		{ evaluates && (o->fit || o->save || o->top >= 0 || o->in.as_of != DATE_NONE),
			"--evaluate cannot be used with --as-of, --fit, --save or --top" },
		{ o->value.discount < 0 || o->value.discount > 1,
		    "--discount must be from 0 to 1 per year: .1 or 10%" },
		{ !(o->value.margin >= 0 && o->value.margin <= 1),
		    "--margin must be from 0 to 1 (100%)" },
		{ 0 } });
}

static struct buyer *
get_buyer(const struct options *o, const struct histories *hs)
{
	return o->params ? buyer_read(o->model, o->params, hs, &o->value)
	    : buyer_fit(hs, &o->value);
}

/* The covariates are those of the model file, or those to fit. */
static void
find_covariates(struct options *o)
{
	if (o->params) {
		o->model = model_open(o->params);
		covariates_rows_names(o->model, o->params, &o->in.covariates);
	} else if (o->covariates) {
		covariates_rows_list(o->covariates, &o->in.covariates);
	}
}

static void
print_evaluation(const struct options *o, const struct histories *hs, struct put *out)
{
	history_window_check(hs, o->in.after);
	struct buyer *b = get_buyer(o, hs);

	buyer_prepare(b);
	holdout_print(hs, b, out);
	buyer_free(b);
}

static void
print(const struct options *o, const struct histories *hs, struct put *out)
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

int
main(int argc, char *argv[])
{
	struct options o = { .in = HISTORY_DEFAULTS, .value = BUYER_DEFAULTS, .top = BUYER_ALL,
	    .evaluate = DATE_NONE };
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "model", BTYD_ROWS_MODELS "|auto",
		    "purchase model; auto: the lowest AIC (mbgnbd, or the one in --params)",
		    &o.value.model },
		{ OPT_TEXT, 0, "covariates", "COLUMN,...",
		    "numbers per customer that move the rates of purchase and dropout",
		    &o.covariates },
		{ OPT_DURATION, 0, "horizon", "DURATION",
		    "period to predict: 365, 52w, 12m, 1y (365)", &o.value.horizon },
		{ OPT_RATE, 0, "discount", "RATE", "yearly discount rate (.1)", &o.value.discount },
		{ OPT_RATE, 0, "margin", "RATE", "share of spend that is profit (1)",
		    &o.value.margin },
		{ OPT_COUNT, 0, "top", "N",
		    "print only the N customers with the highest clv, highest first", &o.top },
		{ OPT_FLAG, 0, "fit", NULL, "print the fitted models instead", &o.fit },
		{ OPT_FLAG, 'v', "verbose", NULL,
		    "with --fit: also print the log-likelihoods of all candidates", &o.verbose },
		{ OPT_FILE, 0, "save", "FILE", "also write the fitted models to FILE", &o.save },
		{ OPT_FILE, 0, "params", "FILE",
		    "score with the models in FILE instead of fitting them", &o.params },
		{ OPT_DATE, 0, "evaluate", "DATE",
		    "compare the purchases predicted on DATE with those of the horizon after it",
		    &o.evaluate },
		{ OPT_CHOICE, 0, "unit", HISTORY_UNITS,
		    "unit of recency and T in a table without dates", &o.in.unit },
		HISTORY_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check(&o);
	find_covariates(&o);
	o.in.summaries = true;
	if (o.evaluate != DATE_NONE) {
		o.in.as_of = o.evaluate;
		o.in.after = duration_days(o.value.horizon, o.evaluate);
	}
	struct histories *hs = history_open(&o.in, operands);
	struct store *store = store_wanted(&o.in.store);

	history_find(hs, store);
	store_close(store);
	struct put *out = put_open(&o.form);

	if (o.evaluate != DATE_NONE)
		print_evaluation(&o, hs, out);
	else
		print(&o, hs, out);
	put_close(out);
	history_close(hs);
	covariates_rows_free(&o.in.covariates);
	return opt_leave();
}
