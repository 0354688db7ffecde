/* kitagawa: an example worked by hand, the identity, and standard errors by their definition. */
#include "lib/stat/kitagawa.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/stat/nps.h"
#include "tests/unit/tap.h"

enum { GROUPS = 5, MOST = 400, CLUSTERS = 60 };

static struct kitagawa *
of(const struct kitagawa_answer *a, size_t n, size_t groups)
{
	struct kitagawa *k = kitagawa_new(groups);

	for (size_t i = 0; i < n; i++)
		kitagawa_add(k, &a[i]);
	for (size_t i = 0; i < n; i++)
		kitagawa_cluster(k, &a[i], 1);
	return k;
}

/*
 * Before: group 0 has 1, 3 (mean 2), group 1 has 8, 10 (mean 9); mean 5.5. After: group 0 has 2;
 * group 1 has 9, 11, 10 (mean 10); mean 8. M = 6.75. Shares of group 0: 1/2 and 1/4.
 * mix 0 = -1/4 (2 - 6.75) = 1.1875, rate 0 = 0; mix 1 = 1/4 (9.5 - 6.75) = .6875,
 * rate 1 = 5/8 * 1 = .625; all: 2.5.
 */
static void
test_by_hand(void)
{
	static const struct kitagawa_answer a[] = { { 0, 0, 1 }, { 0, 0, 3 }, { 0, 1, 8 },
		{ 0, 1, 10 }, { 1, 0, 2 }, { 1, 1, 9 }, { 1, 1, 11 }, { 1, 1, 10 } };
	struct kitagawa *k = of(a, sizeof a / sizeof *a, 2);
	const struct kitagawa_effect e0 = kitagawa_group(k, 0), e1 = kitagawa_group(k, 1),
	    all = kitagawa_total(k);

	near(e0.mix, 1.1875, 1e-15, "mix of a group that shrinks");
	ok(e0.rate == 0 && e0.change == 1.1875, "its answers stay");
	near(e1.mix, .6875, 1e-15, "mix of a group that grows");
	near(e1.rate, .625, 1e-15, "its answers are higher");
	near(all.change, 2.5, 1e-15, "the change of the mean");
	near(all.mix, 1.875, 1e-15, "all mix");
	near(all.rate, .625, 1e-15, "all rate");
	ok(e0.n[0] == 2 && e0.n[1] == 1 && all.n[1] == 4, "numbers of answers");
	ok(e0.share[1] == .25 && e1.mean[1] == 10, "share and mean");
	near(kitagawa_centre(k), 6.75, 1e-15, "centre");
	kitagawa_free(k);
}

static void
test_enters_and_leaves(void)
{
	static const struct kitagawa_answer a[] = { { 0, 0, 4 }, { 0, 1, 6 }, { 1, 1, 6 },
		{ 1, 2, 12 } };
	struct kitagawa *k = of(a, sizeof a / sizeof *a, 3);
	const struct kitagawa_effect left = kitagawa_group(k, 0), new = kitagawa_group(k, 2);

	/* means 5 and 9, centre 7: -(1/2)(4 - 7), 1/2 (12 - 7) */
	near(left.change, 1.5, 1e-15, "a group that left is all mix");
	near(new.change, 2.5, 1e-15, "so is a new one");
	ok(left.rate == 0 && new.rate == 0 && isnan(new.mean[0]) && new.share[0] == 0,
	    "no mean, no rate");
	ok(kitagawa_total(k).change == 4, "they add up");
	kitagawa_free(k);
}

static void
test_empty(void)
{
	static const struct kitagawa_answer one = { 1, 0, 3 };
	struct kitagawa *k = of(&one, 1, 1);
	struct kitagawa_effect e = kitagawa_total(k);

	ok(isnan(e.change) && isnan(e.mean[0]) && e.mean[1] == 3 && isnan(e.se) && e.n[0] == 0,
	    "one sample is empty: no change");
	e = kitagawa_group(k, 0);
	ok(isnan(e.mix) && isnan(e.change) && isnan(e.share[0]) && isnan(e.se),
	    "nor of a group");
	kitagawa_free(k);
	k = kitagawa_new(0);
	e = kitagawa_total(k);
	ok(isnan(e.change) && e.n[1] == 0 && isnan(e.mix), "no answers at all");
	kitagawa_free(k);
}

/* A small generator, so that the data are the same everywhere. */
static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

struct data {
	struct kitagawa_answer a[MOST];
	int cluster[MOST];	/* ascending */
	size_t n;
};

static struct data
make(uint32_t seed)
{
	struct data d = { .n = 0 };

	for (int c = 0; c < CLUSTERS; c++)
		for (uint32_t i = 1 + next(&seed) % 5; i > 0; i--) {
			d.cluster[d.n] = c;
			d.a[d.n++] = (struct kitagawa_answer){ (int)(next(&seed) % 2),
			    next(&seed) % GROUPS, (double)(next(&seed) % 1000) / 7 - 50 };
		}
	return d;
}

struct moments {
	double n[2], mean[2], share[2], own[2];	/* of one group: share, mean of 1_g (x - M) */
	double centre;
};

static struct moments
moments_of(const struct data *d, size_t group)
{
	struct moments m = { .centre = 0 };

	for (size_t i = 0; i < d->n; i++) {
		m.n[d->a[i].sample]++;
		m.mean[d->a[i].sample] += d->a[i].value;
		m.share[d->a[i].sample] += d->a[i].group == group;
	}
	for (int s = 0; s < 2; s++) {
		m.mean[s] /= m.n[s];
		m.share[s] /= m.n[s];
	}
	m.centre = (m.mean[0] + m.mean[1]) / 2;
	for (size_t i = 0; i < d->n; i++)
		if (d->a[i].group == group)
			m.own[d->a[i].sample] += (d->a[i].value - m.centre) / m.n[d->a[i].sample];
	return m;
}

/* The draw of each answer, summed by cluster; then the root of the sum of squares. */
static double
se_by_definition(const struct data *d, size_t group)
{
	const struct moments m = moments_of(d, group);
	double draw[CLUSTERS] = { 0 }, sum = 0;

	for (size_t i = 0; i < d->n; i++) {
		const int s = d->a[i].sample;
		const double x = d->a[i].value, sign = s == 1 ? 1 : -1;
		const double own = (d->a[i].group == group ? x - m.centre : 0) - m.own[s];
		const double all = (m.share[1] - m.share[0]) / 2 * (x - m.mean[s]);

		draw[d->cluster[i]] += (sign * own - all) / m.n[s];
	}
	for (int c = 0; c < CLUSTERS; c++)
		sum += draw[c] * draw[c];
	return sqrt(sum);
}

static struct kitagawa *
clustered(const struct data *d)
{
	struct kitagawa *k = kitagawa_new(GROUPS);

	for (size_t i = 0; i < d->n; i++)
		kitagawa_add(k, &d->a[i]);
	for (size_t i = 0, n; i < d->n; i += n) {
		for (n = 1; i + n < d->n && d->cluster[i + n] == d->cluster[i]; n++)
			;
		kitagawa_cluster(k, &d->a[i], n);
	}
	return k;
}

static void
test_random(void)
{
	double worst = 0, worst_se = 0;

	for (uint32_t seed = 1; seed <= 300; seed++) {
		const struct data d = make(seed);
		struct kitagawa *k = clustered(&d);
		const struct moments m = moments_of(&d, 0);
		double change = 0, mix = 0;

		for (size_t g = 0; g < GROUPS; g++) {
			const struct kitagawa_effect e = kitagawa_group(k, g);

			change += e.change;
			mix += e.mix;
			worst_se = fmax(worst_se, fabs(e.se / se_by_definition(&d, g) - 1));
		}
		worst = fmax(worst, fabs(change - (m.mean[1] - m.mean[0])));
		worst = fmax(worst, fabs(mix - kitagawa_total(k).mix));
		kitagawa_free(k);
	}
	ok(worst < 1e-11, "the groups add up to the change, in 300 random samples");
	ok(worst_se < 1e-9, "standard errors are those of the definition");
	printf("# %g, %g\n", worst, worst_se);
}

/* Each answer from another customer: the interval is that of Wald for two samples. */
static void
test_wald(void)
{
	static const int count[2][3] = { { 12, 7, 6 }, { 9, 3, 21 } };	/* 100, 0, -100 */
	struct kitagawa_answer a[100];
	size_t n = 0;
	double se[2];

	for (int s = 0; s < 2; s++) {
		for (int c = 0; c < 3; c++)
			for (int i = 0; i < count[s][c]; i++)
				a[n++] = (struct kitagawa_answer){ s, 0, 100 - 100. * c };
		const struct nps x = { count[s][0], count[s][1], count[s][2] };

		se[s] = nps_wald(&x, 1).se;
	}
	struct kitagawa *k = of(a, n, 1);

	near(kitagawa_total(k).se, sqrt(se[0] * se[0] + se[1] * se[1]), 1e-12, "Wald");
	near(kitagawa_group(k, 0).se, kitagawa_total(k).se, 1e-12, "one group is the whole");
	kitagawa_free(k);
}

/* The same people, the same answers: nothing changes, and nothing is uncertain. */
static void
test_same_people(void)
{
	struct kitagawa *k = kitagawa_new(1);
	struct kitagawa_answer a[10][2];

	for (int i = 0; i < 10; i++)
		for (int s = 0; s < 2; s++) {
			a[i][s] = (struct kitagawa_answer){ s, 0, i * i };
			kitagawa_add(k, &a[i][s]);
		}
	for (int i = 0; i < 10; i++)
		kitagawa_cluster(k, a[i], 2);
	ok(kitagawa_total(k).change == 0 && kitagawa_total(k).se < 1e-12, "no change, se 0");
	kitagawa_free(k);
}

int
main(void)
{
	test_by_hand();
	test_enters_and_leaves();
	test_empty();
	test_random();
	test_wald();
	test_same_people();
	return done();
}
