#include "lib/stat/kitagawa.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/mem.h"

/*
 * The change of group g is linear in the answers, but for M and its own shares. Linearized, an
 * answer x moves it by
 *
 *	own    (x - M) / n1	in sample 1, - (x - M) / n0 in sample 0, if the answer is in g
 *	all    -(w1 - w0) / 2 of (x - M1) / n1 or (x - M0) / n0, in either sample
 *
 * less the mean of "own" over the sample, which is k1 / n1 per answer. With P the sum of "own" over
 * a cluster, X that of the factors of "all", and a0, a1 the numbers of answers, its draw is
 *
 *	P - k1 a1 / n1 + k0 a0 / n0 - d X / 2,		d = w1 - w0
 *
 * and the variance is the sum of the squares. P is 0 for most pairs of group and cluster: the sums
 * of products below need only the groups that a cluster touches.
 */
struct group {
	int64_t n[2];
	long double sum[2];
	long double pp, px, pa[2];	/* sums over the clusters */
	long double p;			/* of the cluster at hand */
};

struct kitagawa {
	size_t groups;
	struct group *group;
	int64_t n[2], clusters;
	long double sum[2];
	long double xx, xa[2], aa[2][2];
	long double total;	/* of the squares of the draws of the whole change */
};

struct kitagawa *
kitagawa_new(size_t groups)
{
	struct kitagawa *k = mem_new(1, sizeof *k);

	k->groups = groups;
	k->group = mem_new(groups, sizeof *k->group);
	return k;
}

void
kitagawa_free(struct kitagawa *k)
{
	free(k->group);
	free(k);
}

void
kitagawa_add(struct kitagawa *k, const struct kitagawa_answer *a)
{
	struct group *g = &k->group[a->group];

	g->n[a->sample]++;
	g->sum[a->sample] += a->value;
	k->n[a->sample]++;
	k->sum[a->sample] += a->value;
}

static long double
mean_of(const struct kitagawa *k, int sample)
{
	return k->n[sample] > 0 ? k->sum[sample] / (long double)k->n[sample] : (long double)NAN;
}

static long double
centre(const struct kitagawa *k)
{
	return (mean_of(k, 0) + mean_of(k, 1)) / 2;
}

double
kitagawa_centre(const struct kitagawa *k)
{
	return (double)centre(k);
}

/* Adds the P of a group, once for each group that the cluster touches. */
static void
close_group(struct group *g, long double x, const long double a[static 2])
{
	g->pp += g->p * g->p;
	g->px += g->p * x;
	g->pa[0] += g->p * a[0];
	g->pa[1] += g->p * a[1];
	g->p = 0;
}

void
kitagawa_cluster(struct kitagawa *k, const struct kitagawa_answer *answer, size_t n)
{
	long double x = 0, whole = 0, a[2] = { 0 };

	for (size_t i = 0; i < n; i++) {
		const int s = answer[i].sample;
		const long double size = (long double)k->n[s];
		const long double away = (answer[i].value - mean_of(k, s)) / size;
		const long double own = (answer[i].value - centre(k)) / size;

		x += away;
		whole += s == 1 ? away : -away;
		k->group[answer[i].group].p += s == 1 ? own : -own;
		a[s]++;
	}
	for (size_t i = 0; i < n; i++)		/* the second time P is 0 */
		close_group(&k->group[answer[i].group], x, a);
	k->clusters++;
	k->xx += x * x;
	k->total += whole * whole;
	for (int s = 0; s < 2; s++) {
		k->xa[s] += x * a[s];
		for (int r = 0; r < 2; r++)
			k->aa[s][r] += a[s] * a[r];
	}
}

static double
root(const struct kitagawa *k, long double variance)
{
	if (k->clusters < 2 || k->n[0] == 0 || k->n[1] == 0)
		return NAN;
	return sqrt(variance > 0 ? (double)variance : 0);
}

/* The sum of the squares of P + q0 a0 + q1 a1 + r X over the clusters. */
static long double
squares(const struct kitagawa *k, const struct group *g, const long double q[static 2],
    long double r)
{
	long double sum = g->pp + r * r * k->xx + 2 * r * g->px;

	for (int s = 0; s < 2; s++) {
		sum += 2 * q[s] * g->pa[s] + 2 * q[s] * r * k->xa[s];
		for (int t = 0; t < 2; t++)
			sum += q[s] * q[t] * k->aa[s][t];
	}
	return sum;
}

static double
group_se(const struct kitagawa *k, const struct group *g)
{
	const long double n0 = (long double)k->n[0], n1 = (long double)k->n[1], m = centre(k);
	const long double own0 = g->sum[0] - (long double)g->n[0] * m;
	const long double own1 = g->sum[1] - (long double)g->n[1] * m;
	const long double d = (long double)g->n[1] / n1 - (long double)g->n[0] / n0;

	return root(k, squares(k, g, (long double[2]){ own0 / n0 / n0, -own1 / n1 / n1 }, -d / 2));
}

struct kitagawa_effect
kitagawa_group(const struct kitagawa *k, size_t group)
{
	const struct group *g = &k->group[group];
	struct kitagawa_effect e = { .n = { g->n[0], g->n[1] } };
	long double w[2], m[2];

	for (int s = 0; s < 2; s++) {
		const bool there = g->n[s] > 0;

		w[s] = k->n[s] > 0 ? (long double)g->n[s] / (long double)k->n[s] : (long double)NAN;
		m[s] = there ? g->sum[s] / (long double)g->n[s] : (long double)NAN;
		e.share[s] = (double)w[s];
		e.mean[s] = (double)m[s];
	}
	for (int s = 0; s < 2; s++)
		if (g->n[s] == 0)
			m[s] = m[1 - s];
	const long double mix = (w[1] - w[0]) * ((m[0] + m[1]) / 2 - centre(k));
	const long double rate = (w[0] + w[1]) / 2 * (m[1] - m[0]);

	e.mix = (double)mix + 0;	/* not -0 */
	e.rate = (double)rate + 0;
	e.change = (double)(mix + rate);
	e.se = group_se(k, g);
	return e;
}

struct kitagawa_effect
kitagawa_total(const struct kitagawa *k)
{
	struct kitagawa_effect e = { .n = { k->n[0], k->n[1] } };
	const bool both = k->n[0] > 0 && k->n[1] > 0;
	long double mix = both ? 0 : (long double)NAN, rate = mix;

	for (int s = 0; s < 2; s++) {
		e.share[s] = k->n[s] > 0 ? 1 : NAN;
		e.mean[s] = (double)mean_of(k, s);
	}
	for (size_t g = 0; g < k->groups; g++)
		if (k->group[g].n[0] + k->group[g].n[1] > 0) {
			const struct kitagawa_effect of = kitagawa_group(k, g);

			mix += of.mix;
			rate += of.rate;
		}
	e.mix = (double)mix;
	e.rate = (double)rate;
	e.change = (double)(mean_of(k, 1) - mean_of(k, 0)) + 0;
	e.se = root(k, k->total);
	return e;
}
