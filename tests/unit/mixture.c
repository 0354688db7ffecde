/* mixture: worked moments, limits as what the beta distribution tends to, sums of series. */
#include "lib/stat/mixture.h"

#include "tests/unit/tap.h"

static const struct mixture uniform = { MIXTURE_BETA, 1, 1 };
static const struct mixture third = { MIXTURE_EQUAL, 1 / 3., 2 / 3. };
static const struct mixture split = { MIXTURE_SPLIT, .4, .6 };

static void
test_moments(void)
{
	/* E[q^2 (1-q)] of a uniform q is 1/3 - 1/4 */
	near(exp(mixture_log(&uniform, 2, 1)), 1 / 12., 1e-13, "uniform: two hits, one miss");
	near(mixture_miss(&uniform, 0, 3), .8, 1e-14, "the rule of succession");
	near(exp(mixture_log(&third, 2, 1)), 2 / 27., 1e-14, "equal");
	near(mixture_miss(&third, 5, 1), 2 / 3., 1e-14, "equal: nothing is learned");
	ok(mixture_log(&split, 0, 0) == 0 && mixture_log(&split, 1, 1) == -INFINITY,
	    "split: hit and miss are impossible together");
	near(exp(mixture_log(&split, 3, 0)), .4, 1e-14, "split: hits");
	near(exp(mixture_log(&split, 0, 9)), .6, 1e-14, "split: misses");
	ok(mixture_miss(&split, 0, 0) == .6 && mixture_miss(&split, 2, 0) == 0 &&
	    mixture_miss(&split, 0, 2) == 1, "split: one trial tells");
	ok(mixture_log(&(struct mixture){ MIXTURE_EQUAL, 0, 1 }, 0, 7) == 0 &&
	    mixture_log(&(struct mixture){ MIXTURE_EQUAL, 0, 1 }, 1, 7) == -INFINITY,
	    "a hit never comes");
}

/* The ratio of successive moments is the chance of a miss, and near a limit both tend to it. */
static void
test_limits(void)
{
	const struct mixture alike = { MIXTURE_BETA, 1e9 / 3, 2e9 / 3 }, apart = { MIXTURE_BETA,
	    .4e-9, .6e-9 };
	bool good = true;

	for (int x = 0; x < 4; x++)
		for (int y = 0; y < 4; y++) {
			const double next = mixture_log(&uniform, x, y + 1) -
			    mixture_log(&uniform, x, y);

			good = good && is_near(exp(next), mixture_miss(&uniform, x, y), 1e-12) &&
			    is_near(mixture_log(&alike, x, y), mixture_log(&third, x, y), 1e-7) &&
			    (x == 0 || y == 0) == (mixture_log(&split, x, y) > -INFINITY) &&
			    ((x > 0 && y > 0) || is_near(mixture_log(&apart, x, y),
			    mixture_log(&split, x, y), 1e-7));
		}
	ok(good, "misses and limits");
}

static void
test_parameters(void)
{
	struct mixture m = mixture_of(MIXTURE_EQUAL, (const double[]){ .25 });

	ok(m.kind == MIXTURE_EQUAL && m.a == .25 && m.b == .75, "a limit has one parameter");
	m = mixture_of(MIXTURE_BETA, (const double[]){ 3, 5 });
	ok(m.kind == MIXTURE_BETA && m.a == 3 && m.b == 5, "a and b");
}

static void
test_annuity(void)
{
	const struct mixture m = { MIXTURE_BETA, 2.5, 3 };
	double term = 1, sum = 0;

	near(mixture_annuity(&m, 4, INFINITY, 0), 7 / 1.5, 1e-13, "the mean of the odds");
	ok(isinf(mixture_annuity(&uniform, 4, INFINITY, 0)), "a mean that does not exist");
	ok(isinf(mixture_annuity(&split, 0, INFINITY, 0)), "some stay for ever");
	near(mixture_annuity(&third, 4, INFINITY, 0), 2, 1e-13, "equal: (1-q)/q");
	near(mixture_annuity(&split, 0, INFINITY, .25), .6 * 4, 1e-13, "split, new");
	near(mixture_annuity(&split, 1, INFINITY, .25), 4, 1e-13, "split, stayed once");
	near(mixture_annuity(&uniform, 0, 2, 0), 1 / 2. + 1 / 3., 1e-14, "two terms");
	near(mixture_annuity(&uniform, 0, 2, 1), 1 / 4. + 1 / 12., 1e-14, "two terms, discounted");
	for (int k = 0; k < 4000; k++) {
		term *= (3. + k) / (5.5 + k) / 1.02;
		sum += term;
	}
	near(mixture_annuity(&m, 0, INFINITY, .02), sum, 1e-12, "the series, term by term");
	near(mixture_annuity(&m, 0, 4000, .02), sum, 1e-12, "cut where nothing is left");
	ok(mixture_annuity(&(struct mixture){ MIXTURE_EQUAL, 1, 0 }, 0, INFINITY, 0) == 0,
	    "nobody stays");
}

int
main(void)
{
	test_moments();
	test_limits();
	test_parameters();
	test_annuity();
	return done();
}
