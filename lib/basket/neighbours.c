#include "lib/basket/neighbours.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"

enum { CHUNKS = 64 };		/* parts of the work on all items */

struct job {
	const struct baskets *b;
	const struct neighbours_opts *opts;
	struct neighbours *to;
};

/* For one item after the other: how many of its customers bought each other item. */
struct counter {
	uint32_t *both;		/* per item; 0 between two items */
	uint32_t *seen;		/* the items that are not 0 */
	size_t n;
};

struct association
neighbours_counts(const struct baskets *b, uint32_t item, uint32_t other, uint32_t both)
{
	return (struct association){ both, (int64_t)baskets_buyers(b, item),
		(int64_t)baskets_buyers(b, other), (int64_t)b->filled };
}

static double
score(int by, const struct association *t)
{
	switch ((enum neighbours_score)by) {
	case NEIGHBOURS_COSINE:
		return association_cosine(t);
	case NEIGHBOURS_LIFT:
		return association_lift(t);
	case NEIGHBOURS_LLR:
		break;
	}
	return association_llr(t);
}

static void
count(const struct baskets *b, size_t item, struct counter *c)
{
	for (size_t k = b->item_from[item]; k < b->item_from[item + 1]; k++) {
		const size_t customer = b->customer[k];

		for (size_t i = b->from[customer]; i < b->from[customer + 1]; i++)
			if (c->both[b->item[i]]++ == 0)
				c->seen[c->n++] = b->item[i];
	}
	c->both[item] = 0;	/* with itself */
}

static bool
ranks_before(const struct neighbour *a, const struct neighbour *b)
{
	return a->score > b->score || (a->score == b->score && a->item < b->item);
}

void
neighbours_insert(struct neighbour *to, size_t *n, size_t most, const struct neighbour *new)
{
	size_t at = *n;

	if (at == most && (most == 0 || !ranks_before(new, &to[at - 1])))
		return;
	if (at == most)
		at--;
	else
		++*n;
	for (; at > 0 && ranks_before(new, &to[at - 1]); at--)
		to[at] = to[at - 1];
	to[at] = *new;
}

static void
find(const struct job *j, uint32_t item, struct counter *c)
{
	struct neighbour *to = j->to->of + item * j->to->most;

	count(j->b, item, c);
	for (size_t i = 0; i < c->n; i++) {
		const uint32_t other = c->seen[i], both = c->both[other];
		const struct association t = neighbours_counts(j->b, item, other, both);

		if (both > 0 && both >= j->opts->support && association_positive(&t))
			neighbours_insert(to, &j->to->n[item], j->to->most,
			    &(struct neighbour){ other, both, score(j->opts->score, &t) });
		c->both[other] = 0;
	}
	c->n = 0;
}

/* Every CHUNKS-th item: neighbouring numbers often belong to one range of goods. */
static void
find_some(void *ctx, size_t chunk)
{
	const struct job *j = ctx;
	struct counter c = {
		.both = mem_new(j->b->items, sizeof *c.both),
		.seen = mem_new(j->b->items, sizeof *c.seen),
	};

	for (size_t i = chunk; i < j->b->items; i += CHUNKS)
		find(j, (uint32_t)i, &c);
	free(c.both);
	free(c.seen);
}

struct neighbours *
neighbours_find(const struct baskets *b, const struct neighbours_opts *o)
{
	struct neighbours *to = mem_new(1, sizeof *to);
	struct job j = { b, o, to };

	to->items = b->items;
	to->most = (size_t)o->most < b->items ? (size_t)o->most : b->items;
	to->n = mem_new(b->items, sizeof *to->n);
	to->of = mem_new(b->items * to->most, sizeof *to->of);
	work_each(o->threads, CHUNKS, find_some, &j);
	return to;
}

void
neighbours_free(struct neighbours *n)
{
	free(n->n);
	free(n->of);
	free(n);
}
