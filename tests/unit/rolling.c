/* rolling: the naive method, by hand. */
#include "lib/forecast/rolling.h"

#include "tests/unit/tap.h"

int
main(void)
{
	/* after eight values whose mean step is 2: errors 1 and 3 */
	static const double y[] = { 1, 3, 5, 3, 5, 7, 5, 7, 8, 10 };
	const struct forecast_ask naive = { FORECAST_NAIVE, 1, 2 };
	struct rolling r = rolling_score(&naive, y, 10, 1);

	ok(r.origins == 1 && r.n == 2, "one origin, two values");
	near(r.own.mase, 1, 1e-12, "MASE: (1 + 3) / 2 / 2");
	near(r.own.smape, (200. / 15 + 600. / 17) / 2, 1e-12, "sMAPE");
	near(r.naive.mase, r.own.mase, 1e-12, "the seasonal naive method is the same here");
	/* relative errors before: the limits are wide, 8 and 10 lie within both */
	ok(r.own.covers80 == 1 && r.own.covers95 == 1, "both values are within the limits");
	r = rolling_score(&naive, y, 10, 9);
	ok(r.origins == 1, "an origin needs eight values before it");
	r = rolling_score(&naive, y, 9, 3);
	ok(r.origins == 0 && r.n == 0 && isnan(r.own.mase) && isnan(r.own.smape), "too few values");

	static const double flat[12];

	r = rolling_score(&naive, flat, 12, 1);
	ok(r.own.smape == 0 && isnan(r.own.mase) && isnan(r.own.covers80),
	    "values that never change: no scale, no limits");
	return done();
}
