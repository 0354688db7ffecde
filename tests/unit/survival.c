/*
 * survival: the trial of 6-MP against a placebo (Freireich and others 1963), which is in every book
 * on survival, and times at the edges.
 */
#include "lib/stat/survival.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

enum { EACH = 21, N = 2 * EACH };

/* Weeks of remission; negative: censored. */
static const int mp[EACH] = { 6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23,
	-25, -32, -32, -34, -35 },
    placebo[EACH] = { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 };

static void
trial(struct survival_case *c)
{
	for (int i = 0; i < EACH; i++) {
		c[i] = (struct survival_case){ abs(mp[i]), 0, mp[i] > 0 };
		c[EACH + i] = (struct survival_case){ placebo[i], 1, true };
	}
	survival_sort(c, N);
}

static const struct survival_step *
at(const struct survival_step *s, size_t n, double time)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].time == time)
			return &s[i];
	return NULL;
}

/*
 * Shares and standard errors as published (Kalbfleisch and Prentice). The interval at 10 weeks is
 * S^exp(+-1.959964 sqrt(V) / log S), where V = 3/(21*18) + 1/(17*16) + 1/(15*14).
 */
static void
test_curves(const struct survival_case *c)
{
	static const struct {
		double time, share, se;
	} want[] = {
		{ 6, .857143, .076360 }, { 7, .806723, .086935 }, { 10, .752941, .096350 },
		{ 13, .690196, .106815 }, { 16, .627451, .114054 }, { 22, .537815, .128234 },
		{ 23, .448179, .134591 },
	}, other[] = {
		{ 1, .904762, 0 }, { 2, .809524, 0 }, { 3, .761905, 0 }, { 4, .666667, 0 },
		{ 5, .571429, 0 }, { 8, .380952, 0 }, { 11, .285714, 0 }, { 12, .190476, 0 },
		{ 15, .142857, 0 }, { 17, .095238, 0 }, { 22, .047619, 0 },
	};
	size_t n, m;
	struct survival_step *s = survival_curve(c, N, 0, &n), *p = survival_curve(c, N, 1, &m);
	int64_t events = 0, censored = 0;

	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		const struct survival_step *k = at(s, n, want[i].time);

		ok(k && fabs(k->share - want[i].share) < 1e-6 && fabs(k->se - want[i].se) < 1e-6,
		    "6-MP");
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		const struct survival_step *k = at(p, m, other[i].time);

		ok(k && fabs(k->share - other[i].share) < 1e-6 && k->censored == 0, "placebo");
	}
	for (size_t i = 0; i < n; i++) {
		events += s[i].events;
		censored += s[i].censored;
	}
	ok(events == 9 && censored == 12 && n == 16, "9 events, 12 censored, 16 times");
	ok(at(s, n, 6)->at_risk == 21 && at(s, n, 7)->at_risk == 17 && at(s, n, 35)->at_risk == 1,
	    "at risk");
	const double share = 18. / 21 * 16 / 17 * 14 / 15,
	    half = 1.959963984540054 * sqrt(3. / 378 + 1. / 272 + 1. / 210) / log(share);

	near(at(s, n, 10)->low, pow(share, exp(-half)), 1e-12, "the lower limit at 10 weeks");
	near(at(s, n, 10)->high, pow(share, exp(half)), 1e-12, "the upper limit at 10 weeks");
	ok(p[m - 1].share == 0 && isnan(p[m - 1].se) && isnan(p[m - 1].low), "nobody is left");
	ok(survival_median(s, n).time == 23 && survival_median(p, m).time == 8, "medians");
	/* the interval of the share begins to hold .5 at 13 weeks; its upper limit is never .5 */
	ok(survival_median(s, n).low == 13 && isnan(survival_median(s, n).high),
	    "interval of a median");
	free(s);
	free(p);
}

static void
test_ranks(const struct survival_case *c)
{
	double expected[2];
	const struct survival_test t = survival_compare(c, N, 2, SURVIVAL_LOG_RANK, expected),
	    b = survival_compare(c, N, 2, SURVIVAL_BRESLOW, NULL);

	near(t.chi2, 16.792940989, 1e-10, "log-rank");
	near(t.p, 4.168809e-05, 1e-6, "its p");
	ok(t.df == 1 && b.df == 1, "one degree of freedom");
	near(expected[0], 19.25050095, 1e-9, "expected with 6-MP");
	near(expected[1], 10.74949905, 1e-9, "expected with placebo");
	near(b.chi2, 13.457852050, 1e-10, "Breslow and Gehan");
	near(b.p, 2.439829e-04, 1e-6, "its p");
}

/* The result does not depend on which group is last, nor on groups that take no part. */
static void
test_groups(const struct survival_case *c)
{
	struct survival_case more[N + 1];
	double expected[4];

	memcpy(more, c, N * sizeof *c);
	for (int i = 0; i < N; i++)
		more[i].group = more[i].group == 0 ? 3 : 1;
	more[N] = (struct survival_case){ .5, 2, false };
	survival_sort(more, N + 1);
	const struct survival_test t = survival_compare(more, N + 1, 4, SURVIVAL_LOG_RANK,
	    expected);

	near(t.chi2, 16.792940989, 1e-10, "two of four groups");
	ok(t.df == 1 && expected[0] == 0 && expected[2] == 0, "the others expect nothing");
}

static void
test_edges(void)
{
	const struct survival_case same[] = {
		{ 5, 0, true }, { 5, 1, true }, { 5, 0, true }, { 5, 1, true },
	}, none[] = { { 1, 0, false }, { 2, 1, false } };
	size_t n;
	struct survival_step *s = survival_curve(same, 4, 0, &n);

	ok(n == 1 && s->share == 0 && s->events == 2, "all at one time");
	ok(survival_median(s, n).time == 5, "the median of that");
	free(s);
	ok(survival_compare(same, 4, 2, SURVIVAL_LOG_RANK, NULL).df == 0, "cannot be compared");
	s = survival_curve(none, 2, 0, &n);
	ok(n == 1 && s->share == 1 && s->se == 0 && isnan(s->low), "no event");
	ok(isnan(survival_median(s, n).time) && isnan(survival_median(s, n).high), "no median");
	free(s);
	ok(isnan(survival_compare(none, 2, 2, SURVIVAL_LOG_RANK, NULL).p), "no event to compare");
	s = survival_curve(none, 0, 0, &n);
	ok(n == 0 && survival_compare(none, 0, 0, SURVIVAL_BRESLOW, NULL).df == 0, "no case");
	free(s);
}

int
main(void)
{
	struct survival_case c[N];

	trial(c);
	test_curves(c);
	test_ranks(c);
	test_groups(c);
	test_edges();
	return done();
}
