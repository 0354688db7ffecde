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

static const struct draw_plot attained = { CHART_BARS, .title = SAY("Standards attained"),
	.label = { "metric", "scope" }, .y = "attainment", .low = "low", .high = "high",
	.second = "target", .names = { SAY("attained"), SAY("target") },
	.strong = { "result", "missed" }, .unit = FIGURE_SHARE };

/* The band is that of the limits; what is outside is marked. */
static const struct draw_plot control = { CHART_CONTROL, .panel = { "metric", "scope" },
	.label = { "period" }, .y = "attainment", .low = "limit_low",
	.high = "limit_high", .strong = { "signal", NULL },
	.mark = { "centre", "target" }, .unit = FIGURE_SHARE,
	.note = SAY("The band has the 3-sigma limits of a p-chart; a diamond is outside"
	    " it.") };

struct options {
	struct service_opts files;
	struct store_opts store;
	struct put_opts form;
	int32_t as_of, since, until;
	int64_t worst;
	int period;		/* enum period */
	bool status, items;
};

static void
check(const struct options *o)
{
	const bool periods = o->period != PERIOD_NONE, prom = o->form.format == PUT_PROM;

	if (o->worst > MOST_WORST)
		opt_misuse("--worst must be at most %d", MOST_WORST);
	opt_refuse((const struct opt_conflict[]){
		{ o->items && prom,
		    "--format=prom cannot be used with --list; it has a gauge per standard" },
		{ o->items && o->status, "--check cannot be used with --list" },
		{ periods && (o->items || o->status || opt_given("worst") || prom),
		    "--period cannot be used with --list, --check, --worst or --format=prom" },
		{ 0 } });
	opt_since_until(o->since, o->until);
}

static void
print(const struct options *o, struct store *store, struct known known)
{
	struct service service;

	service_open(&service, store, &o->files, known);
	service.since = o->since;
	service.until = o->until;
	struct put *out = put_open(&o->form);

	if (o->period != PERIOD_NONE)
		control_rows(&service, (enum period)o->period, out);
	else if (o->items)
		service_rows_list(&service, out);
	else
		service_rows_check(&service, (size_t)o->worst, o->status, out);
	put_close(out);
	service_close(&service);
}

int
main(int argc, char *argv[])
{
	struct options o = { .as_of = DATE_NONE, .since = DATE_NONE, .until = DATE_NONE,
		.worst = 3, .period = PERIOD_NONE };
	const struct opt opts[] = {
		SERVICE_OPTS(&o.files),
		{ OPT_DATE, 0, "since", "DATE",
		    "only items whose date is DATE or later", &o.since },
		{ OPT_DATE, 0, "until", "DATE",
		    "only items whose date is DATE or earlier", &o.until },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (now)", &o.as_of },
		{ OPT_COUNT, 0, "worst", "N", "name the N worst misses of each standard (3)",
		    &o.worst },
		{ OPT_FLAG, 0, "list", NULL, "print one row per case, promise or contact instead",
		    &o.items },
		{ OPT_CHOICE, 0, "period", PERIODS,
		    "print one row per standard and period, with control limits (p-chart)",
		    &o.period },
		{ OPT_FLAG, 0, "check", NULL, "exit 1 if a standard is missed", &o.status },
		DRAW_OPT(&o.form, "draw what is attained and the targets instead"),
		STORE_OPTS(&o.store), PUT_PROM_OPTS(&o.form), { 0 },
	};

	opt_no_operands(opt_parse(&tool, opts, argc, argv));
	check(&o);
	draw_use(&o.form, o.period == PERIOD_NONE ? &attained : &control);
	struct store *store = store_open(&o.store, STORE_READ, NULL);
	const struct known known = known_by(o.as_of);

	cite_as_of(known.day);
	print(&o, store, known);
	store_close(store);
	return opt_leave();
}
