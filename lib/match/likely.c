#include "lib/match/likely_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"

enum { CROWD = BLOCKS_CROWD };
#define BIT(f) BLOCKS_BIT(f)
#define LEAST_SCORE .5	/* of a pair of tier 2, and of a doubtful one of tier 1 */

/* Something of the name or the birthday speaks against it. If cells are missing, nothing does. */
static bool
is_different(linkage_pattern levels)
{
	const unsigned birthday = linkage_level(levels, PEOPLE_BIRTHDAY);

	return birthday == PEOPLE_OTHER || likely_is_renamed(levels) ||
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
keep(struct likely_run *run, const struct likely_pair *pair)
{
	run->pair = mem_grow(run->pair, run->n + 1, &run->room, sizeof *run->pair);
	run->pair[run->n++] = *pair;
}

/* The evidence: of all fields, or if it is doubtful, without what families share. */
static double
weigh(const struct likely_search *s, const struct person *a, const struct person *b,
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
score_of(const struct likely_search *s, linkage_pattern levels, double all, double personal)
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
	struct likely_run *run = ctx;
	const struct likely_search *s = run->s;
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
	struct likely_search *s = ctx;

	blocks_each(s->blocks, i, LIKELY_PARTS, judge, &s->run[i]);
}

static int
by_people(const void *a, const void *b)
{
	const struct likely_pair *x = a, *y = b;

	return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* All pairs of the runs, each once, in their order. */
static void
gather(struct likely_search *s)
{
	struct likely *to = s->to;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < LIKELY_PARTS; i++) {
		n += s->run[i].n;
		to->compared += s->run[i].compared;
		to->refused += s->run[i].refused;
	}
	to->pair = mem_new(n, sizeof *to->pair);
	for (size_t i = 0; i < LIKELY_PARTS; i++) {
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
	struct likely_search s = { .p = p, .least = least_score };
	struct likely *to = s.to = mem_new(1, sizeof *to);

	if (p->against ? p->incoming == 0 || p->incoming == p->n : p->n < 2)
		return to;
	for (size_t i = 0; i < LIKELY_PARTS; i++)
		s.run[i].s = &s;
	s.blocks = blocks_new(p);
	likely_fit(&s);
	for (size_t i = 0; i < blocks_passes(s.blocks); i++) {
		blocks_begin(s.blocks, i);
		s.now = blocks_fields(s.blocks);
		work_each(threads, LIKELY_PARTS, judge_part, &s);
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
