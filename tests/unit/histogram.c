/* histogram: classes counted by hand. */
#include "lib/chart/histogram.h"

#include <math.h>

#include "tests/unit/tap.h"

static size_t
all(const struct histogram *h)
{
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->of[i].n;
	return n;
}

static bool
is_class(const struct histogram_class *c, double from, double to, size_t n)
{
	return ((isnan(from) && isnan(c->from)) || fabs(c->from - from) < 1e-9) &&
	    fabs(c->to - to) < 1e-9 && c->n == n;
}

/* The largest, 1000, is more than 10 times the median of the positive ones, 4. */
static void
test_ratio(void)
{
	const double x[] = { -3, 0, 1, 2, 4, 4.9, 5, 1000 };
	const struct histogram h = histogram_of(x, 8);

	ok(h.ratio && h.n == 11, "from 1 to 2000 in 10 steps, and 0 or less");
	ok(is_class(&h.of[0], NAN, 0, 2), "0 or less");
	ok(is_class(&h.of[1], 1, 2, 1) && is_class(&h.of[2], 2, 5, 3) &&
	    is_class(&h.of[3], 5, 10, 1), "a value on a limit is in the class that begins there");
	ok(is_class(&h.of[10], 1000, 2000, 1) && all(&h) == 8, "the largest");
}

/* From .001 to 1000 there are 19 limits: only the 12 upper classes are shown one by one. */
static void
test_many(void)
{
	const double x[] = { .001, .01, .02, .5, 1000 };
	const struct histogram h = histogram_of(x, 5);

	ok(h.ratio && h.n == HISTOGRAM_MOST + 1 && all(&h) == 5, "as many as there may be");
	ok(is_class(&h.of[0], 0, .2, 3) && is_class(&h.of[1], .2, .5, 0) &&
	    is_class(&h.of[2], .5, 1, 1), "the small ones together");
}

static void
test_width(void)
{
	const double x[] = { -10, 0, 10, 20, 30 }, same[] = { 7, 7 }, none[] = { 0 };
	const struct histogram h = histogram_of(x, 5), one = histogram_of(same, 2),
	    zero = histogram_of(none, 1), empty = histogram_of(x, 0);

	ok(!h.ratio && h.n == 8 && is_class(&h.of[0], -10, -5, 1), "equally wide, from below 0");
	ok(is_class(&h.of[7], 25, 30, 1) && all(&h) == 5, "the last class has its end, too");
	ok(all(&one) == 2 && all(&zero) == 1 && empty.n == 0, "equal values; one; none");
}

static void
test_numbers(void)
{
	const double x[] = { 0, 1, 1, 2, 3, 4, 5, 6, 8, 10, 60 }, bad[] = { -1, 5 }, zero[] = { 0 };

	/* the largest 10 % of 11 are 2: 70 of 100 */
	ok(fabs(histogram_top(x, 11, .1) - .7) < 1e-12, "what the top 10 % have");
	ok(fabs(histogram_top(x, 10, .1) - .25) < 1e-12, "1 of 10: 10 of 40");
	ok(isnan(histogram_top(bad, 2, .1)) && isnan(histogram_top(zero, 1, .1)) &&
	    isnan(histogram_top(x, 0, .1)), "no share of what is not all positive");
	ok(histogram_median(x, 11) == 4 && histogram_median(x, 10) == 3.5, "medians");
	ok(fabs(histogram_mean(x, 11) - 100. / 11) < 1e-12 && isnan(histogram_mean(x, 0)), "means");
	ok(histogram_none(x, 11) == 1 && histogram_none(bad, 2) == 1, "0 or less");
}

int
main(void)
{
	test_ratio();
	test_many();
	test_width();
	test_numbers();
	return done();
}
