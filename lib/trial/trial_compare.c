#include "lib/trial/trial_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/stat/holm.h"

#define ALPHA .05

int32_t
trial_end(const struct trial_opts *o, const struct trial_case *c)
{
	return c->assigned + duration_days(o->horizon, c->assigned);
}

/* The first day of the time before the trial, exclusive. */
static int32_t
begin_of(const struct trial_opts *o, const struct trial_case *c)
{
	if (o->before.unit == '\0')
		return c->assigned - duration_days(o->horizon, c->assigned);
	return duration_start(o->before, c->assigned);
}

/* For sorting: the cases of a group, by id. */
struct place {
	size_t group;
	struct trial_case *of;
};

static int
by_group(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return strcmp(x->of->id, y->of->id);
}

/* Per name its place in their order. The caller frees them. */
static size_t *
places(const struct map *names)
{
	const size_t n = map_count(names);
	size_t *order = map_order(names), *place = mem_new(n, sizeof *place);

	for (size_t i = 0; i < n; i++)
		place[order[i]] = i;
	free(order);
	return place;
}

/*
 * Sorts the cases by group, in the order of the names, and by id, so that the order of the rows
 * does not matter to the shuffles; for the same reason numbers the strata in the order of their
 * names. Leaves out those that are out.
 */
static void
sort_cases(struct trial_comparison *c)
{
	struct trial_list *l = &c->list;
	size_t *group = places(l->groups), *stratum = places(l->strata), n = 0;
	struct place *p = mem_new(l->n, sizeof *p);

	for (size_t i = 0; i < l->n; i++)
		if (!l->at[i].out)
			p[n++] = (struct place){ group[l->at[i].group], &l->at[i] };
	qsort(p, n, sizeof *p, by_group);
	struct trial_case *sorted = mem_new(n, sizeof *sorted);

	for (size_t i = 0; i < n; i++)
		sorted[i] = *p[i].of;
	for (size_t i = 0; i < n; i++)
		sorted[i].stratum = stratum[sorted[i].stratum];
	free(l->at);
	l->at = sorted;
	l->n = n;
	free(p);
	free(group);
	free(stratum);
}

static void
find_groups(struct trial_comparison *c)
{
	const struct trial_list *l = &c->list;

	c->group = mem_new(map_count(l->groups) + 1, sizeof *c->group);
	for (size_t i = 0, end; i < l->n; i = end) {
		struct trial_group *g = &c->group[c->groups++];

		for (end = i; end < l->n && l->at[end].group == l->at[i].group; end++) {
			struct trial_case *of = &l->at[end];

			of->pending = c->purchases && trial_end(l->opts, of) > c->known.day;
			g->pending += of->pending;
			g->ready[of->arm] += !of->pending;
		}
		g->from = i;
		g->n = end - i;
	}
	if (c->groups == 0 && l->opts->by == NULL)
		c->groups = 1;	/* of nobody */
}

static struct effect_case
effect_case(const struct trial_comparison *c, const struct trial_case *t, int measure)
{
	const struct trial_opts *o = c->list.opts;
	struct effect_case e = { t->value, t->past, (uint32_t)t->stratum, t->arm == ARM_HOLDOUT };

	if (measure == TRIAL_VALUE)
		return e;
	const struct history *h = purchases_of(c->purchases, t->id);
	const int32_t begin = begin_of(o, t);

	e.y = outcome_value(h, (enum outcome)measure, t->assigned, trial_end(o, t));
	e.x = begin < t->assigned ?
	    outcome_value(h, (enum outcome)measure, begin, t->assigned) : 0;
	return e;
}

/* A difference of a handful of customers is noise of any size. */
static void
empty(struct effect *e)
{
	e->value = e->low = e->high = e->p = e->saved = NAN;
	e->relative = e->relative_low = e->relative_high = NAN;
}

static void
compare(void *ctx, size_t i)
{
	struct trial_comparison *c = ctx;
	struct trial_result *r = &c->result[i];
	struct effect_case *e = mem_new(r->group->n, sizeof *e);
	size_t n = 0;

	for (size_t k = r->group->from; k < r->group->from + r->group->n; k++)
		if (!c->list.at[k].pending)
			e[n++] = effect_case(c, &c->list.at[k], r->measure);
	r->effect = effect_of(e, n, c->alpha, EFFECT_SEED);
	r->few = c->list.opts->by && r->effect.treated > 0 && r->effect.held > 0 &&
	    (r->effect.treated < TRIAL_FEWEST || r->effect.held < TRIAL_FEWEST ||
	    r->effect.why == EFFECT_FEW);
	if (r->few)
		empty(&r->effect);
	free(e);
}

/* The level of an interval: that of the look, divided by the groups that can be compared. */
static double
level(const struct trial_comparison *c)
{
	struct looks l = { 1, 1 };
	size_t groups = 0;

	if (c->list.opts->looks)
		looks_parse(c->list.opts->looks, &l);
	for (const struct trial_group *g = c->group; g < c->group + c->groups; g++)
		groups += g->ready[ARM_TREATMENT] > 0 && g->ready[ARM_HOLDOUT] > 0;
	return looks_level(l, ALPHA) / (double)(groups > 1 ? groups : 1);
}

static void
correct(struct trial_comparison *c)
{
	double *p = mem_new(c->groups, sizeof *p);

	for (size_t m = 0; m < c->measures; m++) {
		struct trial_result *r = c->result + m * c->groups;

		for (size_t g = 0; g < c->groups; g++)
			p[g] = r[g].effect.p;
		holm(p, c->groups);
		for (size_t g = 0; g < c->groups; g++)
			r[g].corrected = p[g];
	}
	free(p);
}

void
trial_compare(struct trial_comparison *c)
{
	const unsigned threads = work_threads_of(c->list.opts->facts.log.threads);

	sort_cases(c);
	find_groups(c);
	c->alpha = level(c);
	c->result = mem_new(c->measures * c->groups, sizeof *c->result);
	for (size_t m = 0; m < c->measures; m++)
		for (size_t g = 0; g < c->groups; g++)
			c->result[m * c->groups + g] = (struct trial_result){ .group = &c->group[g],
				.measure = c->measure[m] };
	work_each(threads, c->measures * c->groups, compare, c);
	correct(c);
}
