/* nps-calc - how content customers are: NPS, CSAT and CES of survey answers */
#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/tally.h"
#include "lib/metric.h"
#include "lib/opt.h"
#include "lib/period.h"
#include "lib/put.h"

static const struct tool tool = {
	"nps-calc", "[FILE...]",
	"Net Promoter Score, customer satisfaction or customer effort of the answers in CSV FILEs.\n"
	"The answers are in a column score; an empty one is no answer.",
	"A group of fewer than 30 answers is marked small.  Intervals are of 95 %.\n"
	"Examples:\n"
	"  nps-calc --by=country --period=quarter --compare answers.csv\n"
	"  nps-calc --metric=csat --scale=1-7 --target=80 -t answers.csv\n"
	"  nps-calc --since=2025-07-01 --fail-under=30 answers.csv\n"
	"Exit status: 0; 1 a score is below --fail-under, or --skip-bad left rows out; 2 trouble.\n",
};

enum { ONE_TO_FIVE = 5 };

struct calc {
	struct tally_opts in;
	struct metric_opts of;
	const char *scale;	/* NULL: the metric's own */
	double fail_under;	/* NAN: not given */
};

static void
put_names(struct put *out, const struct calc *c, const struct tally *a)
{
	for (size_t i = 0; i < tally_columns(a); i++)
		put_column(out, tally_column(a, i), PUT_CELL);
	if (c->in.period != PERIOD_NONE)
		put_column(out, "period", PUT_TEXT);
}

static void
put_name(struct put *out, const struct calc *c, const struct tally *a, const struct tally_group *g)
{
	const char *by = g->by;
	char name[PERIOD_SIZE];

	for (size_t i = 0; i < tally_columns(a); i++, by += strlen(by) + 1)
		put_text(out, by);
	if (c->in.period != PERIOD_NONE)
		put_text(out, period_name((enum period)c->in.period, g->period, name));
}

static void
print(struct put *out, const struct calc *c, const struct tally *a)
{
	struct sample_estimate last;

	put_names(out, c, a);
	metric_columns(out, &c->of);
	for (size_t i = 0; i < tally_groups(a); i++) {
		const struct tally_group *g = tally_group(a, i);
		const bool follows = i > 0 && (c->in.period == PERIOD_NONE || tally_alike(a, g, g - 1));

		put_name(out, c, a, g);
		last = metric_put(out, &c->of, g->count, follows ? &last : NULL);
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
		const int64_t *count = tally_group(a, i)->count, n = rating_between(count, 0, RATING_MAX);

		if (c->of.population >= 0 && n > c->of.population)
			errx(EXIT_TROUBLE, "%jd answers of a population of %jd", (intmax_t)n, (intmax_t)c->of.population);
		all += n;
		within += rating_between(count, 1, ONE_TO_FIVE);
	}
	if (c->scale == NULL && c->in.scale.high > ONE_TO_FIVE && all >= METRIC_SMALL && all == within)
		errx(EXIT_TROUBLE, "all %jd scores are from 1 to 5: if they were asked for from %d to %d, say so with --scale=%d-%d",
		    (intmax_t)all, c->in.scale.low, c->in.scale.high, c->in.scale.low, c->in.scale.high);
}

static void
check_options(struct calc *c)
{
	const struct rating_scale usual = metric_scale(METRIC_NPS);
	struct rating_scale *s = &c->of.scale;

	*s = metric_scale(c->of.metric);
	if (c->scale && !rating_scale_parse(c->scale, s))
		opt_misuse("--scale is like 0-10 or 1-5, not '%s'", c->scale);
	if (c->of.metric == METRIC_NPS && (s->low != usual.low || s->high != usual.high))
		opt_misuse("NPS is of answers from 0 to 10: for --scale=%s there are --metric=csat and ces", c->scale);
	if (s->high - s->low < 2)
		opt_misuse("--scale=%s has no three answers", c->scale);
	if (c->of.wald && c->of.metric != METRIC_NPS)
		opt_misuse("--interval is for --metric=nps");
	if (c->of.compare && c->in.by == NULL && c->in.period == PERIOD_NONE)
		opt_misuse("--compare needs --by or --period");
	if (c->of.population >= 0 && c->in.by)
		opt_misuse("--population is of everybody, not of each group: leave --by out");
	if (c->of.population == 0)
		opt_misuse("--population is 1 or more");
	if (c->of.need <= 0)
		opt_misuse("--need is more than 0");
	if (c->in.since != DATE_NONE && c->in.until != DATE_NONE && c->in.since > c->in.until)
		opt_misuse("--since is later than --until");
	c->in.kind = metric_name(c->of.metric);
	c->in.scale = *s;
}

int
main(int argc, char *argv[])
{
	struct calc c = { .in = TALLY_DEFAULTS, .of = { .population = -1, .target = NAN, .need = NAN }, .fail_under = NAN };
	struct put_opts form = { 0 };
	int interval = 0;	/* adjusted|wald */
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "metric", METRICS, "what the answers tell (nps)", &c.of.metric },
		{ OPT_TEXT, 0, "score", "COLUMN", "the column of the answers (score)", &c.in.score },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH", "what was asked for (nps 0-10, csat 1-5, ces 1-7)", &c.scale },
		{ OPT_TEXT, 0, "by", "COLUMN[,COLUMN]", "one row for each value of these columns", &c.in.by },
		{ OPT_CHOICE, 0, "period", PERIODS, "one row for each of these, by the column date", &c.in.period },
		{ OPT_DATE, 0, "since", "DATE", "only answers from this day on", &c.in.since },
		{ OPT_DATE, 0, "until", "DATE", "only answers up to this day", &c.in.until },
		{ OPT_CHOICE, 0, "per-customer", "all|latest", "of a customer: all answers, or the latest in the period (all)", &c.in.which },
		{ OPT_FLAG, 0, "compare", NULL, "each period, or group, with the one before", &c.of.compare },
		{ OPT_NUMBER, 0, "target", "SCORE", "say whether this is reached", &c.of.target },
		{ OPT_NUMBER, 0, "fail-under", "SCORE", "exit 1 if a score is lower, or there is none", &c.fail_under },
		{ OPT_COUNT, 0, "population", "N", "how many could have answered: narrower intervals", &c.of.population },
		{ OPT_NUMBER, 0, "need", "MARGIN", "how many answers give an interval of +-MARGIN", &c.of.need },
		{ OPT_CHOICE, 0, "interval", "adjusted|wald", "of the NPS (adjusted)", &interval },
		{ OPT_TEXT, 0, "date-format", "STRPTIME", "how dates are written, %d/%m/%Y (ISO 8601)", &c.in.dates.format },
		{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this zone", &c.in.dates.zone },
		{ OPT_FLAG, 0, "skip-bad", NULL, "leave bad rows out, name the first 20, exit 1", &c.in.skip_bad },
		{ OPT_COUNT, 0, "threads", "N", "how many threads, at most 16 (one a processor)", &c.in.threads },
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	c.of.wald = interval == 1;
	check_options(&c);
	struct tally *a = tally_read(&c.in, operands);
	struct put *out = put_open(&form);

	check_answers(&c, a);
	print(out, &c, a);
	put_close(out);
	tally_free(a);
	return opt_leave();
}
