/* wilson: the intervals of V2, and the ends. */
#include "lib/wilson.h"

#include "tests/unit/tap.h"

static void
check(int64_t hits, int64_t n, double low, double high, const char *name)
{
	const struct wilson w = wilson(hits, n);

	ok(fabs(w.low - low) < 5e-7 && fabs(w.high - high) < 5e-7, name);
}

int
main(void)
{
	check(40, 50, .669629, .887562, "40 of 50");
	check(3, 20, .052369, .360419, "3 of 20");
	check(0, 10, 0, .277533, "0 of 10");
	check(10, 10, .722467, 1, "10 of 10");
	check(1, 1, .206549, 1, "1 of 1");
	ok(wilson(0, 3).low == 0 && wilson(3, 3).high == 1, "the ends are exact");
	ok(isnan(wilson(0, 0).low) && isnan(wilson(0, 0).high), "of nothing there is none");
	return done();
}
