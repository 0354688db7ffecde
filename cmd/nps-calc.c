/* nps-calc - customer satisfaction: NPS, CSAT and CES of survey answers */
#include "lib/draw/draw.h"
#include "lib/io/opt.h"
#include "lib/io/statistics.h"
#include "lib/survey/metric_calc.h"

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

int
main(int argc, char *argv[])
{
	struct metric_calc c = METRIC_CALC_DEFAULTS;
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
		DRAW_OPT(&c.form, "draw the scores with their intervals instead"),
		STATISTICS_OPTS(&c.statistics, &c.from_statistics),
		TALLY_OPTS_INPUT(&c.in), PUT_PROM_OPTS(&c.form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	draw_use(&c.form, &scores);
	c.of.wald = interval == 1;
	metric_calc_check(&c, operands);
	metric_calc_print(&c, operands, tool.name);
	return opt_leave();
}
