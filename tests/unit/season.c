/* season: series whose indices are known, and a classical decomposition by hand. */
#include "lib/forecast/season.h"

#include <string.h>

#include "tests/unit/tap.h"

enum { N = 20, M = 4 };

/* (10 + t) times an index, or plus it. */
static void
make(double *y, const double *index, bool times)
{
	for (size_t i = 0; i < N; i++)
		y[i] = times ? (10 + (double)i) * index[i % M] : 10 + (double)i + index[i % M];
}

int
main(void)
{
	static const double times[M] = { .5, 1.5, .8, 1.2 }, added[M] = { -3, 4, -2, 1 };
	static const double flat[N];
	double y[N], index[M], copy[N];

	make(y, added, false);
	/* the moving average of a line is the line, so the indices come out exactly */
	near(season_indices(y, N, M, false, index), 0, 1e-9, "nothing is left to chance");
	for (size_t i = 0; i < M; i++)
		near(index[i], added[i], 1e-12, "an additive index");
	for (size_t i = 0; i < N; i++)
		copy[i] = added[i % M];
	ok(season_is_there(copy, N, M), "a season is found");
	ok(!season_is_there(flat, N, M), "none if the values never change");
	ok(!season_is_there(y, 3 * M - 1, M), "none in fewer than three seasons");
	ok(!season_is_there(y, N, 1), "a season needs two periods");
	for (size_t i = 0; i < N; i++)
		y[i] = 10 + (double)i;
	ok(!season_is_there(y, N, M), "a line has none: its autocorrelations are all large");

	for (size_t i = 0; i < N; i++)
		y[i] = 10 * times[i % M];
	season_indices(y, N, M, true, index);
	for (size_t i = 0; i < M; i++)
		near(index[i], times[i], 1e-12, "a multiplicative index");
	memcpy(copy, y, sizeof y);
	ok(season_adjust(y, N, M, true, index), "the season is taken out");
	for (size_t i = 0; i < N; i++)
		ok(is_near(y[i], 10, 1e-12), "what is left");
	season_restore(y + 1, N - 1, 1, M, true, index);
	for (size_t i = 1; i < N; i++)
		ok(is_near(y[i], copy[i], 1e-12), "and put back by its phase");

	/*
	 * Chance alone: +-1 turns over from season to season, so that the phases differ less than
	 * the values of a phase; the share is the largest, (M - 3)/(M - 1).
	 */
	for (size_t i = 0; i < N; i++)
		y[i] = (i / M + i % M / 2) % 2 ? 1 : -1;
	near(season_indices(y, N, M, false, index), 1. / 3, 1e-12, "chance alone");
	ok(season_indices(y, N, 2, false, index) == 0, "two indices are not shrunk");
	make(y, added, false);
	ok(!season_adjust(y, N, 3, false, index), "a season of three cannot be shrunk");
	return done();
}
