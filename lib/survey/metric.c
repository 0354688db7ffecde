#include "lib/survey/metric.h"

#include <math.h>

#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/stat/nps.h"

static const struct put_head of_nps[] = {
	{ "n", PUT_INT }, { "promoters", PUT_INT }, { "passives", PUT_INT },
	{ "detractors", PUT_INT }, { "nps", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL },
	{ "method", PUT_TEXT }, { "size", PUT_TEXT }, { "variance", PUT_REAL },
	{ "centre", PUT_REAL }, { "se", PUT_REAL }, { 0 },
}, of_csat[] = {
	{ "n", PUT_INT }, { "satisfied", PUT_INT }, { "csat", PUT_REAL }, { "low", PUT_REAL },
	{ "high", PUT_REAL }, { "method", PUT_TEXT }, { "size", PUT_TEXT }, { "mean", PUT_REAL },
	{ 0 },
}, of_ces[] = {
	{ "n", PUT_INT }, { "easy", PUT_INT }, { "neutral", PUT_INT }, { "hard", PUT_INT },
	{ "ces_mean", PUT_REAL }, { "low", PUT_REAL }, { "high", PUT_REAL },
	{ "method", PUT_TEXT }, { "size", PUT_TEXT },
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
	const struct put_head *columns;
	double unit;	/* of the margin; 1 is the unit of the square root of the variance */
} metrics[] = {
	[METRIC_NPS] = { "nps", { 0, 10 }, of_nps, 100 },
	[METRIC_CSAT] = { "csat", { 1, 5 }, of_csat, 100 },
	[METRIC_CES] = { "ces", { 1, 7 }, of_ces, 1 },
};

const char *
metric_name(int metric)
{
	return metrics[metric].name;
}

struct rating_scale
metric_scale(int metric)
{
	return metrics[metric].scale;
}

void
metric_check(struct metric_opts *o, const char *scale)
{
	const struct rating_scale usual = metrics[METRIC_NPS].scale;
	struct rating_scale *s = &o->scale;

	*s = metrics[o->metric].scale;
	if (scale && !rating_scale_parse(scale, s))
		opt_misuse("--scale must be a range such as 0-10 or 1-5, not '%s'", scale);
	if (o->metric == METRIC_NPS && (s->low != usual.low || s->high != usual.high))
		opt_misuse("NPS requires answers from 0 to 10; for --scale=%s use --metric=csat "
		    "or ces", scale);
	if (s->high - s->low < 2)
		opt_misuse("--scale=%s must have at least 3 answers", scale);
	if (o->wald && o->metric != METRIC_NPS)
		opt_misuse("--interval requires --metric=nps");
	if (o->population == 0)
		opt_misuse("--population must be at least 1");
	if (o->need <= 0)
		opt_misuse("--need must be greater than 0");
}

void
metric_columns(struct put *out, const struct metric_opts *o)
{
	put_columns(out, metrics[o->metric].columns);
	if (o->compare)
		put_columns(out, of_compare);
	if (!isnan(o->target))
		put_columns(out, of_target);
	if (!isnan(o->need))
		put_columns(out, of_need);
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
	put_text(out, n < SAMPLE_SMALL ? "small" : "");
}

/* Prints the cells of a group that only this metric has. Returns the estimate. */
static struct sample_estimate
put_nps(struct put *out, const struct metric_opts *o, const int64_t *count, int64_t n, double rest)
{
	const struct nps x = nps_count(count);
	const struct sample_estimate e = (o->wald ? nps_wald : nps_adjusted)(&x, rest);

	put_int(out, x.promoters);
	put_int(out, x.passives);
	put_int(out, x.detractors);
	put_estimate(out, &e, n, o->wald ? "wald" : "adjusted wald");
	put_real(out, e.variance);
	put_real(out, e.centre);
	put_real(out, e.se);
	return e;
}

static struct sample_estimate
put_csat(struct put *out, const struct metric_opts *o, const int64_t *count, int64_t n, double rest)
{
	const struct rating_scale s = o->scale;
	const int64_t satisfied = rating_between(count, s.high - 1, s.high);
	const struct sample_estimate e = rating_share(satisfied, n, rest);

	put_int(out, satisfied);
	put_estimate(out, &e, n, "wilson");
	put_real(out, rating_mean(count, s, rest).value);
	return e;
}

static struct sample_estimate
put_ces(struct put *out, const struct metric_opts *o, const int64_t *count, int64_t n, double rest)
{
	const int64_t easy = rating_above(count, o->scale), hard = rating_below(count, o->scale);
	const struct nps x = { easy, n - easy - hard, hard };
	const struct sample_estimate e = rating_mean(count, o->scale, rest);
	const struct sample_estimate share = rating_share(easy, n, rest);
	const struct sample_estimate net = nps_adjusted(&x, rest);

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
put_difference(struct put *out, const struct sample_estimate *before,
    const struct sample_estimate *e)
{
	const struct sample_difference d = sample_compare(before, e);

	put_real(out, e->value - before->value);
	put_real(out, d.low);
	put_real(out, d.high);
	put_real(out, d.test);
	put_real(out, d.p);
	put_text(out, isnan(d.p) ? "" : d.p >= SAMPLE_ALPHA ? "within noise" :
	    d.difference > 0 ? "higher" : "lower");
}

static void
put_target(struct put *out, const struct sample_estimate *e, double target)
{
	put_real(out, target);
	put_real(out, e->value - target);
	put_text(out, isnan(e->low) ? "" : e->low >= target ? "yes" :
	    e->high < target ? "no" : "unclear");
}

static int64_t
limit(const struct metric_opts *o)
{
	return o->population < 0 ? 0 : o->population;
}

/*
 * The answers needed for the margin. If the variance is unknown or 0, it uses the largest that the
 * scale allows.
 */
static int64_t
answers_needed(const struct metric_opts *o, double variance)
{
	static const double worst[] = { [METRIC_NPS] = 1, [METRIC_CSAT] = .25 };
	const double half = (o->scale.high - o->scale.low) / 2.;

	if (!(variance > 0))
		variance = o->metric == METRIC_CES ? half * half : worst[o->metric];
	return sample_need(variance, o->need / metrics[o->metric].unit, limit(o));
}

struct sample_estimate
metric_put(struct put *out, const struct metric_opts *o, const int64_t count[RATING_COUNTS],
    const struct sample_estimate *before)
{
	static struct sample_estimate (*const cells[])(struct put *, const struct metric_opts *,
	    const int64_t *, int64_t, double) = {
		[METRIC_NPS] = put_nps, [METRIC_CSAT] = put_csat, [METRIC_CES] = put_ces,
	};
	static const struct sample_estimate none = { .value = NAN, .centre = NAN, .se = NAN };
	const int64_t n = rating_between(count, 0, RATING_MAX);

	put_int(out, n);
	const struct sample_estimate e = cells[o->metric](out, o, count, n,
	    sample_rest(n, limit(o)));

	if (o->compare)
		put_difference(out, before ? before : &none, &e);
	if (!isnan(o->target))
		put_target(out, &e, o->target);
	if (!isnan(o->need))
		put_int(out, answers_needed(o, e.variance));
	return e;
}
