/*
 * smooth: Holt-Winters by an independent computation, and the 72 values with the forecasts that are
 * published at grisha.org ("Holt-Winters Forecasting for Dummies", part III).
 */
#include "lib/forecast/smooth.h"

#include "tests/unit/tap.h"

enum { SEASON = 12, AHEAD = 12 };

static const double published[] = {
	30, 21, 29, 31, 40, 48, 53, 47, 37, 39, 31, 29,
	17, 9, 20, 24, 27, 35, 41, 38, 27, 31, 27, 26,
	21, 13, 21, 18, 33, 35, 40, 36, 22, 24, 21, 20,
	17, 14, 17, 19, 26, 29, 40, 31, 20, 24, 18, 26,
	17, 9, 17, 21, 28, 32, 46, 33, 23, 28, 22, 27,
	18, 8, 17, 21, 31, 34, 44, 38, 31, 30, 26, 32,
};
static const double published_next[AHEAD] = { 22.425114, 15.343372, 24.142826, 27.022599,
	35.311390, 38.999015, 49.243284, 40.846360, 31.205181, 32.962600, 28.516478, 32.306163 };

/*
 * The start of these computations: the level is the first value, the trend the mean growth from the
 * first season to the second, the indices the means of what a value is above its season's mean.
 * The first value is not smoothed. ALPHA, BETA and GAMMA are those of Holt and Winters.
 */
static struct smooth
start(const double *y, size_t n, size_t m, double alpha, double beta, double gamma, double *index)
{
	struct smooth s = { .season = SMOOTH_ADDED, .trend = true, .alpha = alpha,
		.beta = alpha * beta, .gamma = gamma * (1 - alpha), .phi = 1, .level = y[0],
		.index = index, .m = m, .phase = 1 };

	for (size_t i = 0; i < m; i++) {
		s.slope += (y[i + m] - y[i]) / (double)(m * m);
		index[i] = 0;
	}
	for (size_t k = 0; k < n / m; k++) {
		double mean = 0;

		for (size_t i = 0; i < m; i++)
			mean += y[k * m + i] / (double)m;
		for (size_t i = 0; i < m; i++)
			index[i] += (y[k * m + i] - mean) / (double)(n / m);
	}
	return s;
}

static void
simple(void)
{
	static const double y[] = { 12, 15, 14, 16, 19, 18 };
	struct smooth s = { .alpha = .3, .phi = 1, .m = 1, .level = 12 };
	double next[2];

	for (size_t i = 0; i < 6; i++)
		smooth_take(&s, y[i]);
	smooth_ahead(&s, 2, next);
	near(next[0], 16.27989, 1e-9, "simple exponential smoothing");
	ok(next[0] == next[1], "its forecasts are flat");

	s = (struct smooth){ .trend = true, .alpha = .5, .beta = .5 * .3, .phi = 1, .m = 1,
		.level = 12, .slope = 3 };
	double ahead[3];

	for (size_t i = 1; i < 6; i++)
		smooth_take(&s, y[i]);
	smooth_ahead(&s, 3, ahead);
	near(s.level, 19.562, 1e-4, "Holt: level");
	near(s.slope, 1.5354, 1e-4, "Holt: trend");
	near(ahead[0], 21.0974, 1e-5, "Holt: one step");
	near(ahead[2], 24.1682, 1e-5, "Holt: three steps");

	s.phi = .5;
	s.level = 10;
	s.slope = 4;
	smooth_ahead(&s, 3, ahead);
	ok(ahead[0] == 12 && ahead[1] == 13 && ahead[2] == 13.5, "a damped trend halves each step");
}

static void
seasons(void)
{
	static const double y[] = { 10, 20, 30, 40, 12, 22, 33, 44 };
	static const double want[] = { 15.174482, 28.178201, 39.084793, 50.417456 };
	double index[SEASON], next[AHEAD];
	struct smooth s = start(y, 8, 4, .5, .1, .3, index);

	for (size_t i = 1; i < 8; i++)
		smooth_take(&s, y[i]);
	near(s.level, 28.802511, 1e-7, "Holt-Winters: level");
	near(s.slope, 1.515953, 1e-6, "Holt-Winters: trend");
	smooth_ahead(&s, 4, next);
	for (size_t i = 0; i < 4; i++)
		near(next[i], want[i], 1e-7, "Holt-Winters: a step");
	s = start(published, 72, SEASON, .716, .029, .993, index);
	for (size_t i = 1; i < 72; i++)
		smooth_take(&s, published[i]);
	smooth_ahead(&s, AHEAD, next);
	for (size_t i = 0; i < AHEAD; i++)
		near(next[i], published_next[i], 1e-7, "Holt-Winters: a published forecast");
}

static void
times(void)
{
	double index[] = { .5, 1.5 }, next[4];
	struct smooth s = { .season = SMOOTH_TIMES, .relative = true, .trend = true, .alpha = .5,
		.beta = .25, .gamma = .1, .phi = 1, .level = 8, .slope = 2, .index = index,
		.m = 2 };

	/* the forecast is (8 + 2) .5 = 5; 6 is 1 more, which is 2 of the level */
	near(smooth_take(&s, 6), .2, 1e-12, "an error relative to the forecast");
	ok(s.level == 11 && s.slope == 2.5, "level and slope take their parts");
	near(index[0], .51, 1e-12, "so does the index: .5 + .1 / 10");
	smooth_ahead(&s, 4, next);
	near(next[0], 13.5 * 1.5, 1e-12, "the next phase");
	near(next[1], 16 * .51, 1e-12, "and the first again");
}

int
main(void)
{
	simple();
	seasons();
	times();
	return done();
}
