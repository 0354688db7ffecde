/* staff-calc - how many agents are enough */
#include <math.h>

#include "lib/base/say.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/visit/staffing.h"

static const struct tool tool = {
	"staff-calc", "[FILE...]",
	"Compute how many agents a service level needs: for --calls per interval, for each row\n"
	"of a table with the column calls, or for each interval of the week in a log of visits\n"
	"(arrived, started, ended, abandoned).",
	"Without patience callers wait for ever (Erlang C); with it they leave (Erlang A).\n"
	"agents_high is enough even if the callers are as many as the upper 95 % limit.\n"
	"Examples:\n"
	"  staff-calc --calls=100 --service-time=180 --shrinkage=30% -t\n"
	"  staff-calc --by=queue visits.csv >week.csv\n"
	"  staff-calc --rename forecast=calls --service-time=180 forecast.csv\n"
	"Exit status: 0 on success; 1 if --skip-bad left rows out; 2 on error.\n",
};

static const struct draw_plot agents = { CHART_BARS, .title = SAY("Agents"),
	.label = { "weekday", "time" }, .y = "agents", .second = "agents_high",
	.names = { SAY("agents"), SAY("agents for the upper limit of the calls") },
	.unit = FIGURE_COUNT };

int
main(int argc, char *argv[])
{
	struct staffing_opts o = STAFFING_DEFAULTS;
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		STAFFING_OPTS(&o),
		{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone",
		    &o.dates.zone },
		READING_OPTS(&o.reading),
		{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1",
		    &o.skip_bad },
		DRAW_OPT(&form, "draw the agents instead"),
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&form, &agents);
	staffing_check(&o);
	opt_use_zone(o.dates.zone);
	if (!isnan(o.calls))
		opt_no_operands(operands);
	struct put *out = put_open(&form);

	if (isnan(o.calls))
		staffing_print(&o, operands, out);
	else
		staffing_print_one(&o, out);
	put_close(out);
	return opt_leave();
}
