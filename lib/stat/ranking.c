#include "lib/stat/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/stat/sample.h"

static const uint64_t SIGN = (uint64_t)1 << 63;

/* A whole number that sorts as the score does, the highest score first; 0 and -0 are the same. */
static uint64_t
key_of(double score)
{
	uint64_t bits;

	score += 0.;
	memcpy(&bits, &score, sizeof bits);
	return bits & SIGN ? bits : ~(bits | SIGN);
}

static double
score_of(uint64_t key)
{
	const uint64_t bits = key & SIGN ? key : ~key & ~SIGN;
	double score;

	memcpy(&score, &bits, sizeof score);
	return score;
}

size_t
ranking_groups(const double *score, const double *outcome, size_t n, struct ranking_group *to)
{
	uint64_t *key = mem_new(n, sizeof *key), *yes = mem_new(n, sizeof *yes);
	size_t groups = 0;

	for (size_t i = 0; i < n; i++) {
		key[i] = key_of(score[i]);
		yes[i] = outcome[i] > .5;
	}
	sort_with(key, yes, n);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || key[i] != key[i - 1])
			to[groups++] = (struct ranking_group){ .score = score_of(key[i]) };
		*(yes[i] ? &to[groups - 1].yes : &to[groups - 1].no) += 1;
	}
	free(key);
	free(yes);
	return groups;
}

struct count {			/* of a group and those above it, or of all groups */
	double yes, no;
};

static struct count
count(const struct ranking_group *g, size_t groups)
{
	struct count all = { 0, 0 };

	for (size_t i = 0; i < groups; i++) {
		all.yes += (double)g[i].yes;
		all.no += (double)g[i].no;
	}
	return all;
}

/*
 * Placements: over the rows of yes, the share of no below each; over the rows of no, the share of
 * yes above each. Ties count half. Sums (share - FROM)^POWER.
 */
static struct count
placements(const struct ranking_group *g, size_t groups, struct count all, double from, int power)
{
	struct count above = { 0, 0 }, sum = { 0, 0 };

	for (size_t i = 0; i < groups; i++) {
		const double yes = (double)g[i].yes, no = (double)g[i].no;

		sum.yes += yes * pow((all.no - above.no - no / 2) / all.no - from, power);
		sum.no += no * pow((above.yes + yes / 2) / all.yes - from, power);
		above.yes += yes;
		above.no += no;
	}
	return sum;
}

static void
area(struct ranking *r, const struct ranking_group *g, size_t groups, struct count all)
{
	r->auc = placements(g, groups, all, 0, 1).yes / all.yes;
	if (all.yes < 2 || all.no < 2 || r->auc <= 0 || r->auc >= 1)
		return;
	const struct count squares = placements(g, groups, all, r->auc, 2);

	r->auc_se = sqrt(squares.yes / (all.yes - 1) / all.yes +
	    squares.no / (all.no - 1) / all.no);
	const double odds = r->auc / (1 - r->auc);
	const double by = exp(SAMPLE_Z * r->auc_se / (r->auc * (1 - r->auc)));

	r->auc_low = 1 / (1 + by / odds);
	r->auc_high = 1 / (1 + 1 / (odds * by));
}

struct ranking
ranking_of(const struct ranking_group *g, size_t groups)
{
	const struct count all = count(g, groups);
	const double n = all.yes + all.no;
	struct ranking r = { .n = (int64_t)n, .yes = (int64_t)all.yes,
	    .base = n > 0 ? all.yes / n : NAN, .auc = NAN, .auc_se = NAN, .auc_low = NAN,
	    .auc_high = NAN, .average_precision = NAN, .ks = NAN };
	struct count to = { 0, 0 };

	if (all.yes > 0)
		r.average_precision = 0;
	if (all.yes > 0 && all.no > 0) {
		r.ks = 0;
		area(&r, g, groups, all);
	}
	for (size_t i = 0; i < groups; i++) {
		to.yes += (double)g[i].yes;
		to.no += (double)g[i].no;
		r.average_precision += (double)g[i].yes / all.yes * to.yes / (to.yes + to.no);
		r.ks = isnan(r.ks) ? NAN : fmax(r.ks, fabs(to.yes / all.yes - to.no / all.no));
	}
	return r;
}

struct ranking_top
ranking_top(const struct ranking_group *g, size_t groups, double share)
{
	const struct count all = count(g, groups);
	const double n = all.yes + all.no, k = fmin(n, fmax(1, round(share * n)));
	struct ranking_top top = { .k = (int64_t)k, .hits = 0, .precision = NAN, .recall = NAN,
	    .lift = NAN };
	double left = k;

	for (size_t i = 0; i < groups && left > 0; i++) {
		const double size = (double)(g[i].yes + g[i].no), taken = fmin(left, size);

		top.hits += (double)g[i].yes * taken / size;
		left -= taken;
	}
	if (k > 0)
		top.precision = top.hits / k;
	if (all.yes > 0) {
		top.recall = top.hits / all.yes;
		top.lift = top.precision / (all.yes / n);
	}
	return top;
}
