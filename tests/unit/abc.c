#include "lib/segment/abc.h"

#include <math.h>

#include "tests/unit/tap.h"

/*
 * Ten values with a total of 10,000. By hand: the shares before each are 0, 50, 72, 81, 87, 91, 94,
 * 96.5, 98.5 and 99.5 %; the two largest have 7,200; Gini's coefficient by 2 sum i x / (n sum x) -
 * (n + 1)/n and by the mean difference of all pairs is .639.
 */
static const double ten[] = { 5000, 2200, 900, 600, 400, 300, 250, 200, 100, 50 };
enum { TEN = sizeof ten / sizeof *ten };

static void
test_ten(void)
{
	static const enum abc_class want[] = { ABC_A, ABC_A, ABC_A, ABC_B, ABC_B, ABC_B, ABC_B,
		ABC_C, ABC_C, ABC_C };
	struct abc a = abc_new(ten, TEN);
	bool good = true;

	for (size_t i = 0; i < TEN; i++)
		good = good && abc_class(abc_before(&a, ten[i]), .8, .95) == want[i];
	ok(good, "classes");
	near(a.total, 10000, 0, "total");
	near(abc_before(&a, 900), .72, 1e-15, "the share before the third");
	ok(abc_top(&a, .2) == 2, "the top 20 % are two");
	near(abc_top_share(&a, 2), .72, 1e-15, "they have 72 %");
	ok(abc_top(&a, .01) == 1 && abc_top(&a, .25) == 3 && abc_top(&a, 1) == TEN &&
	    abc_top(&a, 0) == 0, "the number of the top is rounded up");
	near(abc_gini(&a), .639, 1e-14, "gini");
	near(abc_gini_unbiased(&a), .71, 1e-14, "gini, unbiased");
	near(abc_lorenz(&a, .1), .005, 1e-14, "lorenz at 10 %");
	near(abc_lorenz(&a, .7), .19, 1e-14, "lorenz at 70 %");
	near(abc_lorenz(&a, .75), .235, 1e-14, "lorenz between two customers");
	/* the mean of ten: 10000 / 10; by hand (300 + 400) / 2, 200 + 50 / 4, 600 + 3/4 300 */
	near(abc_mean(&a), 1000, 1e-12, "mean");
	near(abc_quantile(&a, .5), 350, 1e-12, "median of an even number");
	near(abc_quantile(&a, .25), 212.5, 1e-12, "lower quartile");
	near(abc_quantile(&a, .75), 825, 1e-12, "upper quartile");
	near(abc_quantile(&a, 0), 50, 1e-12, "the smallest");
	near(abc_quantile(&a, 1), 5000, 1e-12, "the largest");
	near(abc_lorenz(&a, 0), 0, 1e-14, "lorenz at 0");
	near(abc_lorenz(&a, 1), 1, 1e-14, "lorenz at 1");
	abc_free(&a);
}

static void
test_edges(void)
{
	const double equal[] = { 1, 1, 1, 1 }, one[] = { 0, 0, 0, 1 }, zero[] = { 0, 0 },
	    mixed[] = { 5, -1, 0, -3 };
	struct abc a = abc_new(equal, 4);

	near(abc_gini(&a), 0, 1e-15, "all equal: 0");
	near(abc_lorenz(&a, .3), .3, 1e-14, "and the diagonal");
	ok(abc_class(abc_before(&a, 1), .8, .95) == ABC_A, "all are in the same class");
	abc_free(&a);
	a = abc_new(one, 4);
	near(abc_gini(&a), .75, 1e-15, "one has all: (n - 1)/n");
	near(abc_gini_unbiased(&a), 1, 1e-15, "unbiased: 1");
	ok(abc_class(abc_before(&a, 0), .8, .95) == ABC_C, "nothing is in C");
	abc_free(&a);
	a = abc_new(zero, 2);
	ok(isnan(abc_before(&a, 0)) && isnan(abc_gini(&a)) && isnan(abc_top_share(&a, 1)) &&
	    isnan(abc_lorenz(&a, .5)), "all zero: no share");
	abc_free(&a);
	a = abc_new(mixed, 4);
	ok(a.n == 2 && a.negative == 2 && a.total == 5, "negative values are left out");
	ok(isnan(abc_before(&a, -1)), "and have no share");
	abc_free(&a);
	a = abc_new(NULL, 0);
	ok(isnan(abc_gini(&a)) && isnan(abc_top_share(&a, abc_top(&a, .2))) && a.total == 0,
	    "no values");
	abc_free(&a);
	a = abc_new((double[]){ 3 }, 1);
	ok(abc_gini(&a) == 0 && isnan(abc_gini_unbiased(&a)), "one value");
	abc_free(&a);
}

/* Sums of decimals are exact: in doubles, .3 + .3 + .2 + .2 could miss a limit that it reaches. */
static void
test_exact(void)
{
	double x[10];

	for (int i = 0; i < 10; i++)
		x[i] = .1 + (double)(9 - i) * 1e-4;
	struct abc a = abc_new(x, 10);

	near(a.total, 1.0045, 0, "a sum of decimals");
	abc_free(&a);
	a = abc_new((double[]){ .3, .3, .2, .2 }, 4);
	near(abc_before(&a, .2), .6, 0, "60 %");
	ok(abc_class(abc_before(&a, .2), .6, .95) == ABC_B, "a share equal to the limit");
	abc_free(&a);
}

/* Against sums over all pairs and all values, with many ties. */
static void
test_random(void)
{
	enum { N = 97 };
	double x[N], pairs = 0, total = 0;
	bool good = true;

	for (int i = 0; i < N; i++)
		total += x[i] = (double)(i * i % 31);
	struct abc a = abc_new(x, N);

	for (int i = 0; i < N; i++) {
		double larger = 0;

		for (int k = 0; k < N; k++) {
			pairs += fabs(x[i] - x[k]);
			larger += x[k] > x[i] ? x[k] : 0;
		}
		good = good && is_near(abc_before(&a, x[i]), larger / total, 1e-14);
	}
	ok(good, "the share of larger values");
	near(abc_gini(&a), pairs / (2. * N * total), 1e-13, "gini by all pairs");
	abc_free(&a);
}

/* By hand: 1 % of 200 values are two; the second largest is 250, so the limits go up to 200. */
static void
test_bins(void)
{
	double x[200];
	struct abc_bin bin[ABC_BINS];

	for (int i = 0; i < 200; i++)
		x[i] = i < 100 ? 0 : i < 150 ? .4 : i < 190 ? 1 : i < 198 ? 99.99
		    : i < 199 ? 250 : 9000;
	struct abc a = abc_new(x, 200);
	const size_t n = abc_bins(&a, bin);

	ok(n == 9 && bin[0].from == 0 && bin[0].to == 1 && bin[0].n == 150,
	    "below the first limit");
	ok(bin[1].from == 1 && bin[1].to == 2 && bin[1].n == 40, "a value on a limit is above it");
	ok(bin[6].from == 50 && bin[6].n == 8 && bin[7].from == 100 && bin[7].n == 0,
	    "a value just below a limit");
	ok(bin[8].from == 200 && isinf(bin[8].to) && bin[8].n == 2, "the last bin has no end");
	abc_free(&a);
	a = abc_new(x, 100);
	ok(abc_bins(&a, bin) == 0, "only zeros: no histogram");
	abc_free(&a);
	a = abc_new(x, 0);
	ok(abc_bins(&a, bin) == 0, "no values");
	abc_free(&a);
}

int
main(void)
{
	test_bins();
	test_ten();
	test_edges();
	test_exact();
	test_random();
	return done();
}
