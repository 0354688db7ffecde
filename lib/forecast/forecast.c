#include "lib/forecast/forecast.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/forecast/ces.h"
#include "lib/forecast/ets.h"
#include "lib/forecast/grid.h"
#include "lib/forecast/intermittent.h"
#include "lib/forecast/season.h"
#include "lib/forecast/theta.h"
#include "lib/stat/sample.h"

/*
 * fill makes the grid of a method: forecasts from several origins. Methods for series without a
 * season work on a copy without it (adjusted). interval takes the errors of the grid's rows before
 * the last; the last row is the forecast.
 */
static const double Z80 = 1.2815515655446004;	/* of the normal distribution, 10 % lie above it */
static const double ALPHA = .1;		/* of intermittent demand, as in the literature */
enum { FEW = 4, COMBINE = 8 };	/* fewer values: no errors; no combination */
enum { ORIGINS = 3 };		/* the grid begins after a third of the values */
enum { OBSOLETE = 3 };		/* so many mean intervals without a demand: TSB instead of SBA */

static const char *const names[] = {
	[FORECAST_AUTO] = "auto", [FORECAST_NAIVE] = "naive",
	[FORECAST_SEASONAL] = "seasonal-naive", [FORECAST_SES] = "ses", [FORECAST_HOLT] = "holt",
	[FORECAST_DAMPED] = "damped", [FORECAST_ADDED] = "hw-additive",
	[FORECAST_TIMES] = "hw-multiplicative", [FORECAST_ETS] = "ets", [FORECAST_THETA] = "theta",
	[FORECAST_CROSTON] = "croston", [FORECAST_SBA] = "sba", [FORECAST_TSB] = "tsb",
	[FORECAST_COMBINED] = "combination",
};

const char *
forecast_name(enum forecast_method m)
{
	return names[m];
}

static bool
all_above_zero(const double *y, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!(y[i] > 0))
			return false;
	return true;
}

static bool
any_below_zero(const double *y, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (y[i] < 0)
			return true;
	return false;
}

static bool
is_constant(const double *y, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (y[i] != y[0])
			return false;
	return true;
}

/* Has there been no demand for long, compared with the intervals before? */
static bool
is_obsolete(const double *y, size_t n)
{
	size_t tail = 0;

	while (tail < n && y[n - 1 - tail] == 0)
		tail++;
	return (double)tail > OBSOLETE * intermittent_kind(y, n - tail).adi;
}

enum forecast_method
forecast_auto(const double *y, size_t n)
{
	if (n < COMBINE || is_constant(y, n))
		return FORECAST_NAIVE;
	if (intermittent_kind(y, n).adi >= INTERMITTENT_ADI && !any_below_zero(y, n))
		return is_obsolete(y, n) ? FORECAST_TSB : FORECAST_SBA;
	return FORECAST_COMBINED;
}

const char *
forecast_why_not(const struct forecast_ask *ask, const double *y, size_t n)
{
	switch (ask->method) {
	case FORECAST_ADDED: case FORECAST_TIMES:
		if (ask->season < 2 || ask->season > ETS_SEASON)
			return say("needs a season of 2 to 24 periods");
		if (n < 2 * ask->season + ask->season / 2 || n < COMBINE)
			return say("needs two and a half seasons, and 8 periods");
		return ask->method == FORECAST_ADDED || all_above_zero(y, n) ? NULL :
		    say("needs values above 0");
	case FORECAST_SEASONAL:
		return n >= ask->season ? NULL : say("needs a whole season");
	case FORECAST_CROSTON: case FORECAST_SBA: case FORECAST_TSB:
		return any_below_zero(y, n) ? say("needs values of 0 or more") : NULL;
	case FORECAST_AUTO: case FORECAST_NAIVE:
		return NULL;
	case FORECAST_SES: case FORECAST_HOLT: case FORECAST_DAMPED: case FORECAST_ETS:
	case FORECAST_THETA: case FORECAST_COMBINED:
		return n >= COMBINE ? NULL : say("needs 8 periods");
	}
	return NULL;
}

/* The latest value of the same phase; there are SEASON values or more before each origin. */
static void
fill_naive(const double *y, size_t season, const struct grid *g)
{
	for (size_t t = g->first; t <= g->n; t++)
		for (size_t h = 0; h < g->ahead; h++)
			grid_row(g, t)[h] = y[t - season + h % season];
}

static void
fill_intermittent(enum forecast_method m, const double *y, const struct grid *g)
{
	struct intermittent s = { 0 };

	for (size_t t = 0; t <= g->n; t++) {
		const double rate = m == FORECAST_TSB ? intermittent_tsb(&s) :
		    m == FORECAST_SBA ? intermittent_sba(&s, ALPHA) : intermittent_croston(&s);

		for (size_t h = 0; t >= g->first && h < g->ahead; h++)
			grid_row(g, t)[h] = rate;
		if (t < g->n)
			intermittent_take(&s, ALPHA, y[t]);
	}
}

static void
fill_form(const struct ets_form *form, const double *y, size_t season, const struct grid *g)
{
	struct ets e = ets_fit(form, y, g->n, season);

	ets_fill(&e, y, g);
	ets_free(&e);
}

/* A copy of the values without their season, and the indices. */
struct adjusted {
	double *y, *index;
	size_t season;
	bool times;
};

static struct adjusted
adjusted_new(const double *y, size_t n, size_t season, bool times)
{
	struct adjusted a = { .y = mem_new(n, sizeof *a.y),
		.index = mem_new(season, sizeof *a.index), .season = season,
		.times = times && all_above_zero(y, n) };

	memcpy(a.y, y, n * sizeof *y);
	season_adjust(a.y, n, season, a.times, a.index);
	return a;
}

static void
adjusted_free(struct adjusted *a)
{
	free(a->y);
	free(a->index);
}

static void
restore(const struct adjusted *a, const struct grid *g)
{
	for (size_t t = g->first; t <= g->n; t++)
		season_restore(grid_row(g, t), g->ahead, t, a->season, a->times, a->index);
}

static void
fill_theta(const double *y, size_t season, const struct grid *g)
{
	/* the paper takes the season out only if a test finds one */
	struct adjusted a = adjusted_new(y, g->n, season_is_there(y, g->n, season) ? season : 1,
	    true);

	theta_classic(a.y, g);
	restore(&a, g);
	adjusted_free(&a);
}

/* A member of the combination, with its weight. */
static void
add_adjusted(void fill(const double *y, const struct grid *), double weight, bool times,
    const double *y, size_t season, const struct grid *g)
{
	struct grid one = grid_new(g->first, g->n, g->ahead);
	struct adjusted a = adjusted_new(y, g->n, season, times);

	fill(a.y, &one);
	restore(&a, &one);
	grid_add(g, weight, &one);
	adjusted_free(&a);
	grid_free(&one);
}

static void
ets_any(const double *y, const struct grid *g)
{
	ets_fill_weighted(y, 1, g);
}

/*
 * The mean of five: the dynamic Theta model with a multiplicative and with an additive season,
 * complex smoothing, and exponential smoothing with two sets of Akaike weights.
 */
static void
fill_combined(const double *y, size_t season, const struct grid *g)
{
	struct grid ets = grid_new(g->first, g->n, g->ahead);

	add_adjusted(theta_dynamic, .2, true, y, season, g);
	add_adjusted(theta_dynamic, .2, false, y, season, g);
	add_adjusted(ces_fill, .2, true, y, season, g);
	if (season > ETS_SEASON)
		add_adjusted(ets_any, 1, true, y, season, &ets);
	else
		ets_fill_weighted(y, season, &ets);
	grid_add(g, .4, &ets);
	grid_free(&ets);
}

static void
fill_ets(const double *y, size_t season, const struct grid *g, char name[static FORECAST_NAME])
{
	char form[ETS_NAME];
	struct ets e = ets_choose(y, g->n, season <= ETS_SEASON ? season : 1);

	ets_fill(&e, y, g);
	snprintf(name, FORECAST_NAME, "ets %s", ets_name(&e.form, form));
	ets_free(&e);
}

static void
fill(enum forecast_method m, const double *y, size_t season, const struct grid *g,
    char name[static FORECAST_NAME])
{
	const enum smooth_season times = SMOOTH_TIMES, added = SMOOTH_ADDED;

	snprintf(name, FORECAST_NAME, "%s", names[m]);
	switch (m) {
	case FORECAST_NAIVE: case FORECAST_AUTO:
		fill_naive(y, 1, g);
		break;
	case FORECAST_SEASONAL:
		fill_naive(y, season, g);
		break;
	case FORECAST_SES:
		fill_form(&(struct ets_form){ 0 }, y, 1, g);
		break;
	case FORECAST_HOLT:
		fill_form(&(struct ets_form){ .trend = true }, y, 1, g);
		break;
	case FORECAST_DAMPED:
		fill_form(&(struct ets_form){ .trend = true, .damped = true }, y, 1, g);
		break;
	case FORECAST_ADDED:
		fill_form(&(struct ets_form){ .trend = true, .season = added }, y, season, g);
		break;
	case FORECAST_TIMES:
		fill_form(&(struct ets_form){ .relative = true, .trend = true, .season = times }, y,
		    season, g);
		break;
	case FORECAST_ETS:
		fill_ets(y, season, g, name);
		break;
	case FORECAST_THETA:
		fill_theta(y, season, g);
		break;
	case FORECAST_CROSTON: case FORECAST_SBA: case FORECAST_TSB:
		fill_intermittent(m, y, g);
		break;
	case FORECAST_COMBINED:
		fill_combined(y, season, g);
		break;
	}
}

/* Are errors measured relative to the forecast? If all values and forecasts are above 0. */
static bool
is_relative(const double *y, const struct grid *g)
{
	return all_above_zero(y, g->n) && all_above_zero(grid_row(g, g->first),
	    (g->n - g->first + 1) * g->ahead);
}

/* The root of the mean squared error at step H, from 0; NAN without one. */
static double
error_at(const double *y, const struct grid *g, size_t h, bool relative)
{
	double squares = 0, count = 0;

	for (size_t t = g->first; t + h < g->n; t++) {
		const double next = grid_row(g, t)[h], e = y[t + h] - next;

		squares += pow(relative ? e / next : e, 2);
		count++;
	}
	return sqrt(squares / count);
}

/* How many numbers the method estimates, about. */
static size_t
parameters(enum forecast_method m, size_t season)
{
	switch (m) {
	case FORECAST_AUTO: case FORECAST_NAIVE: case FORECAST_SEASONAL:
		return 0;
	case FORECAST_SES: case FORECAST_CROSTON: case FORECAST_SBA: case FORECAST_TSB:
		return 2;
	case FORECAST_HOLT: case FORECAST_DAMPED:
		return 4;
	case FORECAST_ADDED: case FORECAST_TIMES: case FORECAST_ETS: case FORECAST_THETA:
	case FORECAST_COMBINED:
		break;
	}
	return 4 + season - 1;
}

/*
 * How much larger the errors of new values are than those of the values that the K numbers were
 * fitted on: the root of Akaike's final prediction error.
 */
static double
optimism(size_t n, size_t k)
{
	return n > 2 * k ? sqrt((double)(n + k) / (double)(n - k)) : sqrt(3);
}

static void
widths(const double *y, const struct grid *g, bool relative, double larger, double *to)
{
	for (size_t h = 0; h < g->ahead; h++)
		to[h] = larger * error_at(y, g, h, relative);
}

static void
limits(const double *y, const struct grid *g, double larger, struct forecast *to)
{
	const bool relative = is_relative(y, g), positive = !any_below_zero(y, g->n);
	double *width = mem_new(g->ahead, sizeof *width);

	widths(y, g, relative, larger, width);
	for (size_t h = 0; h < g->ahead; h++) {
		const double w = width[h] > 0 ? width[h] * (relative ? to->mean[h] : 1) : NAN;
		const double floor = positive ? 0 : -INFINITY;

		to->low80[h] = isnan(w) ? NAN : fmax(floor, to->mean[h] - Z80 * w);
		to->high80[h] = to->mean[h] + Z80 * w;
		to->low95[h] = isnan(w) ? NAN : fmax(floor, to->mean[h] - SAMPLE_Z * w);
		to->high95[h] = to->mean[h] + SAMPLE_Z * w;
	}
	free(width);
}

/* The first row of the grid: after a third of N values, but after NEED of them or more. */
static size_t
first_origin(size_t n, size_t need)
{
	const size_t third = n / ORIGINS;

	return n < FEW ? n : third > need ? third : need;
}

struct forecast
forecast_make(const struct forecast_ask *ask, const double *y, size_t n)
{
	const enum forecast_method m =
	    ask->method == FORECAST_AUTO ? forecast_auto(y, n) : ask->method;
	const size_t first = first_origin(n, m == FORECAST_SEASONAL ? ask->season : 1);
	struct grid g = grid_new(first, n, ask->ahead);
	struct forecast to = { .mean = mem_new(5 * ask->ahead, sizeof *to.mean) };

	to.low80 = to.mean + ask->ahead;
	to.high80 = to.low80 + ask->ahead;
	to.low95 = to.high80 + ask->ahead;
	to.high95 = to.low95 + ask->ahead;
	fill(m, y, ask->season, &g, to.method);
	memcpy(to.mean, grid_row(&g, n), ask->ahead * sizeof *to.mean);
	limits(y, &g, optimism(n, parameters(m, ask->season)), &to);
	grid_free(&g);
	return to;
}

void
forecast_free(struct forecast *f)
{
	free(f->mean);
}
