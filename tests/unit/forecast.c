/* forecast, ets, theta, ces, grid, line: series whose future is known, and arithmetic by hand. */
#include "lib/forecast/forecast.h"

#include <string.h>

#include "lib/forecast/ces.h"
#include "lib/forecast/ets.h"
#include "lib/forecast/line.h"
#include "lib/forecast/theta.h"
#include "tests/unit/tap.h"

enum { N = 60, AHEAD = 6 };

static void
lines(void)
{
	static const double y[] = { 1, 3, 5, 7 };
	const struct line l = line_through(y, 4);

	ok(is_near(l.at, 1, 1e-12) && is_near(l.slope, 2, 1e-12) && l.scale < 1e-12, "a line");
	near(line_at(&l, 10), 21, 1e-12, "and its future");
	near(line_spread(y, 4), sqrt(5), 1e-12, "its spread: the root of (9 + 1 + 1 + 9) / 4");
}

/* Models that follow a line without errors continue it, in each row of the grid. */
static void
future_of_a_line(void)
{
	double y[N];
	struct grid g = grid_new(N - 1, N, AHEAD);

	for (size_t i = 0; i < N; i++)
		y[i] = 100 + 2 * (double)i;
	theta_classic(y, &g);
	/* smoothing goes on flat, so half of the slope 2 is left */
	near(grid_row(&g, N)[1] - grid_row(&g, N)[0], 1, 1e-9, "Theta: half of the trend");
	theta_dynamic(y, &g);
	near(grid_row(&g, N)[0], 100 + 2 * N, .02, "dynamic Theta: the next value");
	ces_fill(y, &g);
	near(grid_row(&g, N)[0], 100 + 2 * N, .02, "complex smoothing: the next value");
	ok(fabs(grid_row(&g, N - 1)[0] - y[N - 1]) < 1, "and the last, from one origin earlier");
	grid_free(&g);
}

static double
next_of(const struct forecast_ask *ask, const double *y, size_t n, double *at)
{
	struct forecast f = forecast_make(ask, y, n);
	const double next = f.mean[0];

	*at = f.low95[0];
	forecast_free(&f);
	return next;
}

static void
naive(void)
{
	static const double y[] = { 4, 6, 5, 9, 8, 10 };
	struct forecast f = forecast_make(&(struct forecast_ask){ FORECAST_NAIVE, 1, 2 }, y, 6);

	ok(f.mean[0] == 10 && f.mean[1] == 10, "naive: the last value");
	/* relative errors from the second value on: -1/6, 4/5, -1/9, 2/8; no parameter is fitted */
	const double width = sqrt((1. / 36 + 16. / 25 + 1. / 81 + 1. / 16) / 4);

	near(f.high80[0], 10 * (1 + 1.2815515655446004 * width), 1e-12, "80 % above");
	near(f.high95[0], 10 * (1 + 1.9599639845400545 * width), 1e-12, "95 % above");
	near(f.low80[0], 10 * (1 - 1.2815515655446004 * width), 1e-12, "80 % below");
	near(f.low95[0], fmax(0, 10 * (1 - 1.9599639845400545 * width)), 1e-12, "not below 0");
	forecast_free(&f);
	f = forecast_make(&(struct forecast_ask){ FORECAST_SEASONAL, 2, 3 }, y, 6);
	ok(f.mean[0] == 8 && f.mean[1] == 10 && f.mean[2] == 8, "seasonal naive: a season before");
	forecast_free(&f);
	f = forecast_make(&(struct forecast_ask){ FORECAST_AUTO, 1, 1 }, y, 2);
	ok(f.mean[0] == 6 && isnan(f.low80[0]) && isnan(f.high95[0]), "two values: no interval");
	forecast_free(&f);
}

static void
methods(void)
{
	static const double rare[] = { 0, 0, 3, 0, 2, 0, 0, 4 };
	static const double gone[] = { 3, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	static const double flat[N], minus[] = { 5, -3, 0, 0, 8, 2, 0, 0, 1 };
	double low;

	ok(forecast_auto(rare, 8) == FORECAST_SBA, "intermittent demand: SBA");
	near(next_of(&(struct forecast_ask){ FORECAST_AUTO, 12, 1 }, rare, 8, &low), .982646, 1e-6,
	    "with its value");
	ok(low == 0, "and a limit of 0");
	ok(forecast_auto(gone, 20) == FORECAST_TSB, "demand that has ended: TSB");
	ok(forecast_auto(flat, N) == FORECAST_NAIVE, "values that never change: naive");
	ok(forecast_auto(minus, 9) == FORECAST_COMBINED, "negative values are not demand");
	ok(forecast_auto(rare, 7) == FORECAST_NAIVE, "few values: naive");
	const struct forecast_ask times = { FORECAST_TIMES, 4, 1 };

	ok(strstr(forecast_why_not(&times, flat, N), "above 0") != NULL, "no season of zeros");
	ok(forecast_why_not(&(struct forecast_ask){ FORECAST_ADDED, 4, 1 }, flat, N) == NULL,
	    "an additive one can be");
	ok(forecast_why_not(&(struct forecast_ask){ FORECAST_ADDED, 1, 1 }, flat, N) != NULL &&
	    forecast_why_not(&(struct forecast_ask){ FORECAST_ADDED, 12, 1 }, flat, 29) != NULL &&
	    forecast_why_not(&(struct forecast_ask){ FORECAST_CROSTON, 1, 1 }, minus, 9) != NULL &&
	    forecast_why_not(&(struct forecast_ask){ FORECAST_SEASONAL, 9, 1 }, rare, 8) != NULL &&
	    forecast_why_not(&(struct forecast_ask){ FORECAST_SES, 1, 1 }, rare, 7) != NULL,
	    "what each needs");
}

static double
value(int kind, size_t i)
{
	switch (kind) {
	case 0:
		return 5;
	case 1:
		return 1e-9 * (double)(i + 1);
	case 2:
		return i % 12 ? 0 : 1e9;
	default:
		return (double)(i % 7) - 3;
	}
}

/* Finite numbers, and limits in their order. */
static bool
is_good(const struct forecast *f)
{
	for (size_t h = 0; h < AHEAD; h++)
		if (!isfinite(f->mean[h]) || (!isnan(f->low80[h]) &&
		    !(f->low95[h] <= f->low80[h] && f->low80[h] <= f->high80[h] &&
		    f->high80[h] <= f->high95[h])))
			return false;
	return true;
}

/* All methods, for hard series. */
static void
hard(void)
{
	double y[N];

	for (int kind = 0; kind < 4; kind++)
		for (int m = FORECAST_AUTO; m <= FORECAST_COMBINED; m++)
			for (size_t season = 1; season <= 52; season += season == 1 ? 11 : 40) {
				const struct forecast_ask ask = { (enum forecast_method)m, season,
					AHEAD };

				for (size_t i = 0; i < N; i++)
					y[i] = value(kind, i);
				if (forecast_why_not(&ask, y, N))
					continue;
				struct forecast f = forecast_make(&ask, y, N);

				ok(is_good(&f), f.method);
				forecast_free(&f);
			}
}

/* Data of a known model: the form with its season has the least AICc. */
static void
forms(void)
{
	static const double index[] = { 8, -3, 2, -7 };
	double y[N];
	char name[ETS_NAME];

	for (size_t i = 0; i < N; i++)	/* a saw of small errors, without a trend */
		y[i] = 50 + index[i % 4] + .3 * ((double)(i * 7 % 5) - 2);
	struct ets e = ets_choose(y, N, 4);

	ok(e.form.season != SMOOTH_PLAIN && !e.form.trend, "a season, and no trend");
	ets_free(&e);
	e = ets_fit(&(struct ets_form){ .relative = true, .trend = true, .damped = true,
	    .season = SMOOTH_TIMES }, y, N, 4);
	ok(strcmp(ets_name(&e.form, name), "MAdM") == 0, "the name of a form");
	/* alpha, level, beta, slope, phi, gamma, three free indices and the variance */
	ok(e.parameters == 10, "its parameters");
	ets_free(&e);
	ok(!ets_admits(&(struct ets_form){ .relative = true }, (double[]){ 1, 0 }, 2, 1),
	    "relative errors need values above 0");
	ok(!ets_admits(&(struct ets_form){ .season = SMOOTH_ADDED }, y, 9, 4) &&
	    ets_admits(&(struct ets_form){ .season = SMOOTH_ADDED }, y, 10, 4),
	    "a season needs two and a half");
}

int
main(void)
{
	lines();
	future_of_a_line();
	naive();
	methods();
	hard();
	forms();
	return done();
}
