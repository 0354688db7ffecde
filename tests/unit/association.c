/*
 * association: the log-likelihood ratios that Apache Mahout's tests print, baskets by hand, and
 * independent arithmetic.
 */
#include "lib/stat/association.h"

#include "tests/unit/tap.h"

/* Of the four cells, as the tests of Mahout (LogLikelihoodTest) give them. */
static struct association
cells(int64_t both, int64_t only_a, int64_t only_b, int64_t neither)
{
	return (struct association){ both, both + only_a, both + only_b,
		both + only_a + only_b + neither };
}

static const struct {
	int64_t both, only_a, only_b, neither;
	double llr;	/* to the digits printed */
} mahout[] = {
	{ 1, 0, 0, 1, 2.773 }, { 10, 0, 0, 10, 27.726 }, { 5, 1995, 0, 100000, 39.331 },
	{ 1000, 1995, 1000, 100000, 4730.737 }, { 1000, 1000, 1000, 100000, 5734.343 },
	{ 1000, 1000, 1000, 99000, 5714.932 },
};

/* Six customers: three have A, three B, three C, one D; AB twice and ABC, AC, C, D once. */
static const struct {
	const char *name;
	struct association of;
	double cosine, lift, llr;
	bool positive;
} baskets[] = {
	{ "A and B", { 3, 4, 3, 6 }, .8660254037844386, 1.5, 3.8190850097688767, true },
	{ "A and C", { 2, 4, 3, 6 }, .5773502691896258, 1, 0, false },
	{ "B and C", { 1, 3, 3, 6 }, 1. / 3, 2. / 3, .6795961471815879, false },
	{ "A and D", { 0, 4, 1, 6 }, 0, 0, 2.6341457841558764, false },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof mahout / sizeof *mahout; i++) {
		const struct association t = cells(mahout[i].both, mahout[i].only_a,
		    mahout[i].only_b, mahout[i].neither);

		ok(fabs(association_llr(&t) - mahout[i].llr) < 6e-4, "a ratio of Mahout's tests");
	}
	for (size_t i = 0; i < sizeof baskets / sizeof *baskets; i++) {
		const struct association *t = &baskets[i].of;

		near(association_cosine(t), baskets[i].cosine, 1e-12, baskets[i].name);
		near(association_lift(t), baskets[i].lift, 1e-12, baskets[i].name);
		near(association_llr(t), baskets[i].llr, 1e-9, baskets[i].name);
		ok(association_positive(t) == baskets[i].positive, baskets[i].name);
	}
	const struct association none = { 0, 0, 0, 5 }, all = { 5, 5, 5, 5 };

	ok(association_cosine(&none) == 0 && association_lift(&none) == 0 &&
	    association_llr(&none) == 0, "what nobody has");
	ok(association_cosine(&all) == 1 && association_lift(&all) == 1 &&
	    association_llr(&all) == 0 && !association_positive(&all), "what all have");
	const struct association many = { 3000000000, 4000000000, 4000000000, 5000000000 };

	ok(!association_positive(&many), "billions: 15e18 is less than 16e18");
	return done();
}
