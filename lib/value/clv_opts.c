#include "lib/value/clv_opts.h"

struct bgbb_rows_opts
clv_opts_bgbb(const struct clv_opts *o, const char *tool)
{
	return (struct bgbb_rows_opts){
		.tool = tool, .opportunity = o->opportunity, .periods = o->periods,
		.horizon = opt_given("horizon") ? o->value.horizon
		    : (struct duration)DURATION_NONE,
		.discount = o->value.discount, .save = o->save, .params = o->params,
		.fit = o->fit, .verbose = o->verbose,
		.skip_bad = o->in.skip_bad, .reading = &o->in.reading,
	};
}

/* All of the amount is profit unless --margin says less. */
static double
margin_of_sales(const struct clv_opts *o)
{
	return isnan(o->in.margin) ? 1 : o->in.margin;
}

struct sbg_rows_opts
clv_opts_sbg(const struct clv_opts *o, const char *tool)
{
	return (struct sbg_rows_opts){
		.tool = tool, .periods = o->periods, .discount = o->value.discount,
		.amount = o->amount, .margin = margin_of_sales(o),
		.save = o->save, .params = o->params, .fit = o->fit, .reading = &o->in.reading,
	};
}

struct retention_rows_opts
clv_opts_retention(const struct clv_opts *o)
{
	return (struct retention_rows_opts){
		.periods = o->periods, .discount = o->value.discount, .when = o->when,
		.skip_bad = o->in.skip_bad, .reading = &o->in.reading,
	};
}

/*
 * 95 is 95%. Totals and a new customer have an interval in any case. 0: no intervals.
 */
static double
confidence_of(const struct clv_opts *o)
{
	const double usual = .95;

	if (isnan(o->confidence))
		return o->total || o->new ? usual : 0;
	return o->confidence > 1 ? o->confidence / 100 : o->confidence;
}

static void
check_values(const struct clv_opts *o)
{
	const double confidence = confidence_of(o);

	opt_refuse((const struct opt_conflict[]){
		{ o->value.discount < 0 || o->value.discount > 1,
		    "--discount must be from 0 to 1 per year: .1 or 10%" },
		{ o->in.margin < 0 || o->in.margin > 1, "--margin must be from 0 to 1 (100%)" },
		{ opt_given("periods") && (o->periods < 1 || o->periods > BGBB_ROWS_MOST),
		    "--periods must be from 1 to 10000" },
		{ opt_given("confidence") && !(confidence >= .5 && confidence < 1),
		    "--confidence must be from 50% to below 100%: 95, 95% or .95" },
		{ o->value.chances > BUYER_CHANCES, "--pmf must be at most 100" },
		{ 0 } });
}

static void
check_models(const struct clv_opts *o)
{
	const int model = o->value.model;

	opt_refuse((const struct opt_conflict[]){
		{ o->params && (o->fit || o->save),
		    "--fit and --save cannot be used with --params; no model is fitted" },
		{ o->covariates && o->params,
		    "--covariates cannot be used with --params; the model file names them" },
		{ o->covariates && model != BTYD_ROWS_ANY && model != BTYD_MBGNBD &&
		    model != BTYD_PARETONBD,
		    "--covariates requires --model=mbgnbd or --model=paretonbd" },
		{ o->verbose && !o->fit, "--verbose requires --fit" },
		{ 0 } });
}

/* Several things to print, of which some exclude each other. */
static void
check_output(const struct clv_opts *o)
{
	const bool evaluates = o->evaluate != DATE_NONE;
	const bool draws = o->tracking || (evaluates && o->form.plot);
	const bool intervals = opt_given("confidence") || o->value.chances >= 0;

	opt_refuse((const struct opt_conflict[]){
		{ evaluates && (o->fit || o->save || o->top >= 0 || o->in.as_of != DATE_NONE),
			"--evaluate cannot be used with --as-of, --fit, --save or --top" },
		{ o->tracking && !evaluates, "--tracking requires --evaluate" },
		{ o->form.plot && (o->fit || o->total || o->new),
		    "--plot draws the clv of customers, or --evaluate; it cannot be used with"
		    " --fit, --total or --new" },
		{ o->by && !evaluates && !o->total, "--by requires --total or --evaluate" },
		{ o->by && draws, "--by cannot be used with --tracking or --plot" },
		{ o->covariates && draws,
		    "--covariates cannot be used with --tracking or --plot" },
		{ o->fit + o->total + o->new + evaluates > 1,
		    "only one of --fit, --total, --new and --evaluate can be used" },
		{ (o->total || o->new) && (o->top >= 0 || o->value.chances >= 0),
		    "--total and --new cannot be used with --top or --pmf" },
		{ (o->fit || evaluates) && intervals,
		    "--fit and --evaluate cannot be used with --confidence or --pmf" },
		{ o->new && o->covariates, "--new cannot be used with --covariates" },
		{ 0 } });
}

/* The model of --params or auto is only known later: see buyer.h. */
static void
check_horizon(const struct clv_opts *o, enum family family)
{
	const bool knows = !o->params && o->value.model != BTYD_ROWS_AUTO;
	const bool distribution = opt_given("confidence") || o->value.chances >= 0 || o->total;

	if (!duration_is_infinite(o->value.horizon) || family != FAMILY_BUYER)
		return;
	opt_refuse((const struct opt_conflict[]){
		{ distribution || o->evaluate != DATE_NONE,
		    "--confidence, --pmf, --total and --evaluate require a finite --horizon" },
		{ knows && o->value.model != BTYD_PARETONBD,
		    "--horizon=inf requires --model=paretonbd or --model=bgbb" },
		{ 0 } });
}

/* What needs the customers themselves, or a model that is not fitted. */
static void
check_statistics(const struct clv_opts *o)
{
	static const char *const both[] = { "covariates", "params", "top", "total", "evaluate",
	    "tracking", "plot", "by", "unit", NULL };

	if (o->in.statistics) {
		statistics_check_print();
		statistics_refuse("statistics", both);
		statistics_refuse("statistics", (const char *const[]){ "fit", "save", "new",
		    "verbose", "confidence", "pmf", NULL });
	}
	if (!o->from_statistics)
		return;
	statistics_refuse("from-statistics", both);
	history_statistics_check(&o->in);
	if (!o->fit && !o->new)
		opt_misuse("--from-statistics requires --fit or --new; to score customers, use"
		    " --params=FILE with the model that --save=FILE writes");
}

/* Whether the output is a list of customers. */
static bool
lists(const struct clv_opts *o, enum family family)
{
	return family_has_histories(family) && !o->fit && !o->total && !o->new &&
	    o->evaluate == DATE_NONE;
}

enum family
clv_opts_check(struct clv_opts *o, const char *tool)
{
	const enum family family = family_of(o->value.model);
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool);

	check_statistics(o);
	check_models(o);
	check_output(o);
	check_values(o);
	check_horizon(o, family);
	consent_check(&o->may, store_is_wanted(&o->in.store), lists(o, family));
	if (family == FAMILY_BGBB || family == FAMILY_BGBB_TABLE)
		bgbb_rows_check(&bgbb);
	o->value.confidence = confidence_of(o);
	return family;
}
