/*
 * effect: a list of 24 customers, 6 held out, against SciPy 1.17 (ttest_ind, permutation_test over
 * all 134,596 arrangements, and the interval that inverts them by bisection) and statsmodels 0.15
 * (OLS); the answers without an estimate.
 */
#include "lib/stat/effect.h"

#include <string.h>

#include "lib/stat/holm.h"
#include "tests/unit/tap.h"

enum { N = 24 };

static const double y[N] = { 0, 12.5, 0, 30, 7.25, 0, 0, 55, 18, 0, 9.75, 0, 41, 0, 3.5, 22, 0, 0,
	16, 27.5, 0, 11, 0, 64 };
static const double x[N] = { 5, 10, 0, 21, 0, 0, 3, 40, 12, 0, 14, 0, 30, 2, 0, 25, 0, 8, 9, 33, 0,
	0, 6, 70 };

static void
fill(struct effect_case c[static N], bool covariate, bool strata)
{
	for (size_t i = 0; i < N; i++)
		c[i] = (struct effect_case){ y[i], covariate ? x[i] : 0,
			strata ? (uint32_t)i / 8 : 0,
			i == 1 || i == 5 || i == 10 || i == 14 || i == 18 || i == 20 };
}

static void
test_scipy(void)
{
	struct effect_case c[N];

	fill(c, false, false);
	struct effect e = effect_of(c, N, .05, 1);

	ok(e.treated == 18 && e.held == 6 && e.method == EFFECT_SHUFFLED && e.why == EFFECT_OK,
	    "arms");
	near(e.value, 8.36111111111111, 1e-12, "the difference of the means");
	near(e.p, .31334, .08, "p of all arrangements, but for the sampling of 1999");
	ok(fabs(e.low + 7.8933) < 1 && fabs(e.high - 19.282) < 1.2,
	    "the interval of all arrangements");
	near(e.relative, 1.2015968063872258, 1e-9, "the ratio of the means");
	ok(fabs(e.relative_high / (1 + e.relative_high) - .8694) < .02,
	    "the relative interval of all arrangements");
	ok(e.saved == 0, "no covariate saves nothing");
	e = effect_of(c, N, 1e-5, 1);
	ok(e.method == EFFECT_WELCH, "so small a level is not shuffled");
	near(e.p, .14875231456945823, 1e-9, "Welch's p");
	near(e.low, -23.465661053094482, 1e-8, "Welch's interval, below");
	near(e.high, 40.18788327529043, 1e-8, "Welch's interval, above");
}

static void
test_statsmodels(void)
{
	struct effect_case c[N], back[N];

	fill(c, true, false);
	near(effect_of(c, N, .05, 1).value, -.39048979, 1e-7, "a covariate: OLS");
	fill(c, true, true);
	const struct effect e = effect_of(c, N, .05, 1);

	near(e.value, -.53301757, 1e-7, "a covariate and strata: OLS with dummies");
	ok(e.saved > .8 && e.saved < 1 && e.low < e.value && e.value < e.high, "most is explained");
	for (size_t i = 0; i < N; i++)
		back[i] = c[N - 1 - i];
	near(effect_of(back, N, .05, 1).value, e.value, 1e-12, "in any order");
	for (size_t i = 0; i < N; i++) {
		back[i] = c[i];
		back[i].held = !c[i].held;
	}
	const struct effect other = effect_of(back, N, .05, 1);

	ok(is_near(other.value, -e.value, 1e-9) && is_near(other.low, -e.high, 1e-6) &&
	    is_near(other.high, -e.low, 1e-6) && other.p == e.p, "with the arms exchanged");
}

static void
test_words(void)
{
	struct effect_case c[N] = { 0 };

	ok(effect_of(c, 0, .05, 1).why == EFFECT_NO_CASES, "nobody");
	fill(c, true, true);
	for (size_t i = 0; i < N; i++)
		c[i].held = false;
	ok(effect_of(c, N, .05, 1).why == EFFECT_NO_HOLDOUT, "0 % held out");
	for (size_t i = 0; i < N; i++)
		c[i].held = true;
	struct effect e = effect_of(c, N, .05, 1);

	ok(e.why == EFFECT_NO_TREATMENT && isnan(e.value) && isnan(e.p), "100 % held out");
	ok(effect_least(c, N, .05, .8, 1).why == EFFECT_NO_TREATMENT, "and no power");
	fill(c, false, false);
	for (size_t i = 0; i < N; i++)
		c[i].y = 0;
	e = effect_of(c, N, .05, 1);
	ok(e.why == EFFECT_SAME && e.value == 0 && isnan(e.low), "nobody bought anything");
	c[0] = (struct effect_case){ 5, 0, 0, false };
	c[1] = (struct effect_case){ 3, 0, 0, true };
	e = effect_of(c, 2, .05, 1);
	ok(e.why == EFFECT_FEW && e.value == 2 && isnan(e.low) && isnan(e.high) && e.p == 1,
	    "one customer per arm: an estimate, but no interval");
	struct effect_least l = effect_least(c, 2, .05, .8, 1);

	ok(l.why == EFFECT_NO_TEST && l.least_p == 1 && isnan(l.value), "and nothing can be found");
	/* 3 of 8 can be drawn in 56 ways, and 2 / 56 is below .05; 3 of 6 in 20 */
	fill(c, false, false);
	for (size_t i = 0; i < 8; i++)
		c[i] = (struct effect_case){ (double)(i * i), 0, 0, i < 3 };
	l = effect_least(c, 8, .05, .8, 1);
	ok(l.why != EFFECT_NO_TEST && fabs(l.least_p - 2 / 56.) < 1e-12, "3 of 8 are enough");
	l = effect_least(c, 6, .05, .8, 1);
	ok(l.why == EFFECT_NO_TEST && fabs(l.least_p - 2 / 20.) < 1e-12, "3 of 6: none can");
	/* two strata, each with 1 of 4: 16 ways */
	for (size_t i = 0; i < 8; i++)
		c[i] = (struct effect_case){ (double)i, 0, i >= 4, i % 4 == 0 };
	l = effect_least(c, 8, .05, .8, 1);
	ok(l.why == EFFECT_NO_TEST && fabs(l.least_p - 2 / 16.) < 1e-12, "within the strata");
}

static void
test_least(void)
{
	/* 2 sqrt(.3 .7 / 500 + q (1 - q) / 500) (1.959964 + .841621): the textbook's .0853 */
	const struct effect_least l = { .mean = .3, .saved = 0, .treated = 500, .held = 500 },
	    few = { .mean = .5, .saved = 0, .treated = 2, .held = 2 };
	const double d = effect_least_share(&l, .05, .8);

	near(d, 2.801585 * sqrt((.3 * .7 + (.3 + d) * (.7 - d)) / 500), 1e-6,
	    "the least rise of a share");
	ok(isnan(effect_least_share(&few, .05, .8)), "no rise of a share can be found");
}

static void
test_holm(void)
{
	/* R: p.adjust(c(.01, .04, .03, .005), "holm") is .03 .06 .06 .02 */
	double p[] = { .01, NAN, .04, .03, .005 }, many[] = { .9, .8 };

	holm(p, 5);
	ok(is_near(p[0], .03, 1e-12) && isnan(p[1]) && is_near(p[2], .06, 1e-12) &&
	    is_near(p[3], .06, 1e-12) && is_near(p[4], .02, 1e-12), "Holm, as in R");
	holm(many, 2);
	ok(many[0] == 1 && many[1] == 1, "at most 1");
}

int
main(void)
{
	test_scipy();
	test_statsmodels();
	test_words();
	test_least();
	test_holm();
	return done();
}
