/* Closed forms; moments by the trapezoidal rule; the quantile put back into the distribution. */
#include "lib/value/ggsum.h"

#include "tests/unit/tap.h"

static void
test_below(void)
{
	const struct ggspend m = { .p = 1, .q = 3, .gamma = 10 };
	double s;

	/* p n = 1: 1 - (1 + w)^-(q + x) */
	near(ggsum_below(&m, 0, 1, .5, &s), 1 - pow(1.5, -3), 1e-13, "one purchase, x = 0");
	near(s, 3 * pow(1.5, -4) * .5, 1e-13, "its slope");
	near(ggsum_below(&m, 2, 1, .5, &s), 1 - pow(1.5, -5), 1e-13, "one purchase, x = 2");
	ok(ggsum_below(&m, 2, 1, 0, &s) == 0, "nothing spent");
	near(ggsum_unit(&m, 2, 7), 24, 1e-14, "the unit");
	near(ggsum_share(&m, 2, 7), 14. / 24, 1e-14, "its share");
}

static void
test_limits(void)
{
	const struct ggspend same = { .limit = GGSPEND_SAME_AMOUNT, .q = 2, .level = 30 };
	const struct ggspend alike = { .limit = GGSPEND_SAME_CUSTOMERS, .p = 1, .level = .1 };
	const struct ggspend one = { .limit = GGSPEND_ONE_AMOUNT, .level = 20 };
	double s, to[3];

	ok(ggsum_unit(&same, 3, 12.5) == 12.5 && ggsum_unit(&same, 0, 0) == 30, "same amount");
	ok(ggsum_below(&same, 3, 4, 4, &s) == 1 && ggsum_below(&same, 3, 4, 3.99, &s) == 0,
	    "same amount: four times it");
	/* the rate is gamma of shape 2: P(rate >= n/w) = e^-1 (1 + 1) */
	near(ggsum_below(&same, 0, 3, 3, &s), 2 * exp(-1), 1e-13, "same amount, not known yet");
	near(ggsum_below(&alike, 5, 1, 2, &s), -expm1(-2), 1e-13, "same customers: exponential");
	near(ggsum_unit(&alike, 5, 99), 10, 1e-14, "same customers: the unit");
	ok(ggsum_unit(&one, 5, 99) == 20 && ggsum_below(&one, 0, 2, 2, &s) == 1, "one amount");
	ggsum_moments(&one, 0, (double[3]){ 2, 5, 14 }, to);
	ok(to[0] == 2 && to[1] == 5 && to[2] == 14, "one amount: the moments of the number");
	/* two exponential amounts: E 2, E^2 6, E^3 24 */
	ggsum_moments(&alike, 0, (double[3]){ 2, 4, 8 }, to);
	ok(to[0] == 2 && to[1] == 6 && to[2] == 24, "same customers: the moments of gamma");
	ggsum_moments(&same, 0, (double[3]){ 2, 4, 8 }, to);
	ok(to[0] == 2 && isinf(to[1]) && isinf(to[2]), "q = 2: no variance");
}

/* E[S^k] is the integral of k w^(k-1) P(S > w), here over log w. */
static void
test_moments(void)
{
	const struct ggspend m = { .p = 6, .q = 6, .gamma = 15 };
	double to[3], sum[3] = { 0 }, s;

	ggsum_moments(&m, 2, (double[3]){ 4, 16, 64 }, to);
	for (double y = -12; y < 12; y += 1e-3)
		for (int k = 0; k < 3; k++)
			sum[k] += 1e-3 * (k + 1) * exp(y * (k + 1)) *
			    (1 - ggsum_below(&m, 2, 4, exp(y), &s));
	near(to[0], sum[0], 1e-5, "mean");
	near(to[1], sum[1], 1e-5, "second moment");
	near(to[2], sum[2], 1e-5, "third moment");
	near(to[0] * ggsum_unit(&m, 2, 20), 4 * ggspend_expected(&m, 2, 20), 1e-13,
	    "four times the expected spend");
}

static double
quantile(const struct ggsum_points *g, int share, double x, const struct predictive *p, double q)
{
	struct ggsum *s = ggsum_new(g, x);
	const double w = ggsum_quantile(s, share, p, q);

	ok(ggsum_quantile(s, share, p, q) == w, "the same again");
	ggsum_free(s);
	return w;
}

/* The quantile, put back into the distribution, which is summed here without interpolation. */
static void
test_back(const struct ggsum_points *g, int share, double x, const struct predictive *p, double q)
{
	const double w = quantile(g, share, x, p, q);
	double sum = p->p[0], s;

	for (size_t n = 1; n < p->n; n++)
		for (size_t i = 0; i < g->n; i++)
			sum += p->p[n] / (double)g->n * ggsum_below(&g->of[i], x, (double)n,
			    share ? w : w / g->by[i], &s);
	near(sum, q, 5e-6, "the quantile in the distribution");
}

static void
test_quantile(void)
{
	double pmf[] = { .004, .3, .396, .2, .1 };
	const struct predictive p = { .p = pmf, .n = 5 };
	const struct uncertain errors = { .dim = 3, .root = { { .2 }, { .05, .06 },
	    { .2, -.1, .1 } } };
	static const struct ggspend models[] = {
		{ .p = 6.2495715, .q = 3.74422429, .gamma = 15.4435213 },
		{ .p = .3, .q = 1.2, .gamma = 100 },
		{ .p = 60, .q = 30, .gamma = .01 },
		{ .limit = GGSPEND_SAME_AMOUNT, .q = 2.5, .level = 30 },
		{ .limit = GGSPEND_SAME_CUSTOMERS, .p = 2.5, .level = .1 },
	};
	struct ggsum_points g;

	for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
		struct ggspend_fit fit = { .par = models[i] };

		ggsum_points(&fit, &g);
		ok(g.n == 1 && g.by[0] == 1, "parameters without errors: one point");
		ok(quantile(&g, 0, 0, &p, .004) == 0, "nothing");
		test_back(&g, 0, 0, &p, .025);
		test_back(&g, 0, 0, &p, .975);
		fit.uncertain = errors;
		fit.uncertain.dim = ggspend_parameters(fit.par.limit);
		ggsum_points(&fit, &g);
		ok(g.n == 2 * fit.uncertain.dim, "two points per parameter");
		test_back(&g, 0, 0, &p, .975);
		if (models[i].limit == GGSPEND_REGULAR) {
			test_back(&g, 0, 900, &p, .975);
			test_back(&g, 1, 2, &p, .025);
		}
	}
	const struct ggspend_fit one = { .par = { .limit = GGSPEND_ONE_AMOUNT, .level = 20 } };

	ggsum_points(&one, &g);
	ok(quantile(&g, 0, 0, &p, .975) == 4, "one amount: the quantile of the number");
}

int
main(void)
{
	test_below();
	test_limits();
	test_moments();
	test_quantile();
	return done();
}
