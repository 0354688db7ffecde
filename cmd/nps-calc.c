/* nps-calc - customer satisfaction: NPS, CSAT and CES of survey answers */
#include <math.h>
#include <string.h>

#include "lib/base/period.h"
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/survey/metric_rows.h"
#include "lib/survey/tally.h"

static const struct tool tool = {
	"nps-calc", "[FILE...]",
	"Compute the Net Promoter Score, customer satisfaction or customer effort from answers.\n"
	"Reads CSV with a column score; an empty score means no answer and does not count.  With\n"
	"-d, reads the scores of the metric from a store.",
	"A group with fewer than 30 answers is marked small.\n"
	"Intervals are 95 % confidence intervals.\n"
	"Examples:\n"
	"  nps-calc --by=country --period=quarter --compare answers.csv\n"
	"  nps-calc --metric=csat --scale=1-7 --target=80 -t answers.csv\n"
	"  nps-calc -d shop.db --since=2025-07-01 --fail-under=30\n"
	"  nps-calc -d shop.db --metric=csat --score=follow_up --by=department\n"
	"  nps-calc --by=country --statistics part0.csv >part0.stat\n"
	"Exit status: 0 on success; 1 if a score is below --fail-under or --skip-bad left rows out;"
	" 2 on error.\n",
};

static const struct draw_plot scores = { CHART_BARS, .label_until = "n", .y = "nps,csat,ces_mean",
	.low = "low", .high = "high", .mark = { "target" }, .n = "n", .unit = FIGURE_POINTS };

struct calc {
	struct tally_opts in;
	struct metric_opts of;
	const char *scale;	/* NULL: the usual scale of the metric */
	double fail_under;	/* NAN: not requested */
	bool statistics, from_statistics;
};

static void
check_options(struct calc *c)
{
	const bool handling = strcmp(c->in.score, TALLY_FOLLOW_UP) == 0;

	metric_check(&c->of, c->scale);
	if (c->of.compare && c->in.by == NULL && c->in.period == PERIOD_NONE)
		opt_misuse("--compare requires --by or --period");
	if (c->of.population >= 0 && c->in.by)
		opt_misuse("--population cannot be used with --by; it counts everybody, not a "
		    "group");
	if (handling && c->of.metric != METRIC_CSAT)
		opt_misuse("--score=follow_up requires --metric=csat; it rates the handling from "
		    "1 to 5");
	c->in.words = c->scale ? NULL : metric_name(c->of.metric);
	c->in.kind = handling ? NULL : metric_name(c->of.metric);
	c->in.scale = c->of.scale;
}

static void
check_statistics(const struct calc *c)
{
	if (c->statistics) {
		statistics_check_print();
		statistics_refuse("statistics", (const char *const[]){ "compare", "target",
		    "fail-under", "population", "need", "interval", NULL });
	} else if (c->from_statistics) {
		statistics_check_merge(&c->in.reading);
	}
}

static struct tally *
read_answers(const struct calc *c, char **operands)
{
	if (c->from_statistics)
		return tally_statistics_read(&c->in, tool.name, metric_name(c->of.metric),
		    operands);
	struct store *store = store_wanted(&c->in.store);
	struct tally *a = tally_read(&c->in, store, operands);

	store_close(store);
	return a;
}

static void
print_report(const struct calc *c, char **operands, struct put *out)
{
	struct tally *a = read_answers(c, operands);

	metric_rows_check(&c->of, a, c->scale != NULL);
	if (!metric_rows_print(&c->of, a, c->fail_under, out))
		opt_status(EXIT_NO);
	tally_free(a);
}

int
main(int argc, char *argv[])
{
	struct calc c = { .in = TALLY_DEFAULTS,
	    .of = { .population = -1, .target = NAN, .need = NAN }, .fail_under = NAN };
	struct put_opts form = { 0 };
	int interval = 0;	/* 0: adjusted; 1: wald */
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "metric", METRICS, "metric to compute (nps)", &c.of.metric },
		{ OPT_TEXT, 0, "score", "COLUMN",
		    "column of the answers (score); follow_up: rating of the handling",
		    &c.in.score },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH",
		    "scale of the question (nps 0-10, csat 1-5, ces 1-7)", &c.scale },
		TALLY_OPTS_GROUPS(&c.in),
		{ OPT_FLAG, 0, "compare", NULL,
		    "compare each period or group with the previous one", &c.of.compare },
		{ OPT_NUMBER, 0, "target", "SCORE", "report whether this score is reached",
		    &c.of.target },
		{ OPT_NUMBER, 0, "fail-under", "SCORE", "exit 1 if a score is lower or missing",
		    &c.fail_under },
		{ OPT_COUNT, 0, "population", "N",
		    "number of people who could have answered: narrower intervals",
		    &c.of.population },
		{ OPT_NUMBER, 0, "need", "MARGIN",
		    "print how many answers give an interval of +-MARGIN", &c.of.need },
		{ OPT_CHOICE, 0, "interval", "adjusted|wald", "interval of the NPS (adjusted)",
		    &interval },
		DRAW_OPT(&form, "draw the scores with their intervals instead"),
		STATISTICS_OPTS(&c.statistics, &c.from_statistics),
		TALLY_OPTS_INPUT(&c.in), PUT_PROM_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&form, &scores);
	c.of.wald = interval == 1;
	check_options(&c);
	tally_check(&c.in, operands);
	check_statistics(&c);
	if (c.statistics && form.format == PUT_PROM)
		opt_misuse("--format=prom cannot be used with --statistics; it has gauges only");
	struct put *out = put_open(&form);

	if (c.statistics)
		tally_statistics_print(&c.in, tool.name, metric_name(c.of.metric), operands, out);
	else
		print_report(&c, operands, out);
	put_close(out);
	return opt_leave();
}
