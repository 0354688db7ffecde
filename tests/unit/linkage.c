/* linkage: weights by hand, and EM on simulated pairs whose m and u are known. */
#include "lib/match/linkage.h"

#include <string.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { FIELDS = 4, PAIRS = 200000, SEEN = 4096 };

static void
test_weights(void)
{
	struct linkage l = { .fields = 2, .m = { { 0, .1, .9 }, { 0, .25, .75 } },
		.u = { { 0, .9, .1 }, { 0, .75, .25 } } };
	const linkage_pattern both = linkage_at(0, 2) | linkage_at(1, 1);

	ok(linkage_level(both, 0) == 2 && linkage_level(both, 1) == 1 &&
	    linkage_level(both, 2) == 0, "a pattern");
	near(linkage_weight(&l, both, 0), log2(9) - log2(3), 1e-14, "a weight is log2(m / u)");
	near(linkage_weight(&l, both, 1), -log2(3), 1e-14, "a field is skipped");
	near(linkage_weight(&l, linkage_at(0, 2), 0), log2(9), 1e-14, "a missing cell");
	near(linkage_score(0, 0), .5, 1e-15, "even odds");
	near(linkage_score(3, -2), 2 / 3., 1e-15, "odds of 2 to 1");
}

static const double true_m[FIELDS][3] = {
	{ 0, .05, .95 }, { 0, .2, .8 }, { 0, .3, .7 }, { 0, .1, .9 }
};
static const double true_u[FIELDS][3] = {
	{ 0, .99, .01 }, { 0, .95, .05 }, { 0, .9, .1 }, { 0, .995, .005 }
};

/* A pair of the block 0, or of the block 1, in which field 0 always agrees. */
static linkage_pattern
draw(bool match, unsigned block)
{
	linkage_pattern to = 0;

	for (size_t f = 0; f < FIELDS; f++) {
		const double agree = match ? true_m[f][2] : true_u[f][2];
		const double x = (double)random_below(1000000) / 1e6;
		const bool missing = f == 2 && random_below(5) == 0;

		to |= linkage_at(f, missing ? 0 : (block == 1 && f == 0) || x < agree ? 2 : 1);
	}
	return to;
}

static size_t
simulate(struct linkage_seen *seen, const double share[2])
{
	static double count[2][SEEN];
	size_t n = 0;

	for (unsigned b = 0; b < 2; b++)
		for (int i = 0; i < PAIRS; i++)
			count[b][draw((double)random_below(1000000) / 1e6 < share[b], b)]++;
	for (unsigned b = 0; b < 2; b++)
		for (size_t p = 0; p < SEEN; p++)
			if (count[b][p] > 0)
				seen[n++] = (struct linkage_seen){ p, b, count[b][p] };
	return n;
}

/* m and the shares come back within what 200,000 pairs tell: three standard errors or so. */
static void
test_em(void)
{
	static struct linkage_seen seen[2 * SEEN];
	const double share[2] = { .03, .3 };
	const unsigned block[2] = { 0, 1 };
	struct linkage l = { .fields = FIELDS };
	const size_t n = simulate(seen, share);
	bool good = true;

	for (size_t f = 0; f < FIELDS; f++) {
		memcpy(l.u[f], true_u[f], sizeof true_u[f]);
		l.m[f][1] = .4;
		l.m[f][2] = .6;
	}
	linkage_fit(&l, seen, n, block, 2, 1);
	ok(l.rounds > 1, "it converges");
	for (size_t f = 0; f < FIELDS; f++) {
		good = good && fabs(l.m[f][2] - true_m[f][2]) < .02;
		ok(is_near(l.m[f][1] + l.m[f][2], 1, 1e-12), "m adds up to 1");
	}
	ok(good, "m of the simulation");
	ok(fabs(l.share[0] - .03) < .003 && fabs(l.share[1] - .3) < .01, "the share of each block");
}

static void
test_few(void)
{
	const struct linkage_seen one = { linkage_at(0, 1), 0, 1 };
	struct linkage l = { .fields = 1, .m = { { 0, .1, .9 } }, .u = { { 0, .9, .1 } } };

	linkage_fit(&l, &one, 1, (const unsigned[]){ 0 }, 1, 1000);
	near(l.m[0][2], .9, 1e-2, "one pair says little beside a prior of 1000");
	linkage_fit(&l, NULL, 0, (const unsigned[]){ 0 }, 0, 10);
	ok(l.rounds > 0 && isfinite(l.m[0][2]), "no pairs");
}

int
main(void)
{
	test_weights();
	test_em();
	test_few();
	return done();
}
