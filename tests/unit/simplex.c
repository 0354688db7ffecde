/* simplex: minima that are known. */
#include "lib/stat/simplex.h"

#include "tests/unit/tap.h"

static double
bowl(void *ctx, const double *at)
{
	const double *centre = ctx;

	return pow(at[0] - centre[0], 2) + 3 * pow(at[1] - centre[1], 2) + 7;
}

/* Possible above 1 only; the minimum is at 2. */
static double
half(void *ctx, const double *at)
{
	(void)ctx;
	return at[0] > 1 ? at[0] / 2 - log(at[0]) : INFINITY;
}

static double
flat(void *ctx, const double *at)
{
	(void)ctx, (void)at;
	return NAN;
}

int
main(void)
{
	double centre[] = { 3, -2 }, at[SIMPLEX_DIM] = { 0 };

	near(simplex_min(bowl, centre, 2, 1, at), 7, 1e-5, "the value at the bottom of a bowl");
	near(at[0], 3, 1e-2, "and where it is");
	near(at[1], -2, 1e-2, "in both directions");
	at[0] = 1.5;
	near(simplex_min(half, NULL, 1, 1, at), 1 - log(2), 1e-5, "beside an impossible half");
	at[0] = 5;
	simplex_min(flat, NULL, 1, 1, at);
	ok(isfinite(at[0]), "impossible everywhere: some finite point");
	return done();
}
