#include "lib/match/linkage.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { MOST_ROUNDS = 500 };
#define CONVERGED 1e-7
#define LEAST_SHARE 1e-9

double
linkage_weight(const struct linkage *l, linkage_pattern p, unsigned skip)
{
	double sum = 0;

	for (size_t f = 0; f < l->fields; f++) {
		const unsigned level = linkage_level(p, f);

		if (level > 0 && !(skip >> f & 1))
			sum += log2(l->m[f][level] / l->u[f][level]);
	}
	return sum;
}

double
linkage_score(double weight, double prior)
{
	return 1 / (1 + exp2(-weight - prior));
}

struct sums {
	double m[LINKAGE_FIELDS][LINKAGE_LEVELS];
	double match[LINKAGE_BLOCKS], all[LINKAGE_BLOCKS];
};

typedef double weights[LINKAGE_FIELDS][LINKAGE_LEVELS];

static void
weigh(const struct linkage *l, weights to)
{
	for (size_t f = 0; f < l->fields; f++)
		for (unsigned k = 1; k < LINKAGE_LEVELS; k++)
			to[f][k] = log2(l->m[f][k] / l->u[f][k]);
}

static void
expect(const struct linkage *l, weights weight, const struct linkage_seen *s, unsigned skip,
    struct sums *to)
{
	const double share = l->share[s->block];
	double sum = 0;

	for (size_t f = 0; f < l->fields; f++)
		if (!(skip >> f & 1) && linkage_level(s->pattern, f) > 0)
			sum += weight[f][linkage_level(s->pattern, f)];
	const double match = s->n * linkage_score(sum, log2(share / (1 - share)));

	to->all[s->block] += s->n;
	to->match[s->block] += match;
	for (size_t f = 0; f < l->fields; f++)
		if (!(skip >> f & 1))
			to->m[f][linkage_level(s->pattern, f)] += match;
}

/* Sets m and the shares to what was expected; returns the greatest change. */
static double
maximise(struct linkage *l, const struct linkage *before, const struct sums *s, size_t blocks,
    double prior)
{
	double change = 0;

	for (size_t f = 0; f < l->fields; f++) {
		double sum = prior;

		for (unsigned k = 1; k < LINKAGE_LEVELS; k++)
			sum += s->m[f][k];
		for (unsigned k = 1; k < LINKAGE_LEVELS && sum > 0; k++) {
			const double m = (s->m[f][k] + prior * before->m[f][k]) / sum;

			change = fmax(change, fabs(m - l->m[f][k]));
			l->m[f][k] = m;
		}
	}
	for (size_t b = 0; b < blocks; b++) {
		const double share = s->all[b] > 0 ? s->match[b] / s->all[b] : 0;
		const double kept = fmin(fmax(share, LEAST_SHARE), 1 - LEAST_SHARE);

		change = fmax(change, fabs(kept - l->share[b]));
		l->share[b] = kept;
	}
	return change;
}

void
linkage_fit(struct linkage *l, const struct linkage_seen *seen, size_t n, const unsigned *block,
    size_t blocks, double prior)
{
	const struct linkage before = *l;

	for (size_t b = 0; b < blocks; b++)
		l->share[b] = .1;
	for (l->rounds = 1; l->rounds <= MOST_ROUNDS; l->rounds++) {
		struct sums sums = { 0 };
		weights weight;

		weigh(l, weight);
		for (size_t i = 0; i < n; i++)
			expect(l, weight, &seen[i], block[seen[i].block], &sums);
		if (maximise(l, &before, &sums, blocks, prior) < CONVERGED)
			return;
	}
	l->rounds = 0;
}
