/*
 * The intervals of single customers. The distribution of the purchases is exact (predictive.h); it
 * is mixed over the points of the cubature of the parameters (uncertain.h). That of the sum spent
 * is mixed in the same way (ggsum.h). In its unit it depends on the tuple of the customer and,
 * weakly, on ggsum_share. So the bounds are computed per tuple, for the shares 0 and 1, and
 * interpolated.
 *
 * The purchases of a customer are discounted by the same factor, that of the expected ones.
 */
#include <math.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/base/work.h"
#include "lib/io/opt.h"
#include "lib/value/buyer_own.h"
#include "lib/value/dropout.h"
#include "lib/value/ggsum.h"
#include "lib/value/likelihood.h"
#include "lib/value/predictive.h"

enum { GROUP = 4096 };		/* tuples that a thread computes at once */

void
buyer_too_many(void)
{
	fail("a customer may have more than %d purchases within the horizon;"
	    " use a shorter --horizon", PREDICTIVE_MOST);
}

/* The models of a class that are as likely as the fit, of equal weight. */
struct points {
	size_t n;
	struct btyd of[2 * DROPOUT_DIM];
};

static struct points
points(const struct buyer *b, size_t class)
{
	double turn[4][FIT_DIM], move[FIT_DIM];
	const struct btyd *m = buyer_model_of(b, class);
	const struct uncertain u = buyer_uncertain_of(b, class, turn);
	struct points p = { .n = uncertain_points(&u) };

	for (size_t i = 0; i < p.n; i++) {
		uncertain_point(&u, i, move);
		p.of[i] = u.dim > 0 ? likelihood_moved(m, move) : *m;
	}
	return p;
}

static bool
set_tuple(struct predictive *p, const struct btyd *m, const struct btyd_tuple *t, double weeks)
{
	return predictive_set(p, m, (double)t->x, t->recency / BUYER_WEEK, t->age / BUYER_WEEK,
	    weeks);
}

/* Sets ALL to the mixture; ONE is room for a part of it. */
static bool
mix(const struct points *p, const struct btyd_tuple *t, double weeks, struct predictive *one,
    struct predictive *all)
{
	all->n = 0;
	for (size_t i = 0; i < p->n; i++) {
		if (!set_tuple(one, &p->of[i], t, weeks))
			return false;
		predictive_add(all, 1 / (double)p->n, one);
	}
	return true;
}

static void
set_spent(struct ggsum *s, double x, const struct predictive *p, double confidence, double to[2][2])
{
	for (int end = 0; end < 2; end++)
		for (int side = 0; side < 2; side++)
			to[end][side] = end == 1 && x == 0 ? to[0][side] :
			    ggsum_quantile(s, end, p,
			    side == 0 ? (1 - confidence) / 2 : (1 + confidence) / 2);
}

/* S is that of x; NULL: no spend model. */
static struct buyer_bounds
bounds(struct ggsum *s, double x, const struct predictive *p, double confidence)
{
	struct buyer_bounds to = { .orders = {
		(double)predictive_quantile(p, (1 - confidence) / 2),
		(double)predictive_quantile(p, (1 + confidence) / 2) } };

	if (s != NULL)
		set_spent(s, x, p, confidence, to.spent);
	return to;
}

/* What the threads share: the tuples in the order of their x, in groups of the same x. */
struct groups {
	struct buyer *b;
	struct ggsum_points spend;
	uint64_t *tuple;
	size_t *first, n;	/* the first place of each group; one more than there are */
	bool *failed;		/* per group */
};

static struct ggsum *
sum_of(const struct ggsum_points *p, double x)
{
	return p->n > 0 ? ggsum_new(p, x) : NULL;
}

static void
bounds_of_group(void *ctx, size_t group)
{
	const struct groups *g = ctx;
	const struct buyer *b = g->b;
	const double x = (double)b->tuples->tuple[g->tuple[g->first[group]]].x;
	struct predictive one = { 0 }, all = { 0 };
	struct ggsum *s = sum_of(&g->spend, x);
	size_t class = SIZE_MAX;
	struct points p;

	for (size_t at = g->first[group]; at < g->first[group + 1]; at++) {
		const size_t i = g->tuple[at];

		if (class != buyer_class(b, i))
			p = points(b, class = buyer_class(b, i));
		if (mix(&p, &b->tuples->tuple[i], b->t, &one, &all))
			b->bounds[i] = bounds(s, x, &all, b->opts.confidence);
		else
			g->failed[group] = true;
	}
	if (s != NULL)
		ggsum_free(s);
	predictive_free(&one);
	predictive_free(&all);
}

/* Sorts the tuples: with covariates they are sorted by class first. */
static void
group_tuples(struct groups *g, const struct tuples *t)
{
	uint64_t *x = mem_new(t->n, sizeof *x);

	g->tuple = mem_new(t->n, sizeof *g->tuple);
	g->first = mem_new(t->n + 1, sizeof *g->first);
	for (size_t i = 0; i < t->n; i++) {
		x[i] = (uint64_t)t->tuple[i].x;
		g->tuple[i] = i;
	}
	sort_with(x, g->tuple, t->n);
	for (size_t i = 0; i < t->n; i++)
		if (i == 0 || x[i] != x[i - 1] || i - g->first[g->n - 1] >= GROUP)
			g->first[g->n++] = i;
	g->first[g->n] = t->n;
	free(x);
}

static void
each_group(struct groups *g, void (*fn)(void *, size_t))
{
	bool failed = false;

	group_tuples(g, g->b->tuples);
	g->failed = mem_new(g->n, sizeof *g->failed);
	work_each(g->b->threads, g->n, fn, g);
	for (size_t i = 0; i < g->n; i++)
		failed |= g->failed[i];
	free(g->failed);
	free(g->first);
	free(g->tuple);
	if (failed)
		buyer_too_many();
}

void
buyer_interval_prepare(struct buyer *b)
{
	struct groups g = { .b = b };

	buyer_note_errors(b);
	if (b->has_spend)
		ggsum_points(&b->spend, &g.spend);
	b->bounds = mem_new(b->tuples->n, sizeof *b->bounds);
	each_group(&g, bounds_of_group);
}

/* If a customer costs more than they bring, more purchases are worth less. */
static struct buyer_interval
interval(const struct buyer *b, const struct buyer_bounds *at, const struct btyd_value *v,
    struct buyer_amounts of)
{
	struct buyer_interval to = { at->orders[0], at->orders[1], NAN, NAN };

	if (!b->has_spend)
		return to;
	const double share = ggsum_share(&b->spend.par, of.spent.x, of.spent.zbar);
	const double factor = v->expected > 0 ? v->discounted / v->expected : 1;
	const double unit = of.margin * factor *
	    ggsum_unit(&b->spend.par, of.spent.x, of.spent.zbar);
	const double *first = at->spent[0], *last = at->spent[1];
	const double end[2] = { unit * (first[0] + share * (last[0] - first[0])),
	    unit * (first[1] + share * (last[1] - first[1])) };

	to.clv_low = end[unit < 0];
	to.clv_high = end[!(unit < 0)];
	return to;
}

struct buyer_interval
buyer_interval_of(const struct buyer *b, size_t class, const struct btyd_tuple *t,
    const struct btyd_value *v, struct buyer_amounts of)
{
	const struct points p = points(b, class);
	struct ggsum_points spend = { 0 };
	struct predictive one = { 0 }, all = { 0 };

	if (!mix(&p, t, b->t, &one, &all))
		buyer_too_many();
	if (b->has_spend)
		ggsum_points(&b->spend, &spend);
	struct ggsum *s = sum_of(&spend, of.spent.x);
	const struct buyer_bounds at = bounds(s, of.spent.x, &all, b->opts.confidence);

	if (s != NULL)
		ggsum_free(s);
	predictive_free(&one);
	predictive_free(&all);
	return interval(b, &at, v, of);
}

/* Customers whose repeat purchases the spend model does not know are rare. */
struct buyer_interval
buyer_interval(const struct buyer *b, const struct history *h)
{
	const size_t i = b->tuples->of[history_index(b->hs, h)];
	const struct buyer_amounts of = { buyer_spent(h), buyer_margin_of(b, h) };

	if (b->has_spend && h->frequency > 0 && !(of.spent.x > 0))
		return buyer_interval_of(b, buyer_class(b, i), &b->tuples->tuple[i], &b->value[i],
		    of);
	return interval(b, &b->bounds[i], &b->value[i], of);
}

static void
chances_of_group(void *ctx, size_t group)
{
	const struct groups *g = ctx;
	const struct buyer *b = g->b;
	const size_t width = (size_t)b->opts.chances + 1;
	struct predictive p = { 0 };

	for (size_t at = g->first[group]; at < g->first[group + 1]; at++) {
		const size_t i = g->tuple[at];

		if (!set_tuple(&p, buyer_model_of(b, buyer_class(b, i)), &b->tuples->tuple[i],
		    b->t))
			g->failed[group] = true;
		for (size_t k = 0; k < width; k++)
			b->chance[i * width + k] = predictive_at(&p, k);
	}
	predictive_free(&p);
}

void
buyer_chances_prepare(struct buyer *b)
{
	struct groups g = { .b = b };

	b->chance = mem_new(b->tuples->n * ((size_t)b->opts.chances + 1), sizeof *b->chance);
	each_group(&g, chances_of_group);
}

double
buyer_chance(const struct buyer *b, const struct history *h, size_t k)
{
	const size_t width = (size_t)b->opts.chances + 1;

	return b->chance[b->tuples->of[history_index(b->hs, h)] * width + k];
}

/* Whether errors of all fitted parameters are known. */
static bool
errors_known(const struct buyer *b)
{
	return b->purchases.uncertain.dim > 0 && (!b->has_spend ||
	    b->spend.par.limit == GGSPEND_ONE_AMOUNT || b->spend.uncertain.dim > 0);
}

void
buyer_note_errors(const struct buyer *b)
{
	if (!errors_known(b))
		opt_note("the parameters have no standard errors; intervals take them as exact");
}

const char *
buyer_predictive(const struct buyer *b)
{
	return errors_known(b) ? "predictive" : "predictive_fixed";
}

const char *
buyer_delta(const struct buyer *b)
{
	return errors_known(b) ? "delta" : "delta_fixed";
}
