/* demand-forecast - forecast a series of values, or the orders of a log, per period */
#include "lib/base/say.h"
#include "lib/base/work.h"
#include "lib/draw/draw.h"
#include "lib/forecast/forecast.h"
#include "lib/forecast/forecast_rows.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"

static const struct tool tool = {
	"demand-forecast", "[FILE...]",
	"Forecast values per day, week, month, quarter or year, with 80 % and 95 % intervals.\n"
	"Reads a table of values as CSV (date, value), an order log, or a store.",
	"auto is a combination of exponential smoothing, Theta and complex smoothing; or SBA and\n"
	"TSB if many periods are 0.\n"
	"Examples:\n"
	"  demand-forecast --horizon=12 visits.csv\n"
	"  demand-forecast --by=series --period=quarter values.csv\n"
	"  demand-forecast -d shop.db --by=sku --measure=quantity --period=week\n"
	"  demand-forecast --measure=amount --evaluate orders.csv -t\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

struct options {
	struct demand_opts in;
	struct put_opts form;
	struct forecast_opts forecast;
	bool evaluates;
};

enum { HORIZON_MAX = 1000, SEASON_MAX = 400 };

static void
check(const struct options *o, char **operands)
{
	const bool stored = store_is_wanted(&o->in.store);

	opt_refuse((const struct opt_conflict[]){
		{ stored && *operands, "a store and FILE cannot be combined" },
		{ o->in.calendar && o->in.period != PERIOD_DAY,
		    "--calendar requires --period=day" },
		{ o->in.gaps != DEMAND_STOP && (stored || o->in.measure != DEMAND_VALUE),
		    "--gaps is for a table of values; periods without an order are 0" },
		{ o->forecast.horizon > HORIZON_MAX, "--horizon must be at most 1000" },
		{ o->forecast.season > SEASON_MAX, "--season must be at most 400" },
		{ o->forecast.past > 0 && o->evaluates, "--past cannot be used with --evaluate" },
		{ o->forecast.origins == 0, "--origins must be at least 1" },
		{ o->in.by && *o->in.by == '\0', "--by is empty" },
		{ 0 } });
}

static const struct draw_plot fan = { CHART_LINE, .title = SAY("Forecast"),
	.label = { "date" }, .series = "series", .y = "forecast", .low = "low95",
	.high = "high95", .inner_low = "low80", .inner_high = "high80",
	.note = SAY("The bands are the intervals of 80 % (darker) and 95 %; a point without bands"
	    " has none."),
	.past = "value", .names = { SAY("actual"), SAY("forecast") } };

int
main(int argc, char *argv[])
{
	struct options o = { .in = DEMAND_DEFAULTS,
		.forecast = { .origins = 3 } };
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "method", FORECAST_METHODS, "method (auto)", &o.forecast.method },
		{ OPT_COUNT, 0, "horizon", "N",
		    "forecast N periods (14 days, 13 weeks, 18 months, 8 quarters or 6 years)",
		    &o.forecast.horizon },
		{ OPT_COUNT, 0, "past", "N",
		    "also print the latest N values, in a column value (0)", &o.forecast.past },
		{ OPT_COUNT, 0, "season", "N", "periods per season (of a week or a year); 1: none",
		    &o.forecast.season },
		{ OPT_FLAG, 0, "evaluate", NULL,
		    "print instead how good forecasts of the past would have been", &o.evaluates },
		{ OPT_COUNT, 0, "origins", "N", "with --evaluate: forecast from N past periods (3)",
		    &o.forecast.origins },
		DRAW_OPT(&o.form, "draw the forecasts and their intervals instead"),
		DEMAND_OPTS(&o.in), PUT_OPTS(&o.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&o.form, &fan);
	check(&o, operands);
	o.forecast.threads = work_threads_of(o.in.threads);
	struct store *store = store_wanted(&o.in.store);
	struct demand_rows *d = demand_rows_read(&o.in, store, operands);

	store_close(store);
	struct put *out = put_open(&o.form);

	if (o.evaluates)
		forecast_rows_evaluate(d, &o.forecast, out);
	else
		forecast_rows_print(d, &o.forecast, out);
	put_close(out);
	demand_rows_free(d);
	return opt_leave();
}
