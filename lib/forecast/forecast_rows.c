#include "lib/forecast/forecast_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/base/work.h"
#include "lib/forecast/forecast.h"
#include "lib/forecast/rolling.h"
#include "lib/io/put.h"

/* Several threads fill one result per series; then they are printed in the order of the series. */
struct job {
	const struct demand_rows *d;
	struct forecast_ask ask;
	size_t origins;
	struct forecast *forecast;
	struct rolling *rolling;
};

static size_t
horizon_of(enum period p)
{
	/* those of the M4 competition; in years 6, in days 2 weeks */
	static const size_t by[] = { [PERIOD_DAY] = 14, [PERIOD_WEEK] = 13, [PERIOD_MONTH] = 18,
		[PERIOD_QUARTER] = 8, [PERIOD_YEAR] = 6 };

	return by[p];
}

static struct job
job_of(const struct demand_rows *d, const struct forecast_opts *o)
{
	return (struct job){ .d = d, .origins = (size_t)o->origins,
		.ask = { (enum forecast_method)o->method,
		    o->season > 0 ? (size_t)o->season : slots_season(&d->slots),
		    o->horizon > 0 ? (size_t)o->horizon : horizon_of(d->slots.period) } };
}

static void
check(const struct job *j)
{
	for (size_t i = 0; i < j->d->n; i++) {
		const struct demand *s = &j->d->series[i];
		const char *why = forecast_why_not(&j->ask, s->y, s->n);

		if (why && j->d->by)
			fail("%s '%.60s': %s %s", j->d->by, j->d->name[i],
			    forecast_name(j->ask.method), why);
		if (why)
			fail("%s %s", forecast_name(j->ask.method), why);
	}
}

/* The columns of the series: the one of --by, if any. */
static void
put_name_column(const struct demand_rows *d, struct put *put)
{
	if (d->by)
		put_column(put, "series", PUT_TEXT);
}

static void
put_name(const struct demand_rows *d, size_t i, struct put *put)
{
	if (d->by)
		put_text(put, d->name[i]);
}

static void
forecast_one(void *ctx, size_t i)
{
	const struct job *j = ctx;

	j->forecast[i] = forecast_make(&j->ask, j->d->series[i].y, j->d->series[i].n);
}

static void
put_step(const struct job *j, size_t i, size_t h, bool past, struct put *put)
{
	const struct demand *s = &j->d->series[i];
	const struct forecast *f = &j->forecast[i];
	const int32_t slot = s->first + (int32_t)(s->n + h);
	const bool open = demand_rows_open(j->d, slot);

	put_name(j->d, i, put);
	put_date(put, slots_day(&j->d->slots, slot));
	put_real(put, open ? f->mean[h] : 0);
	put_real(put, open ? f->low80[h] : 0);
	put_real(put, open ? f->high80[h] : 0);
	put_real(put, open ? f->low95[h] : 0);
	put_real(put, open ? f->high95[h] : 0);
	put_text(put, open ? f->method : "closed");
	put_int(put, (int64_t)s->n);
	if (past)
		put_none(put);
	put_end(put);
}

/* The latest values of a series, whose forecasts are empty. */
static void
put_past(const struct job *j, size_t i, int64_t past, struct put *put)
{
	enum { FORECASTS = 5 };
	const struct demand *s = &j->d->series[i];
	const size_t n = (size_t)past < s->n ? (size_t)past : s->n;

	for (size_t k = s->n - n; k < s->n; k++) {
		put_name(j->d, i, put);
		put_date(put, slots_day(&j->d->slots, s->first + (int32_t)k));
		for (int f = 0; f < FORECASTS; f++)
			put_none(put);
		put_none(put);
		put_int(put, (int64_t)s->n);
		put_real(put, s->y[k]);
		put_end(put);
	}
}

void
forecast_rows_print(const struct demand_rows *d, const struct forecast_opts *o, struct put *put)
{
	struct job j = job_of(d, o);
	size_t bare = 0;

	check(&j);
	j.forecast = mem_new(d->n, sizeof *j.forecast);
	work_each(o->threads, d->n, forecast_one, &j);
	put_name_column(d, put);
	put_columns(put, (const struct put_head[]){ { "date", PUT_DATE }, { "forecast", PUT_REAL },
	    { "low80", PUT_REAL }, { "high80", PUT_REAL }, { "low95", PUT_REAL },
	    { "high95", PUT_REAL }, { "method", PUT_TEXT }, { "n", PUT_INT }, { 0 } });
	if (o->past > 0)
		put_column(put, "value", PUT_REAL);
	for (size_t i = 0; i < d->n; i++) {
		put_past(&j, i, o->past, put);
		for (size_t h = 0; h < j.ask.ahead; h++)
			put_step(&j, i, h, o->past > 0, put);
		bare += isnan(j.forecast[i].low80[0]) ? 1 : 0;
		forecast_free(&j.forecast[i]);
	}
	free(j.forecast);
	if (bare > 0)
		opt_note("no interval for %zu series: too few values, or values that never change",
		    bare);
}

static void
evaluate_one(void *ctx, size_t i)
{
	const struct job *j = ctx;

	j->rolling[i] = rolling_score(&j->ask, j->d->series[i].y, j->d->series[i].n, j->origins);
}

/* -1: seasonal naive has the smaller error; 1: the method has; 0: equal, or not known. */
static int
winner(const struct rolling *r)
{
	const bool scaled = !isnan(r->own.mase);
	const double own = scaled ? r->own.mase : r->own.smape;
	const double naive = scaled ? r->naive.mase : r->naive.smape;

	return (own < naive) - (own > naive);
}

static void
put_score(const struct job *j, size_t i, struct put *put)
{
	const struct rolling *r = &j->rolling[i];
	const int w = winner(r);

	put_name(j->d, i, put);
	put_text(put, r->origins > 0 ? r->method : NULL);
	put_int(put, (int64_t)r->origins);
	put_int(put, (int64_t)r->n);
	put_real(put, r->own.mase);
	put_real(put, r->own.smape);
	put_real(put, r->own.covers80);
	put_real(put, r->own.covers95);
	put_real(put, r->naive.mase);
	put_real(put, r->naive.smape);
	put_text(put, w == 0 ? NULL : w > 0 ? r->method : forecast_name(FORECAST_SEASONAL));
	put_end(put);
}

/* Says in words how often the naive method is better. */
static void
note_naive(const struct job *j)
{
	size_t naive = 0, none = 0;

	for (size_t i = 0; i < j->d->n; i++) {
		naive += winner(&j->rolling[i]) < 0;
		none += j->rolling[i].origins == 0;
	}
	if (none > 0)
		opt_note("%zu of %zu series have too few values to evaluate", none, j->d->n);
	if (naive > 0)
		opt_note("the seasonal naive forecast is better for %zu of %zu series", naive,
		    j->d->n - none);
}

void
forecast_rows_evaluate(const struct demand_rows *d, const struct forecast_opts *o,
    struct put *put)
{
	struct job j = job_of(d, o);

	check(&j);
	j.rolling = mem_new(d->n, sizeof *j.rolling);
	work_each(o->threads, d->n, evaluate_one, &j);
	put_name_column(d, put);
	put_columns(put, (const struct put_head[]){ { "method", PUT_TEXT }, { "origins", PUT_INT },
	    { "n", PUT_INT }, { "mase", PUT_REAL }, { "smape", PUT_REAL },
	    { "coverage80", PUT_SHARE }, { "coverage95", PUT_SHARE }, { "naive_mase", PUT_REAL },
	    { "naive_smape", PUT_REAL }, { "best", PUT_TEXT }, { 0 } });
	for (size_t i = 0; i < d->n; i++)
		put_score(&j, i, put);
	note_naive(&j);
	free(j.rolling);
}
