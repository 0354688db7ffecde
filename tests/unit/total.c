/* Arithmetic by hand; the quantiles of Pearson III also by the gamma distribution of GSL. */
#include "lib/value/total.h"

#include <gsl/gsl_cdf.h>

#include "tests/unit/tap.h"

static void
test_normal(void)
{
	struct total all = { 0 };
	const struct total one = { .n = 1, .mean = 4, .along = { .3, -.4 }, .variance = 2 };

	for (int i = 0; i < 100; i++)
		total_add(&all, &one);
	ok(all.n == 100, "100 customers");
	near(all.mean, 400, 1e-12, "mean");
	near(total_se(&all), 50, 1e-12, "parameters: their errors are the same for all");
	near(total_sd(&all), sqrt(200), 1e-12, "purchases: their variances add up");
	const struct total_range r = total_range(&all, .95);
	near(r.low, 400 - 1.9599639845400545 * sqrt(2700), 1e-12, "low");
	near(r.high, 400 + 1.9599639845400545 * sqrt(2700), 1e-12, "high");
	near(total_range(&all, .5).high, 400 + .67448975019608171 * sqrt(2700), 1e-12, "50 %");
}

/* A gamma distribution with the shape k has the variance k and the third cumulant 2 k. */
static void
test_skewed(void)
{
	for (double k = 2; k < 2000; k *= 3) {
		const struct total t = { .n = 1, .mean = k, .variance = k, .third = 2 * k };
		const struct total_range r = total_range(&t, .95);

		ok(fabs(r.low - gsl_cdf_gamma_Pinv(.025, k, 1)) < .02 * sqrt(k), "low of gamma");
		ok(fabs(r.high - gsl_cdf_gamma_Qinv(.025, k, 1)) < .02 * sqrt(k), "high of gamma");
		const struct total loss = { .n = 1, .mean = -k, .variance = k, .third = -2 * k,
			.loses = true };
		const struct total_range mirror = total_range(&loss, .95);

		ok(is_near(mirror.low, -r.high, 1e-14) && is_near(mirror.high, -r.low, 1e-14),
		    "a loss is the mirror image");
	}
}

static void
test_edges(void)
{
	struct total t = { 0 };

	ok(total_range(&t, .95).low == 0 && total_range(&t, .95).high == 0, "nobody: 0 to 0");
	t = (struct total){ .n = 1, .mean = .1, .variance = 1 };
	ok(total_range(&t, .95).low == 0, "not below 0");
	t.loses = true;
	near(total_range(&t, .95).low, .1 - 1.9599639845400545, 1e-12, "unless it loses");
	t.third = INFINITY;
	near(total_range(&t, .95).high, .1 + 1.9599639845400545, 1e-12, "no third moment: normal");
	t.third = 1e9;
	ok(isfinite(total_range(&t, .95).high), "very skewed: finite");
	t.variance = INFINITY;
	ok(isnan(total_range(&t, .95).low) && isnan(total_range(&t, .95).high),
	    "no variance: no interval");
}

int
main(void)
{
	test_normal();
	test_skewed();
	test_edges();
	return done();
}
