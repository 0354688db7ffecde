#include "lib/basket/leave_last.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/basket/recommend.h"

struct trial {
	const struct baskets *all, *before;
	size_t *popular;	/* the items, the most popular first */
	size_t most;
	bool *hidden, *owned;	/* per item, for one customer at a time */
};

/* All items by the number of customers who had them before; of equals, the lower item. */
static size_t *
by_popularity(const struct baskets *b)
{
	size_t n = b->items;
	struct sort_ranked *rank = mem_new(n, sizeof *rank);

	for (size_t i = 0; i < n; i++)
		rank[i] = (struct sort_ranked){ .by = (double)baskets_buyers(b, i), .row = i };
	size_t *order = sort_top(rank, &n, n);

	free(rank);
	return order;
}

static void
mark(const struct baskets *b, size_t customer, bool *of, bool value)
{
	for (size_t k = b->from[customer]; k < b->from[customer + 1]; k++)
		of[b->item[k]] = value;
}

/* The rank of the first hit among N recommendations, from 1; 0: none. */
static size_t
rank_recommended(const struct trial *t, const struct recommendation *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (t->hidden[r[i].item])
			return i + 1;
	return 0;
}

/* The same among the most popular items that the customer did not have. */
static size_t
rank_popular(const struct trial *t)
{
	size_t rank = 0;

	for (size_t i = 0; i < t->all->items && rank < t->most; i++) {
		if (baskets_buyers(t->before, t->popular[i]) == 0)
			break;
		if (t->owned[t->popular[i]])
			continue;
		rank++;
		if (t->hidden[t->popular[i]])
			return rank;
	}
	return 0;
}

static double
add(struct leave_last_method *m, size_t rank)
{
	const double reciprocal = rank > 0 ? 1 / (double)rank : 0;

	m->hits += rank > 0;
	mean_add(&m->reciprocal, reciprocal);
	return reciprocal;
}

static void
try_customer(struct trial *t, size_t customer, struct recommend *r, struct recommendation *room,
    struct leave_last *to)
{
	const size_t n = recommend_for(r, customer, t->most, room);

	mark(t->before, customer, t->owned, true);
	mark(t->all, customer, t->hidden, true);
	mark(t->before, customer, t->hidden, false);
	const size_t a = rank_recommended(t, room, n), b = rank_popular(t);
	const double ra = add(&to->recommended, a), rb = add(&to->popular, b);

	to->customers++;
	mean_add(&to->hits, (double)(a > 0) - (double)(b > 0));
	mean_add(&to->reciprocal, ra - rb);
	mark(t->all, customer, t->hidden, false);
	mark(t->before, customer, t->owned, false);
}

struct leave_last
leave_last_of(const struct baskets *all, const struct neighbours_opts *o, size_t most)
{
	struct baskets *before = baskets_before_last(all);
	struct neighbours *near = neighbours_find(before, o);
	struct recommend *r = recommend_new(before, near);
	struct recommendation *room = mem_new(most, sizeof *room);
	struct trial t = { .all = all, .before = before, .popular = by_popularity(before),
		.most = most, .hidden = mem_new(all->items, sizeof *t.hidden),
		.owned = mem_new(all->items, sizeof *t.owned) };
	struct leave_last to = { 0 };

	for (size_t c = 0; c < all->customers; c++)
		if (baskets_size(before, c) > 0)
			try_customer(&t, c, r, room, &to);
	free(t.popular);
	free(t.hidden);
	free(t.owned);
	free(room);
	recommend_free(r);
	neighbours_free(near);
	baskets_free(before);
	return to;
}
