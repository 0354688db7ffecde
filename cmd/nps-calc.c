/* nps-calc - how content customers are: NPS, CSAT and CES of survey answers */
#include <err.h>
#include <math.h>
#include <string.h>

#include "lib/answers.h"
#include "lib/nps.h"
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

enum { SMALL = 30, NPS_HIGH = 10, ONE_TO_FIVE = 5 };
enum metric { NPS, CSAT, CES };

struct column {
	const char *name;
	enum put_kind kind;
};

static const struct column of_nps[] = {
	{ "n", PUT_INT }, { "promoters", PUT_INT }, { "passives", PUT_INT }, { "detractors", PUT_INT }, { "nps", PUT_REAL },
	{ "low", PUT_REAL }, { "high", PUT_REAL }, { "method", PUT_TEXT }, { "size", PUT_TEXT },
	{ "variance", PUT_REAL }, { "centre", PUT_REAL }, { "se", PUT_REAL }, { 0 },
}, of_csat[] = {
	{ "n", PUT_INT }, { "satisfied", PUT_INT }, { "csat", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL },
	{ "method", PUT_TEXT }, { "size", PUT_TEXT }, { "mean", PUT_REAL }, { 0 },
}, of_ces[] = {
	{ "n", PUT_INT }, { "easy", PUT_INT }, { "neutral", PUT_INT }, { "hard", PUT_INT }, { "ces_mean", PUT_REAL },
	{ "low", PUT_REAL }, { "high", PUT_REAL }, { "method", PUT_TEXT }, { "size", PUT_TEXT },
	{ "easy_share", PUT_REAL }, { "easy_low", PUT_REAL }, { "easy_high", PUT_REAL },
	{ "easy_net", PUT_REAL }, { "net_low", PUT_REAL }, { "net_high", PUT_REAL }, { 0 },
}, of_compare[] = {
	{ "difference", PUT_REAL }, { "difference_low", PUT_REAL }, { "difference_high", PUT_REAL },
	{ "test", PUT_REAL }, { "p", PUT_REAL }, { "verdict", PUT_TEXT }, { 0 },
}, of_target[] = {
	{ "target", PUT_REAL }, { "gap", PUT_REAL }, { "reached", PUT_TEXT }, { 0 },
}, of_need[] = { { "need", PUT_INT }, { 0 } };

static const struct {
	const char *name;
	struct rating_scale scale;
	const struct column *columns;
	double unit;		/* of the margin, in those of the variance's root */
} metrics[] = {
	[NPS] = { "nps", { 0, NPS_HIGH }, of_nps, 100 }, [CSAT] = { "csat", { 1, 5 }, of_csat, 100 },
	[CES] = { "ces", { 1, 7 }, of_ces, 1 },
};

struct calc {
	struct answers_opts in;
	const char *scale;
	int metric;		/* enum metric */
	int interval;		/* of NPS: adjusted|wald */
	int64_t population;	/* -1: not given */
	double target, fail_under, need;	/* NAN: not given */
	bool compare;
};

static void
put_columns(struct put *out, const struct column *c)
{
	for (; c->name; c++)
		put_column(out, c->name, c->kind);
}

static void
put_header(struct put *out, const struct calc *c, const struct answers *a)
{
	for (size_t i = 0; i < answers_columns(a); i++)
		put_column(out, answers_column(a, i), PUT_CELL);
	if (c->in.period != PERIOD_NONE)
		put_column(out, "period", PUT_TEXT);
	put_columns(out, metrics[c->metric].columns);
	if (c->compare)
		put_columns(out, of_compare);
	if (!isnan(c->target))
		put_columns(out, of_target);
	if (!isnan(c->need))
		put_columns(out, of_need);
}

static void
put_name(struct put *out, const struct calc *c, const struct answers *a, const struct answers_group *g)
{
	const char *by = g->by;
	char name[PERIOD_SIZE];

	for (size_t i = 0; i < answers_columns(a); i++, by += strlen(by) + 1)
		put_text(out, by);
	if (c->in.period != PERIOD_NONE)
		put_text(out, period_name((enum period)c->in.period, g->period, name));
}

static void
put_range(struct put *out, const struct sample_estimate *e)
{
	put_real(out, e->low);
	put_real(out, e->high);
}

static void
put_estimate(struct put *out, const struct sample_estimate *e, int64_t n, const char *method)
{
	put_real(out, e->value);
	put_range(out, e);
	put_text(out, isnan(e->low) ? "" : method);
	put_text(out, n < SMALL ? "small" : "");
}

/* The metric's own cells of a group, and its estimate. */
static struct sample_estimate
put_nps(struct put *out, const struct calc *c, const int64_t *count, int64_t n, double rest)
{
	const struct nps x = nps_count(count);
	const struct sample_estimate e = (c->interval ? nps_wald : nps_adjusted)(&x, rest);

	put_int(out, x.promoters);
	put_int(out, x.passives);
	put_int(out, x.detractors);
	put_estimate(out, &e, n, c->interval ? "wald" : "adjusted wald");
	put_real(out, e.variance);
	put_real(out, e.centre);
	put_real(out, e.se);
	return e;
}

static struct sample_estimate
put_csat(struct put *out, const struct calc *c, const int64_t *count, int64_t n, double rest)
{
	const struct rating_scale s = c->in.scale;
	const int64_t satisfied = rating_between(count, s.high - 1, s.high);
	const struct sample_estimate e = rating_share(satisfied, n, rest);

	put_int(out, satisfied);
	put_estimate(out, &e, n, "wilson");
	put_real(out, rating_mean(count, s, rest).value);
	return e;
}

static struct sample_estimate
put_ces(struct put *out, const struct calc *c, const int64_t *count, int64_t n, double rest)
{
	const int64_t easy = rating_above(count, c->in.scale), hard = rating_below(count, c->in.scale);
	const struct nps x = { easy, n - easy - hard, hard };
	const struct sample_estimate e = rating_mean(count, c->in.scale, rest), share = rating_share(easy, n, rest),
	    net = nps_adjusted(&x, rest);

	put_int(out, easy);
	put_int(out, n - easy - hard);
	put_int(out, hard);
	put_estimate(out, &e, n, "student");
	put_real(out, share.value);
	put_range(out, &share);
	put_real(out, net.value);
	put_range(out, &net);
	return e;
}

static void
put_difference(struct put *out, const struct sample_estimate *before, const struct sample_estimate *e)
{
	const struct sample_difference d = sample_compare(before, e);

	put_real(out, e->value - before->value);
	put_real(out, d.low);
	put_real(out, d.high);
	put_real(out, d.test);
	put_real(out, d.p);
	put_text(out, isnan(d.p) ? "" : d.p >= SAMPLE_ALPHA ? "within noise" : d.difference > 0 ? "higher" : "lower");
}

static void
put_target(struct put *out, const struct sample_estimate *e, double target)
{
	put_real(out, target);
	put_real(out, e->value - target);
	put_text(out, isnan(e->low) ? "" : e->low >= target ? "yes" : e->high < target ? "no" : "unclear");
}

/* Where no variance is known, the largest that the scale allows. */
static int64_t
answers_needed(const struct calc *c, double variance)
{
	static const double worst[] = { [NPS] = 1, [CSAT] = .25 };
	const double half = (c->in.scale.high - c->in.scale.low) / 2.;

	if (!(variance > 0))
		variance = c->metric == CES ? half * half : worst[c->metric];
	return sample_need(variance, c->need / metrics[c->metric].unit, c->population < 0 ? 0 : c->population);
}

static struct sample_estimate
put_group(struct put *out, const struct calc *c, const struct answers_group *g, const struct sample_estimate *before)
{
	static struct sample_estimate (*const cells[])(struct put *, const struct calc *, const int64_t *, int64_t, double) = {
		[NPS] = put_nps, [CSAT] = put_csat, [CES] = put_ces,
	};
	const int64_t n = rating_between(g->count, 0, RATING_MAX);
	static const struct sample_estimate none = { .value = NAN, .centre = NAN, .se = NAN };

	if (c->population >= 0 && n > c->population)
		errx(EXIT_TROUBLE, "%jd answers of a population of %jd", (intmax_t)n, (intmax_t)c->population);
	put_int(out, n);
	const struct sample_estimate e = cells[c->metric](out, c, g->count, n, sample_rest(n, c->population < 0 ? 0 : c->population));

	if (c->compare)
		put_difference(out, before ? before : &none, &e);
	if (!isnan(c->target))
		put_target(out, &e, c->target);
	if (!isnan(c->need))
		put_int(out, answers_needed(c, e.variance));
	put_end(out);
	return e;
}

static void
print(struct put *out, const struct calc *c, const struct answers *a)
{
	struct sample_estimate last;

	put_header(out, c, a);
	for (size_t i = 0; i < answers_groups(a); i++) {
		const struct answers_group *g = answers_group(a, i);
		const bool follows = i > 0 && (c->in.period == PERIOD_NONE || answers_alike(a, g, g - 1));

		put_name(out, c, a, g);
		last = put_group(out, c, g, follows ? &last : NULL);
		if (!isnan(c->fail_under) && !(last.value >= c->fail_under))
			opt_status(EXIT_NO);	/* also where there is no score */
	}
	if (!isnan(c->fail_under) && answers_groups(a) == 0)
		opt_status(EXIT_NO);
}

/* A questionnaire of 1 to 5 has no promoters: scores that look like one are not taken for NPS. */
static void
check_scale(const struct calc *c, const struct answers *a)
{
	int64_t n = 0, within = 0;

	for (size_t i = 0; i < answers_groups(a); i++) {
		n += rating_between(answers_group(a, i)->count, 0, RATING_MAX);
		within += rating_between(answers_group(a, i)->count, 1, ONE_TO_FIVE);
	}
	if (c->scale == NULL && c->in.scale.high > ONE_TO_FIVE && n >= SMALL && n == within)
		errx(EXIT_TROUBLE, "all %jd scores are from 1 to 5: if they were asked for from %d to %d, say so with --scale=%d-%d",
		    (intmax_t)n, c->in.scale.low, c->in.scale.high, c->in.scale.low, c->in.scale.high);
}

static void
check_options(struct calc *c)
{
	struct rating_scale *s = &c->in.scale;

	*s = metrics[c->metric].scale;
	if (c->scale && !rating_scale_parse(c->scale, s))
		opt_misuse("--scale is like 0-10 or 1-5, not '%s'", c->scale);
	if (c->metric == NPS && (s->low != 0 || s->high != NPS_HIGH))
		opt_misuse("NPS is of answers from 0 to 10: for --scale=%s there are --metric=csat and ces", c->scale);
	if (s->high - s->low < 2)
		opt_misuse("--scale=%s has no three answers", c->scale);
	if (c->interval && c->metric != NPS)
		opt_misuse("--interval is for --metric=nps");
	if (c->compare && c->in.by == NULL && c->in.period == PERIOD_NONE)
		opt_misuse("--compare needs --by or --period");
	if (c->population >= 0 && c->in.by)
		opt_misuse("--population is of everybody, not of each group: leave --by out");
	if (c->population == 0)
		opt_misuse("--population is 1 or more");
	if (c->need <= 0)
		opt_misuse("--need is more than 0");
	if (c->in.since != DATE_NONE && c->in.until != DATE_NONE && c->in.since > c->in.until)
		opt_misuse("--since is later than --until");
	c->in.kind = metrics[c->metric].name;
}

int
main(int argc, char *argv[])
{
	struct calc c = { .in = ANSWERS_DEFAULTS, .population = -1, .target = NAN, .fail_under = NAN, .need = NAN };
	struct put_opts form = { 0 };
	const struct opt opts[] = {
		{ OPT_CHOICE, 0, "metric", "nps|csat|ces", "what the answers tell (nps)", &c.metric },
		{ OPT_TEXT, 0, "score", "COLUMN", "the column of the answers (score)", &c.in.score },
		{ OPT_TEXT, 0, "scale", "LOW-HIGH", "what was asked for (nps 0-10, csat 1-5, ces 1-7)", &c.scale },
		{ OPT_TEXT, 0, "by", "COLUMN[,COLUMN]", "one row for each value of these columns", &c.in.by },
		{ OPT_CHOICE, 0, "period", PERIODS, "one row for each of these, by the column date", &c.in.period },
		{ OPT_DATE, 0, "since", "DATE", "only answers from this day on", &c.in.since },
		{ OPT_DATE, 0, "until", "DATE", "only answers up to this day", &c.in.until },
		{ OPT_CHOICE, 0, "per-customer", "all|latest", "of a customer: all answers, or the latest in the period (all)", &c.in.which },
		{ OPT_FLAG, 0, "compare", NULL, "each period, or group, with the one before", &c.compare },
		{ OPT_NUMBER, 0, "target", "SCORE", "say whether this is reached", &c.target },
		{ OPT_NUMBER, 0, "fail-under", "SCORE", "exit 1 if a score is lower, or there is none", &c.fail_under },
		{ OPT_COUNT, 0, "population", "N", "how many could have answered: narrower intervals", &c.population },
		{ OPT_NUMBER, 0, "need", "MARGIN", "how many answers give an interval of +-MARGIN", &c.need },
		{ OPT_CHOICE, 0, "interval", "adjusted|wald", "of the NPS (adjusted)", &c.interval },
		{ OPT_TEXT, 0, "date-format", "STRPTIME", "how dates are written, %d/%m/%Y (ISO 8601)", &c.in.dates.format },
		{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this zone", &c.in.dates.zone },
		{ OPT_FLAG, 0, "skip-bad", NULL, "leave bad rows out, name the first 20, exit 1", &c.in.skip_bad },
		{ OPT_COUNT, 0, "threads", "N", "how many threads, at most 16 (one a processor)", &c.in.threads },
		PUT_OPTS(&form), { 0 },
	};
	char **operands = opt_parse(&tool, opts, argc, argv);

	check_options(&c);
	struct answers *a = answers_read(&c.in, operands);
	struct put *out = put_open(&form);

	check_scale(&c, a);
	print(out, &c, a);
	put_close(out);
	answers_free(a);
	return opt_leave();
}
