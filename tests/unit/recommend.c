/* recommend: the scores of a customer are sums, known by hand. */
#include "lib/basket/recommend.h"

#include <math.h>

#include "tests/unit/tap.h"

enum { A, B, C, D, ITEMS };

static const struct neighbours_opts opts = { .score = NEIGHBOURS_COSINE, .support = 1, .most = 9,
	.threads = 1 };

/* Eight customers: ABC twice, A, B, AC, and D three times, once with A. */
static const struct baskets_line lines[] = {
	{ 0, A, 1 }, { 0, B, 1 }, { 0, C, 1 }, { 1, A, 1 }, { 1, B, 1 }, { 1, C, 1 }, { 2, A, 1 },
	{ 2, B, 1 }, { 3, B, 1 }, { 4, A, 1 }, { 4, C, 1 }, { 5, D, 1 }, { 6, D, 1 }, { 7, D, 1 },
	{ 7, A, 1 },
};

/*
 * A has five customers, B four, C three, D three; AB three, AC three, BC two, AD one. Of eight, AB
 * is positive (24 > 20), AC (24 > 15), BC (16 > 12), AD not (8 < 15).
 */
int
main(void)
{
	struct baskets *b = baskets_new(lines, sizeof lines / sizeof *lines, 8, ITEMS);
	struct neighbours *n = neighbours_find(b, &opts);
	struct recommend *r = recommend_new(b, n);
	struct recommendation to[4];

	ok(recommend_for(r, 2, 4, to) == 1 && to->item == C, "who has A and B gets C");
	near(to->score, 3 / sqrt(15) + 2 / sqrt(12), 1e-12, "the sum of the scores of both");
	ok(to->because == A && to->both == 3, "mostly because of A");
	ok(recommend_for(r, 3, 4, to) == 2 && to[0].item == A && to[1].item == C,
	    "who has B gets A, then C");
	near(to[0].score, 3 / sqrt(20), 1e-12, "the first score");
	near(to[1].score, 2 / sqrt(12), 1e-12, "the second");
	ok(recommend_for(r, 3, 1, to) == 1 && to->item == A, "only the best is asked for");
	ok(recommend_for(r, 3, 0, to) == 0, "none is asked for");
	ok(recommend_for(r, 0, 4, to) == 0, "who has all three gets nothing");
	ok(recommend_for(r, 5, 4, to) == 0, "D has no neighbour");
	ok(recommend_for(r, 2, 4, to) == 1 && to->because == A, "earlier calls leave no trace");
	recommend_free(r);
	neighbours_free(n);
	baskets_free(b);
	return done();
}
