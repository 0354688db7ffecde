#include "lib/match/likely_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"

enum { SAMPLE = 50000, RANDOM = 400000 };
#define BIT(f) BLOCKS_BIT(f)
#define PRIOR_PAIRS 20.		/* how many pairs the m of before counts for */
#define PRIOR_RANDOM 200.	/* and its u */
#define FAMILIES .3	/* a field is shared if more of its doubtful pairs are families */

/* A number that looks random, of a counter (splitmix64). */
static uint64_t
scatter(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* Counts u in pairs at random; without those that look like a match by what is usual. */
static void
count_u(struct likely_search *s)
{
	const struct people *p = s->p;
	const bool against = p->against;
	const size_t first = against ? p->incoming : p->n;
	double sum[LINKAGE_FIELDS][PEOPLE_LEVELS] = { 0 };
	struct linkage *l = &s->to->model;

	for (uint64_t k = 0; k < RANDOM; k++) {
		const size_t i = scatter(2 * k) % first,
		    j = against ? first + scatter(2 * k + 1) % (p->n - first) :
		    scatter(2 * k + 1) % first;
		const linkage_pattern levels = i == j ? 0 : people_compare(p, &p->of[i], &p->of[j]);

		if (linkage_score(linkage_weight(l, levels, 0), -log2((double)p->n)) > .5)
			continue;
		for (size_t f = 0; f < l->fields; f++)
			sum[f][linkage_level(levels, f)]++;
	}
	for (size_t f = 0; f < l->fields; f++) {
		double all = PRIOR_RANDOM;

		for (unsigned k = 1; k < PEOPLE_LEVELS; k++)
			all += sum[f][k];
		for (unsigned k = 1; k < PEOPLE_LEVELS; k++)
			l->u[f][k] = (sum[f][k] + PRIOR_RANDOM * l->u[f][k]) / all;
	}
}

static void
take_pair(void *ctx, size_t i, size_t j)
{
	struct likely_search *s = ctx;
	const uint64_t chance = scatter(scatter(i) ^ j);

	if ((double)chance > s->share * 0x1p64)
		return;
	struct { uint64_t pattern, block; } key = {
		people_compare(s->p, &s->p->of[i], &s->p->of[j]), s->block };
	bool is_new;
	const size_t at = map_at(s->seen.at, (const char *)&key, sizeof key, &is_new);

	if (is_new) {
		s->seen.of = mem_grow(s->seen.of, at + 1, &s->seen.room, sizeof *s->seen.of);
		s->seen.of[at] = (struct linkage_seen){ key.pattern, s->block, 0 };
	}
	s->seen.of[at].n++;
}

/*
 * The odds of a match between two people at random: no pass finds all matches, so their number is
 * at least that of the best one.
 */
static double
prior_odds(const struct likely_search *s, const double *pairs, size_t blocks)
{
	const struct people *p = s->p;
	const double first = p->against ? (double)p->incoming : (double)p->n,
	    others = (double)p->n - first, all = blocks_pairs(p, first, others);
	double matches = 1;

	for (size_t b = 0; b < blocks; b++)
		matches = fmax(matches, s->to->model.share[b] * pairs[b]);
	return log2(fmin(matches / fmax(all, 1), 1 / fmax(fmax(first, others), 100)));
}

/*
 * The fields that families share. Of the pairs with the same value, and so much else in common that
 * they would be a match, those count of which either the name or the birthday is another: if both
 * often are, it is not the same person who was entered wrongly, but a family. Few pairs say little.
 */
static void
find_shared(struct likely_search *s, const unsigned *field, size_t blocks)
{
	const size_t n = map_count(s->seen.at);
	const unsigned person = BIT(NAME) | BIT(BIRTHDAY);

	s->to->shared = BIT(CITY);
	for (size_t b = 0; b < blocks; b++) {
		double all = 10, both = 5;

		for (size_t i = 0; i < n; i++) {
			const struct linkage_seen *seen = &s->seen.of[i];
			const bool known = linkage_level(seen->pattern, PEOPLE_NAME) > 0 &&
			    linkage_level(seen->pattern, PEOPLE_BIRTHDAY) > 0;

			if (seen->block != b || !known || linkage_weight(&s->to->model,
			    seen->pattern, person) + s->to->prior < 0)
				continue;
			all += likely_is_renamed(seen->pattern) || linkage_level(seen->pattern,
			    PEOPLE_BIRTHDAY) == PEOPLE_OTHER ? seen->n : 0;
			both += likely_contradict(seen->pattern) ? seen->n : 0;
		}
		if (!(field[b] & person) && both >= FAMILIES * all)
			s->to->shared |= field[b];
	}
}

void
likely_fit(struct likely_search *s)
{
	unsigned skip[LINKAGE_BLOCKS] = { 0 };
	double pairs[LINKAGE_BLOCKS] = { 0 };
	size_t blocks = 0;

	likely_usual(&s->to->model, people_fields(s->p));
	count_u(s);
	s->seen.at = map_new();
	for (size_t i = 0; i < blocks_passes(s->blocks); i++) {
		const double all = blocks_begin(s->blocks, i);

		skip[blocks] = blocks_fields(s->blocks);
		if (skip[blocks] == 0 || all == 0)
			continue;
		s->block = (unsigned)blocks;
		s->share = SAMPLE / all;
		blocks_each(s->blocks, 0, 1, take_pair, s);
		pairs[blocks++] = all;
	}
	linkage_fit(&s->to->model, s->seen.of, map_count(s->seen.at), skip, blocks, PRIOR_PAIRS);
	s->to->prior = prior_odds(s, pairs, blocks);
	find_shared(s, skip, blocks);
	map_free(s->seen.at);
	free(s->seen.of);
}
