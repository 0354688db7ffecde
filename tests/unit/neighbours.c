/* neighbours: baskets of which all scores are known by hand, and random ones counted again. */
#include "lib/basket/neighbours.h"

#include <stdlib.h>

#include "tests/unit/random.h"
#include "tests/unit/tap.h"

enum { A, B, C, D, ITEMS };

static const struct neighbours_opts opts = { .score = NEIGHBOURS_COSINE, .support = 2, .most = 9,
	.threads = 1 };

/* As in association.c: A and B by three customers, A and C by two, D alone. */
static const struct baskets_line six[] = {
	{ 0, A, 1 }, { 0, B, 1 }, { 1, A, 1 }, { 1, B, 1 }, { 2, A, 1 }, { 2, B, 1 }, { 2, C, 1 },
	{ 3, A, 1 }, { 3, C, 1 }, { 4, C, 1 }, { 5, D, 1 },
};

static void
test_six(void)
{
	struct baskets *b = baskets_new(six, sizeof six / sizeof *six, 6, ITEMS);
	struct neighbours *n = neighbours_find(b, &opts);
	const struct neighbour *a = n->of + A * n->most;

	ok(n->n[A] == 1 && a->item == B && a->both == 3, "A: B by three customers");
	near(a->score, .8660254037844386, 1e-12, "its cosine");
	ok(n->n[C] == 0, "A and C are independent, B and C are seldom together");
	ok(n->n[D] == 0, "D was bought alone");
	neighbours_free(n);
	baskets_free(b);
}

/* Counts the customers of both items, and compares the best one. */
static bool
best_is_right(const struct baskets *b, const struct neighbours *n, uint32_t item)
{
	struct neighbour best = { 0 };

	for (uint32_t other = 0; other < b->items; other++) {
		uint32_t both = 0;

		for (size_t k = b->item_from[item]; k < b->item_from[item + 1]; k++)
			for (size_t i = b->item_from[other]; i < b->item_from[other + 1]; i++)
				both += b->customer[k] == b->customer[i];
		const struct association t = neighbours_counts(b, item, other, both);

		if (other != item && both >= 2 && association_positive(&t) &&
		    association_llr(&t) > best.score)
			best = (struct neighbour){ other, both, association_llr(&t) };
	}
	const struct neighbour *got = n->of + item * n->most;

	return best.both == 0 ? n->n[item] == 0 : n->n[item] > 0 && got->item == best.item &&
	    got->both == best.both && got->score == best.score;
}

static void
test_random(void)
{
	enum { LINES = 4000, CUSTOMERS = 300, MANY = 70 };
	struct baskets_line *line = calloc(LINES, sizeof *line);
	struct neighbours_opts one = opts, two;
	bool right = true, same = true;

	for (size_t i = 0; i < LINES; i++) {
		const uint32_t c = random_below(CUSTOMERS);

		/* half of the customers buy from a small range */
		line[i] = (struct baskets_line){ c, random_below(c % 2 ? MANY : MANY / 5), 1 };
	}
	struct baskets *b = baskets_new(line, LINES, CUSTOMERS, MANY);

	one.score = NEIGHBOURS_LLR;
	two = one;
	two.threads = 2;
	struct neighbours *n = neighbours_find(b, &one), *m = neighbours_find(b, &two);

	for (uint32_t i = 0; i < MANY; i++) {
		right = right && best_is_right(b, n, i);
		same = same && n->n[i] == m->n[i];
		for (size_t k = 0; same && k < n->n[i]; k++) {
			const struct neighbour *x = &n->of[i * n->most + k],
			    *y = &m->of[i * m->most + k];

			same = x->item == y->item && x->both == y->both && x->score == y->score;
		}
	}
	ok(right, "the best neighbour of each of 70 items, counted pair by pair");
	ok(same, "two threads find the same");
	neighbours_free(n);
	neighbours_free(m);
	baskets_free(b);
	free(line);
}

static void
test_insert(void)
{
	struct neighbour to[2];
	size_t n = 0;

	neighbours_insert(to, &n, 0, &(struct neighbour){ 1, 1, 1 });
	ok(n == 0, "no room");
	neighbours_insert(to, &n, 2, &(struct neighbour){ 5, 1, 1 });
	neighbours_insert(to, &n, 2, &(struct neighbour){ 3, 1, 1 });
	ok(n == 2 && to[0].item == 3 && to[1].item == 5, "of equals the lower item is first");
	neighbours_insert(to, &n, 2, &(struct neighbour){ 9, 1, 2 });
	ok(n == 2 && to[0].item == 9 && to[1].item == 3, "the last one is lost");
	neighbours_insert(to, &n, 2, &(struct neighbour){ 4, 1, 1 });
	ok(n == 2 && to[1].item == 3, "one that is not better changes nothing");
}

int
main(void)
{
	test_six();
	test_random();
	test_insert();
	return done();
}
