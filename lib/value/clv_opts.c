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

enum family
clv_opts_check(const struct clv_opts *o, const char *tool)
{
	const enum family family = family_of(o->value.model);
	const struct bgbb_rows_opts bgbb = clv_opts_bgbb(o, tool);
	const int model = o->value.model;
	const bool evaluates = o->evaluate != DATE_NONE;

	opt_refuse((const struct opt_conflict[]){
		{ o->params && (o->fit || o->save),
		    "--fit and --save cannot be used with --params; no model is fitted" },
		{ o->covariates && o->params,
		    "--covariates cannot be used with --params; the model file names them" },
		{ o->covariates && model != BTYD_ROWS_ANY && model != BTYD_MBGNBD &&
		    model != BTYD_PARETONBD,
		    "--covariates requires --model=mbgnbd or --model=paretonbd" },
		{ o->verbose && !o->fit, "--verbose requires --fit" },
		{ evaluates && (o->fit || o->save || o->top >= 0 || o->in.as_of != DATE_NONE),
			"--evaluate cannot be used with --as-of, --fit, --save or --top" },
		{ (o->tracking || o->plot != -1 || o->by) && !evaluates,
		    "--tracking, --plot and --by require --evaluate" },
		{ o->by && (o->tracking || o->plot != -1),
		    "--by cannot be used with --tracking or --plot" },
		{ o->covariates && (o->tracking || o->plot != -1),
		    "--covariates cannot be used with --tracking or --plot" },
		{ o->by && o->in.keep.n > 0, "--by cannot be used with --keep" },
		{ o->value.discount < 0 || o->value.discount > 1,
		    "--discount must be from 0 to 1 per year: .1 or 10%" },
		{ o->in.margin < 0 || o->in.margin > 1,
		    "--margin must be from 0 to 1 (100%)" },
		{ opt_given("periods") && (o->periods < 1 || o->periods > BGBB_ROWS_MOST),
		    "--periods must be from 1 to 10000" },
		{ duration_is_infinite(o->value.horizon) && family == FAMILY_BUYER,
		    "--horizon=inf requires --model=bgbb" },
		{ 0 } });
	if (family == FAMILY_BGBB || family == FAMILY_BGBB_TABLE)
		bgbb_rows_check(&bgbb);
	return family;
}
