#include "lib/basket/recommend.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/mem.h"

struct sum {			/* of an item that the customer may get; zeroed between two */
	double score, best;	/* best: the largest part of the score */
	uint32_t because, both;
	bool seen, owned;
};

struct recommend {
	const struct baskets *b;
	const struct neighbours *near;
	struct sum *sum;	/* per item */
	uint32_t *seen;		/* the items that have a sum */
	size_t n;
	struct neighbour *best;	/* the items that are recommended */
	size_t room;
};

struct recommend *
recommend_new(const struct baskets *b, const struct neighbours *near)
{
	struct recommend *r = mem_new(1, sizeof *r);

	r->b = b;
	r->near = near;
	r->sum = mem_new(b->items, sizeof *r->sum);
	r->seen = mem_new(b->items, sizeof *r->seen);
	return r;
}

void
recommend_free(struct recommend *r)
{
	free(r->sum);
	free(r->seen);
	free(r->best);
	free(r);
}

/* Adds what the neighbours of an item that the customer has gain by it. */
static void
add(struct recommend *r, uint32_t owned)
{
	const struct neighbour *of = r->near->of + owned * r->near->most;

	for (size_t i = 0; i < r->near->n[owned]; i++) {
		struct sum *s = &r->sum[of[i].item];

		if (s->owned)
			continue;
		if (!s->seen)
			r->seen[r->n++] = of[i].item;
		s->seen = true;
		s->score += of[i].score;
		if (of[i].score > s->best) {
			s->best = of[i].score;
			s->because = owned;
			s->both = of[i].both;
		}
	}
}

static void
mark(struct recommend *r, size_t customer, bool owned)
{
	for (size_t k = r->b->from[customer]; k < r->b->from[customer + 1]; k++)
		r->sum[r->b->item[k]].owned = owned;
}

/* The best MOST of all sums. */
static size_t
choose(const struct recommend *r, size_t most, struct neighbour *to)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		neighbours_insert(to, &n, most, &(struct neighbour){ .item = r->seen[i],
		    .score = r->sum[r->seen[i]].score });
	return n;
}

static void
clear(struct recommend *r)
{
	for (size_t i = 0; i < r->n; i++)
		r->sum[r->seen[i]] = (struct sum){ 0 };
	r->n = 0;
}

size_t
recommend_for(struct recommend *r, size_t customer, size_t most, struct recommendation *to)
{
	mark(r, customer, true);
	for (size_t k = r->b->from[customer]; k < r->b->from[customer + 1]; k++)
		add(r, r->b->item[k]);
	r->best = mem_grow(r->best, most, &r->room, sizeof *r->best);
	const size_t n = choose(r, most, r->best);

	for (size_t i = 0; i < n; i++) {
		const struct sum *s = &r->sum[r->best[i].item];

		to[i] = (struct recommendation){ r->best[i].item, s->score, s->because, s->both };
	}
	clear(r);
	mark(r, customer, false);
	return n;
}
