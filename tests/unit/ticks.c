/* ticks: axes by hand, and what holds for every range. */
#include "lib/chart/ticks.h"

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

static double
uniform(void)
{
	return random_below(1000000) / 1e6;
}

static void
check(double low, double high, size_t most, double from, double to, double step)
{
	const struct ticks t = ticks_of(low, high, most);

	ok(is_near(t.from, from, 1e-9) && is_near(t.to, to, 1e-9) && is_near(t.step, step, 1e-9) &&
	    is_near(ticks_at(&t, t.n - 1), to, 1e-9), "ticks");
	if (!is_near(t.step, step, 1e-9))
		printf("# got %g to %g by %g\n", t.from, t.to, t.step);
}

/* The ticks cover the range, are at most one more than the steps wanted, and waste at most one. */
static void
test_any(void)
{
	bool covers = true, few = true, tight = true;

	for (int i = 0; i < 20000; i++) {
		const double low = (uniform() - .5) * pow(10, 12 * uniform() - 6);
		const double high = low + pow(10, 12 * uniform() - 6);
		const struct ticks t = ticks_of(low, high, 5);
		const double loose = 1e-6 * t.step;

		covers = covers && t.from <= low + loose && t.to >= high - loose;
		few = few && t.n >= 2 && t.n <= 6;
		tight = tight && low - t.from < t.step + loose && t.to - high < t.step + loose;
	}
	ok(covers, "the ticks cover the range");
	ok(few, "there are 2 to 6 of them");
	ok(tight, "none is without need");
}

int
main(void)
{
	check(0, 100, 5, 0, 100, 20);
	check(0, 1, 5, 0, 1, .2);
	check(-30, 62, 5, -50, 100, 50);
	check(0, 4999, 5, 0, 5000, 1000);
	check(.03, .07, 5, .03, .07, .01);
	check(7, 7, 5, 2, 12, 2);
	check(0, 0, 5, -1, 1, .5);
	test_any();
	return done();
}
