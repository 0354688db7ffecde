/* ticks: axes by hand, and what holds for every range. */
#include "lib/chart/ticks.h"

#include <string.h>

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

/* Counts have no halves, and no two ticks have the same text, in any unit and language. */
static void
test_texts(void)
{
	bool whole = true, differ = true;

	for (int i = 0; i < 20000; i++) {
		const enum figure_unit unit = (enum figure_unit)(i % (FIGURE_CHANGE + 1));
		const double low = (uniform() - .5) * pow(10, 10 * uniform() - 4);
		const double span = fmax(pow(10, 10 * uniform() - 4), fabs(low) * 1e-6);
		const struct ticks t = ticks_in(unit, low, low + span, 5);
		char last[FIGURE_SIZE] = "", text[FIGURE_SIZE];

		whole = whole && (unit != FIGURE_COUNT || t.step >= 1);
		for (size_t k = 0; k < t.n; k++) {
			figure_tick(unit, ticks_at(&t, k), t.step, i % 2, text);
			if (strcmp(text, last) == 0 && differ)
				printf("# '%s' twice: unit %d, %g by %g\n", text, (int)unit, t.from,
				    t.step);
			differ = differ && strcmp(text, last) != 0;
			strcpy(last, text);
		}
	}
	ok(whole, "the step of counts is at least 1");
	ok(differ, "no two ticks have the same text");
}

/* texts UNIT LOW HIGH WANT: the ticks of the axis, by hand. */
static void
texts(enum figure_unit unit, double low, double high, const char *want)
{
	const struct ticks t = ticks_in(unit, low, high, 5);
	char got[8 * FIGURE_SIZE] = "", text[FIGURE_SIZE];

	for (size_t i = 0; i < t.n; i++) {
		strcat(got, i ? " " : "");
		strcat(got, figure_tick(unit, ticks_at(&t, i), t.step, false, text));
	}
	ok(strcmp(got, want) == 0, want);
	if (strcmp(got, want) != 0)
		printf("# got '%s'\n", got);
}

int
main(void)
{
	texts(FIGURE_COUNT, 0, 2, "0 1 2");
	texts(FIGURE_COUNT, 3, 3, "1 2 3 4 5");
	texts(FIGURE_COUNT, 0, 50000, "0 10k 20k 30k 40k 50k");
	texts(FIGURE_COUNT, 1000000, 1000040, "1,000,000 1,000,010 1,000,020 1,000,030 1,000,040");
	texts(FIGURE_AMOUNT, 1200000, 1250000, "1.2M 1.21M 1.22M 1.23M 1.24M 1.25M");
	texts(FIGURE_SHARE, .1, .12, "10.0% 10.5% 11.0% 11.5% 12.0%");
	texts(FIGURE_SHARE, .1, .3, "10% 15% 20% 25% 30%");
	texts(FIGURE_POINTS, 50, 52, "50 50.5 51 51.5 52");
	texts(FIGURE_NUMBER, .001, .005, "0.001 0.002 0.003 0.004 0.005");
	texts(FIGURE_CHANGE, 0, .002, "0% +0.05% +0.10% +0.15% +0.20%");
	test_texts();
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
