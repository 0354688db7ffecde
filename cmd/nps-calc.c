/* nps-calc - how content customers are: NPS, CSAT and CES of survey answers */
#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/base/period.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/survey/metric.h"
#include "lib/survey/tally.h"

static const struct tool tool = {
	"nps-calc", "[FILE...]",
	"Compute the Net Promoter Score, customer satisfaction or customer effort from answers.\n"
	"Reads CSV with a column score (an empty cell is no answer), or with -d the feedback of\n"
	"that kind in a store.",
	"A group with fewer than 30 answers is marked small.\n"
	"Intervals are 95 % confidence intervals.\n"
	"Examples:\n"
	"  nps-calc --by=country --period=quarter --compare answers.csv\n"
	"  nps-calc --metric=csat --scale=1-7 --target=80 -t answers.csv\n"
	"  nps-calc -d shop.db --since=2025-07-01 --fail-under=30\n"
	"  nps-calc -d shop.db --metric=csat --score=follow_up --by=department\n"
	"Exit status: 0 if OK; 1 if a score is below --fail-under or --skip-bad left rows out;"
	" 2 if trouble.\n",
};

enum { ONE_TO_FIVE = 5 };

struct calc {
	struct tally_opts in;
	struct metric_opts of;
	const char *scale;	/* NULL: the metric's own */
	double fail_under;	/* NAN: not given */
};

static void
print(struct put *out, const struct calc *c, const struct tally *a)
{
	struct sample_estimate last;

	tally_columns(a, out);
	metric_columns(out, &c->of);
	for (size_t i = 0; i < tally_groups(a); i++) {
		tally_put(a, i, out);
		last = metric_put(out, &c->of, tally_group(a, i)->count,
		    tally_follows(a, i) ? &last : NULL);
		put_end(out);
		if (!isnan(c->fail_under) && !(last.value >= c->fail_under))
			opt_status(EXIT_NO);	/* also where there is no score */
	}
	if (!isnan(c->fail_under) && tally_groups(a) == 0)
		opt_status(EXIT_NO);
}

/* A questionnaire of 1 to 5 has no promoters: scores that look like one are not taken for NPS. */
static void
check_answers(const struct calc *c, const struct tally *a)
{
	int64_t all = 0, within = 0;

	for (size_t i = 0; i < tally_groups(a); i++) {
		const int64_t *count = tally_group(a, i)->count;
		const int64_t n = rating_between(count, 0, RATING_MAX);

		if (c->of.population >= 0 && n > c->of.population)
			errx(EXIT_TROUBLE, "%jd answers exceed the population of %jd", (intmax_t)n,
			    (intmax_t)c->of.population);
		all += n;
		within += rating_between(count, 1, ONE_TO_FIVE);
	}
	if (c->scale == NULL && c->in.scale.high > ONE_TO_FIVE && all >= SAMPLE_SMALL &&
	    all == within)
		errx(EXIT_TROUBLE,
		    "all %jd scores are from 1 to 5; if the scale is %d to %d, use --scale=%d-%d",
		    (intmax_t)all, c->in.scale.low, c->in.scale.high, c->in.scale.low,
		    c->in.scale.high);
}

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
	c->in.kind = handling ? NULL : metric_name(c->of.metric);
	c->in.scale = c->of.scale;
}

int
main(int argc, char *argv[])
{
	struct calc c = { .in = TALLY_DEFAULTS,
	    .of = { .population = -1, .target = NAN, .need = NAN }, .fail_under = NAN };
	struct put_opts form = { 0 };
	int interval = 0;	/* adjusted|wald */
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "metric", METRICS, "metric to compute (nps)", &c.of.metric },
		{ OPT_TEXT, 0, "score", "COLUMN",
		    "column of the answers (score); follow_up: rating of the handling",
		    &c.in.score },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH",
		    "scale of the question (nps 0-10, csat 1-5, ces 1-7)", &c.scale },
		{ OPT_TEXT, 0, "by", "COLUMN[,COLUMN]", "one row per value of these columns",
		    &c.in.by },
		{ OPT_CHOICE, 0, "period", PERIODS, "one row per period, by the column date",
		    &c.in.period },
		{ OPT_DATE, 0, "since", "DATE", "only answers on or after DATE", &c.in.since },
		{ OPT_DATE, 0, "until", "DATE", "only answers on or before DATE", &c.in.until },
		{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)",
		    &c.in.as_of },
		{ OPT_CHOICE, 0, "per-customer", "all|latest",
		    "all answers of a customer, or the latest in the period (all)", &c.in.which },
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
		STORE_OPTS_ANALYSIS(&c.in.store),
		{ OPT_TEXT, 0, "date-format", "STRPTIME",
		    "format of the dates, such as %d/%m/%Y (ISO 8601)", &c.in.dates.format },
		{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone",
		    &c.in.dates.zone },
		{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1",
		    &c.in.skip_bad },
		{ OPT_COUNT, 0, "threads", "N", "number of threads, at most 16 (one per processor)",
		    &c.in.threads },
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	c.of.wald = interval == 1;
	check_options(&c);
	tally_check(&c.in, operands);
	struct store *store = store_wanted(&c.in.store);
	struct tally *a = tally_read(&c.in, store, operands);
	struct put *out = put_open(&form);

	store_close(store);
	check_answers(&c, a);
	print(out, &c, a);
	put_close(out);
	tally_free(a);
	return opt_leave();
}
