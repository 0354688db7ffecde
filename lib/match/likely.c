/*
 * How the parts work together: blocks.h says which pairs have something in common. First a sample
 * of the pairs of each pass is compared, to which the model is fitted (fit); then all of them
 * (judge), and the likely ones are kept.
 */
#include "lib/match/likely.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/match/blocks.h"

enum { PARTS = 64, SAMPLE = 50000, RANDOM = 400000, CROWD = BLOCKS_CROWD };
#define BIT(f) BLOCKS_BIT(f)
#define PRIOR_PAIRS 20.		/* how many pairs the m of before counts for */
#define PRIOR_RANDOM 200.	/* and its u */
#define PRIOR_COUNT 1000.	/* and the u of a value */
#define LEAST_SCORE .5	/* of a pair of tier 2, and of a doubtful one of tier 1 */
#define MADE_OF_NAME 6.	/* the most bits of similar addresses of people with the same name */
#define FAMILIES .3	/* a field is shared if more of its doubtful pairs are families */

struct run {			/* over a part of the pairs of each pass */
	const struct search *s;
	struct likely_pair *pair;
	size_t n, room, compared, refused;
};

struct seen {			/* the patterns of the sample */
	struct map *at;
	struct linkage_seen *of;
	size_t room;
};

struct search {
	const struct people *p;
	struct likely *to;
	double least;
	struct blocks *blocks;
	unsigned now;		/* the fields of the pass */
	struct seen seen;
	unsigned block;		/* of the pairs that are sampled */
	double share;		/* how many of them are taken */
	struct run run[PARTS];
};

/* What is assumed of m and u, as far as the data say nothing: by level, from PEOPLE_OTHER. */
static const double usual_m[PEOPLE_ON + 1][PEOPLE_LEVELS] = {
	[PEOPLE_NAME] = { 0, .03, .01, .03, .03, .15, .75 },
	[PEOPLE_BIRTHDAY] = { 0, .03, .001, .001, .018, .1, .85 },
	[PEOPLE_PHONE] = { 0, .35, .001, .001, .018, .05, .58 },
	[PEOPLE_EMAIL] = { 0, .35, .001, .001, .018, .05, .58 },
	[PEOPLE_CITY] = { 0, .15, .001, .001, .001, .05, .797 },
	[PEOPLE_ON] = { 0, .25, .001, .001, .001, .15, .597 },
};
static const double usual_u[PEOPLE_ON + 1][PEOPLE_LEVELS] = {
	[PEOPLE_NAME] = { 0, .9594, .02, .015, .005, .0005, .0001 },
	[PEOPLE_BIRTHDAY] = { 0, .995548, 1e-6, 1e-6, .004, .0004, .00005 },
	[PEOPLE_PHONE] = { 0, .999977, 1e-6, 1e-6, 1e-5, 1e-5, 1e-6 },
	[PEOPLE_EMAIL] = { 0, .999887, 1e-6, 1e-6, 1e-4, 1e-5, 1e-6 },
	[PEOPLE_CITY] = { 0, .94997, 1e-5, 1e-5, 1e-5, .005, .045 },
	[PEOPLE_ON] = { 0, .99297, 1e-5, 1e-5, 1e-5, .004, .003 },
};

static size_t
usual(size_t field)
{
	return field < PEOPLE_ON ? field : PEOPLE_ON;
}

/* The probability that somebody else has the value that the two people have in common. */
static double
shared_u(size_t field, double count, double all)
{
	const double more = PRIOR_COUNT * usual_u[usual(field)][PEOPLE_SAME];

	return (fmax(count - 2, 0) + more) / (fmax(all - 2, 0) + PRIOR_COUNT);
}

/* A name is as frequent as it is, or as its words are together. */
static double
name_u(const struct people *p, const struct person *a, const struct person *b)
{
	const double all = (double)p->filled[PEOPLE_NAME];
	double words = 1;

	for (unsigned i = 0; i < a->name.words; i++)
		words *= (fmax(p->word_count[a->name.word[i]] - 2., 0) + 1) / (all + PRIOR_COUNT);
	const double one = shared_u(PEOPLE_NAME, p->count[PEOPLE_NAME][a->name.whole], all),
	    other = shared_u(PEOPLE_NAME, p->count[PEOPLE_NAME][b->name.whole], all);

	return fmax(words, fmax(one, other));
}

double
likely_weight(const struct likely *l, const struct people *p, const struct person *a,
    const struct person *b, linkage_pattern levels, size_t f)
{
	const unsigned level = linkage_level(levels, f);
	double u = l->model.u[f][level];

	if (level == PEOPLE_MISSING)
		return 0;
	if (level != PEOPLE_SAME) {
		const double w = log2(l->model.m[f][level] / u);

		return f == PEOPLE_EMAIL && linkage_level(levels, PEOPLE_NAME) >= PEOPLE_NEAR ?
		    fmin(w, MADE_OF_NAME) : w;
	}
	if (f == PEOPLE_NAME)
		u = name_u(p, a, b);
	else
		u = shared_u(f, p->count[f][people_value(p, a, f)], (double)p->filled[f]);
	return fmax(log2(l->model.m[f][level] / u), 0);
}

bool
likely_contradict(linkage_pattern levels)
{
	const unsigned name = linkage_level(levels, PEOPLE_NAME);

	return linkage_level(levels, PEOPLE_BIRTHDAY) == PEOPLE_OTHER &&
	    (name == PEOPLE_OTHER || name == PEOPLE_GIVEN);
}

/* The given name is another, or the whole name is. */
static bool
is_renamed(linkage_pattern levels)
{
	const unsigned name = linkage_level(levels, PEOPLE_NAME);

	return name == PEOPLE_OTHER || name == PEOPLE_GIVEN;
}

bool
likely_is_doubtful(linkage_pattern levels)
{
	const unsigned birthday = linkage_level(levels, PEOPLE_BIRTHDAY);

	if (linkage_level(levels, PEOPLE_NAME) >= PEOPLE_NEAR)
		return birthday == PEOPLE_OTHER;
	return birthday < PEOPLE_NEAR || is_renamed(levels);
}

/* Something of the name or the birthday speaks against it. If cells are missing, nothing does. */
static bool
is_different(linkage_pattern levels)
{
	const unsigned birthday = linkage_level(levels, PEOPLE_BIRTHDAY);

	return birthday == PEOPLE_OTHER || is_renamed(levels) ||
	    (linkage_level(levels, PEOPLE_NAME) == PEOPLE_HALF && birthday < PEOPLE_NEAR);
}

/* Besides the name, the city where many live, and the fields SKIP: what agrees, or nearly so. */
static unsigned
evidence(const struct people *p, linkage_pattern levels, unsigned skip)
{
	unsigned n = 0;

	for (size_t f = PEOPLE_BIRTHDAY; f < people_fields(p); f++) {
		const unsigned level = linkage_level(levels, f);
		const unsigned least = f == PEOPLE_PHONE || f == PEOPLE_EMAIL ? PEOPLE_PART :
		    PEOPLE_NEAR;

		n += f != PEOPLE_CITY && !(skip >> f & 1) && level >= least;
	}
	return n;
}

static bool
same_key(const struct people *p, const struct person *a, linkage_pattern levels, size_t field)
{
	return linkage_level(levels, field) == PEOPLE_SAME &&
	    p->count[field][a->value[field]] <= CROWD;
}

static bool
same_name_and(const struct people *p, linkage_pattern levels)
{
	bool more = linkage_level(levels, PEOPLE_BIRTHDAY) == PEOPLE_SAME ||
	    linkage_level(levels, PEOPLE_PHONE) >= PEOPLE_PART;

	for (size_t f = PEOPLE_ON; f < people_fields(p); f++)
		more |= linkage_level(levels, f) == PEOPLE_SAME;
	return more && linkage_level(levels, PEOPLE_NAME) == PEOPLE_SAME;
}

static void
keep(struct run *run, const struct likely_pair *pair)
{
	run->pair = mem_grow(run->pair, run->n + 1, &run->room, sizeof *run->pair);
	run->pair[run->n++] = *pair;
}

/* The evidence: of all fields, or if it is doubtful, without what families share. */
static double
weigh(const struct search *s, const struct person *a, const struct person *b,
    linkage_pattern levels, double *personal)
{
	double all = 0;

	*personal = 0;
	for (size_t f = 0; f < people_fields(s->p); f++) {
		const double w = likely_weight(s->to, s->p, a, b, levels, f);

		all += w;
		if (w < 0 || !(s->to->shared >> f & 1))
			*personal += w;
	}
	return all;
}

/* A doubtful pair needs something that a person has alone: twins have the birthday in common. */
static double
score_of(const struct search *s, linkage_pattern levels, double all, double personal)
{
	const bool named = linkage_level(levels, PEOPLE_NAME) > PEOPLE_OTHER,
	    doubtful = likely_is_doubtful(levels);

	if (likely_contradict(levels) || evidence(s->p, levels, 0) <= !named ||
	    (doubtful && evidence(s->p, levels, s->to->shared | BIT(BIRTHDAY)) == 0))
		return 0;
	return linkage_score(doubtful ? personal : all, s->to->prior);
}

/* Two people: their tier and score, and whether they are kept. */
static void
judge(void *ctx, size_t i, size_t j)
{
	struct run *run = ctx;
	const struct search *s = run->s;
	const struct people *p = s->p;
	const struct person *a = &p->of[i], *b = &p->of[j];
	const linkage_pattern levels = people_compare(p, a, b);
	const bool external = a->external > 0 && a->external == b->external;
	const bool by_email = same_key(p, a, levels, PEOPLE_EMAIL);
	const bool key = by_email || same_key(p, a, levels, PEOPLE_PHONE);
	double personal;

	run->compared++;
	if (p->against && strcmp(a->id, b->id) == 0)
		return;
	if (!external && !key && s->least > 0 && evidence(p, levels, 0) == 0)
		return;
	const double weight = weigh(s, a, b, levels, &personal),
	    score = score_of(s, levels, weight, personal);
	const bool sure = !is_different(levels) || score >= LEAST_SCORE;
	const bool first = external || (key && sure),
	    second = score >= LEAST_SCORE && same_name_and(p, levels);

	run->refused += key && !first && s->now == (by_email ? BIT(EMAIL) : BIT(PHONE));
	if (!first && !second && score < s->least)
		return;
	const bool swap = people_precedes(p, b, a);

	keep(run, &(struct likely_pair){ .a = (uint32_t)(swap ? j : i),
	    .b = (uint32_t)(swap ? i : j), .levels = levels, .weight = (float)weight,
	    .score = (float)score, .tier = first ? 1 : second ? 2 : 3, .external = external });
}

static void
judge_part(void *ctx, size_t i)
{
	struct search *s = ctx;

	blocks_each(s->blocks, i, PARTS, judge, &s->run[i]);
}

/* A number that looks random, of a counter (splitmix64). */
static uint64_t
scatter(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

static void
set_usual(struct linkage *l, size_t fields)
{
	l->fields = fields;
	for (size_t f = 0; f < fields; f++)
		for (unsigned k = 0; k < PEOPLE_LEVELS; k++) {
			l->m[f][k] = usual_m[usual(f)][k];
			l->u[f][k] = usual_u[usual(f)][k];
		}
}

/* Counts u in pairs at random; without those that look like a match by what is usual. */
static void
count_u(struct search *s)
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
	struct search *s = ctx;
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
prior_odds(const struct search *s, const double *pairs, size_t blocks)
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
find_shared(struct search *s, const unsigned *field, size_t blocks)
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
			all += is_renamed(seen->pattern) || linkage_level(seen->pattern,
			    PEOPLE_BIRTHDAY) == PEOPLE_OTHER ? seen->n : 0;
			both += likely_contradict(seen->pattern) ? seen->n : 0;
		}
		if (!(field[b] & person) && both >= FAMILIES * all)
			s->to->shared |= field[b];
	}
}

static void
fit(struct search *s)
{
	unsigned skip[LINKAGE_BLOCKS] = { 0 };
	double pairs[LINKAGE_BLOCKS] = { 0 };
	size_t blocks = 0;

	set_usual(&s->to->model, people_fields(s->p));
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

static int
by_people(const void *a, const void *b)
{
	const struct likely_pair *x = a, *y = b;

	return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* All pairs of the runs, each once, in their order. */
static void
gather(struct search *s)
{
	struct likely *to = s->to;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < PARTS; i++) {
		n += s->run[i].n;
		to->compared += s->run[i].compared;
		to->refused += s->run[i].refused;
	}
	to->pair = mem_new(n, sizeof *to->pair);
	for (size_t i = 0; i < PARTS; i++) {
		if (s->run[i].n > 0)
			memcpy(to->pair + to->n, s->run[i].pair,
			    s->run[i].n * sizeof *to->pair);
		to->n += s->run[i].n;
		free(s->run[i].pair);
	}
	qsort(to->pair, n, sizeof *to->pair, by_people);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || by_people(&to->pair[kept - 1], &to->pair[i]) != 0)
			to->pair[kept++] = to->pair[i];
	to->n = kept;
}

static struct likely_crowd
find_crowd(const struct people *p, size_t field)
{
	struct likely_crowd to = { 0 };
	uint32_t most = CROWD;

	for (size_t i = 0; i < p->n; i++) {
		const uint32_t v = p->of[i].value[field], count = v ? p->count[field][v] : 0;

		to.people += count > CROWD;
		if (count > most) {
			most = count;
			to.example = (uint32_t)i;
		}
	}
	for (uint32_t v = 1; p->filled[field] > 0 && to.people > 0 && v <= p->values[field]; v++)
		to.values += p->count[field][v] > CROWD;
	return to;
}

struct likely *
likely_find(const struct people *p, double least_score, unsigned threads)
{
	struct search s = { .p = p, .least = least_score };
	struct likely *to = s.to = mem_new(1, sizeof *to);

	if (p->against ? p->incoming == 0 || p->incoming == p->n : p->n < 2)
		return to;
	for (size_t i = 0; i < PARTS; i++)
		s.run[i].s = &s;
	s.blocks = blocks_new(p);
	fit(&s);
	for (size_t i = 0; i < blocks_passes(s.blocks); i++) {
		blocks_begin(s.blocks, i);
		s.now = blocks_fields(s.blocks);
		work_each(threads, PARTS, judge_part, &s);
	}
	gather(&s);
	to->phones = find_crowd(p, PEOPLE_PHONE);
	to->emails = find_crowd(p, PEOPLE_EMAIL);
	blocks_free(s.blocks);
	return to;
}

void
likely_limit(struct likely *l, unsigned tier)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->pair[i].tier <= tier)
			l->pair[n++] = l->pair[i];
	l->n = n;
}

void
likely_free(struct likely *l)
{
	free(l->pair);
	free(l);
}
