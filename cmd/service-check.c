/* service-check - compare the service with its standards */
#include "lib/base/date.h"
#include "lib/base/period.h"
#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/service/control_rows.h"
#include "lib/service/service.h"
#include "lib/service/service_rows.h"
#include "lib/store/store.h"

static const struct tool tool = {
	"service-check", "",
	"Measure the service against its standards: time to first response, time without news,\n"
	"time to resolution, promises kept, deliveries on time, cases reopened, satisfaction,\n"
	"contacts answered.  Times are working time by the calendar.",
	"Intervals are 95 % confidence intervals (Wilson).\n"
	"Examples:\n"
	"  service-check -d shop.db --since=2025-06-01 --until=2025-06-30 --calendar=cn.csv -t\n"
	"  service-check -d shop.db --standards=ours.csv --check >r.csv || mail -s late "
	"me@example.org <r.csv\n"
	"  service-check -d shop.db --period=month --plot=term\n"
	"  service-check -d shop.db --list --format=json | jq 'select(.result == \"missed\")'\n"
	"Exit status: 0 on success; 1 if --check is given and a standard is missed; 2 on error.\n",
};

enum { MOST_WORST = 1000 };

static void
draw(const char *form, const char *path)
{
	static const struct draw_plot service = { CHART_BARS, .title = SAY("Standards attained"),
		.label = { "metric", "scope" }, .y = "attainment", .low = "low", .high = "high",
		.second = "target", .names = { SAY("attained"), SAY("target") },
		.strong = { "result", "missed" }, .unit = FIGURE_SHARE };

	draw_table(&service, form, path);
}

/* The band is that of the limits; what is outside is marked. */
static void
draw_periods(const char *form, const char *path)
{
	static const struct draw_plot control = { CHART_CONTROL, .panel = { "metric", "scope" },
		.label = { "period" }, .y = "attainment", .low = "limit_low",
		.high = "limit_high", .strong = { "signal", NULL },
		.mark = { "centre", "target" }, .unit = FIGURE_SHARE,
		.note = SAY("The band has the 3-sigma limits of a p-chart; a diamond is outside"
		    " it.") };

	draw_table(&control, form, path);
}

int
main(int argc, char *argv[])
{
	struct service_opts files = { 0 };
	struct store_opts file = { 0 };
	struct put_opts form = { 0 };
	struct service service;
	int32_t as_of = DATE_NONE, since = DATE_NONE, until = DATE_NONE;
	int64_t worst = 3;
	int period = PERIOD_NONE;
	bool status = false, items = false;
	const struct opt opts[] = {
		SERVICE_OPTS(&files),
		{ OPT_DATE, 0, "since", "DATE",
		    "only items whose date is DATE or later", &since },
		{ OPT_DATE, 0, "until", "DATE",
		    "only items whose date is DATE or earlier", &until },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (now)", &as_of },
		{ OPT_COUNT, 0, "worst", "N", "name the N worst misses of each standard (3)",
		    &worst },
		{ OPT_FLAG, 0, "list", NULL, "print one row per case, promise or contact instead",
		    &items },
		{ OPT_CHOICE, 0, "period", PERIODS,
		    "print one row per standard and period, with control limits (p-chart)",
		    &period },
		{ OPT_FLAG, 0, "check", NULL, "exit 1 if a standard is missed", &status },
		DRAW_OPT(&form, "draw what is attained and the targets instead"),
		STORE_OPTS(&file), PUT_PROM_OPTS(&form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	if (worst > MOST_WORST)
		opt_misuse("--worst must be at most %d", MOST_WORST);
	if (items && form.format == PUT_PROM)
		opt_misuse("--format=prom cannot be used with --list; it has a gauge per standard");
	if (items && status)
		opt_misuse("--check cannot be used with --list");
	opt_refuse((const struct opt_conflict[]){
		{ period != PERIOD_NONE && (items || status || opt_given("worst") ||
			form.format == PUT_PROM),
		    "--period cannot be used with --list, --check, --worst or --format=prom" },
		{ 0 } });
	opt_since_until(since, until);
	form.draw = period == PERIOD_NONE ? draw : draw_periods;
	struct store *store = store_open(&file, STORE_READ, NULL);

	const struct known known = known_by(as_of);

	cite_as_of(known.day);
	service_open(&service, store, &files, known);
	service.since = since;
	service.until = until;
	struct put *out = put_open(&form);

	if (period != PERIOD_NONE)
		control_rows(&service, (enum period)period, out);
	else if (items)
		service_rows_list(&service, out);
	else
		service_rows_check(&service, (size_t)worst, status, out);
	put_close(out);
	service_close(&service);
	store_close(store);
	return opt_leave();
}
