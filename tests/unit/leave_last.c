/* leave_last: five customers, of whom four can be tried, by hand. */
#include "lib/basket/leave_last.h"

#include "tests/unit/tap.h"

enum { A, B, C, D, ITEMS };
enum { EARLY, LATE };

/* Before the last day: A B, A B, A, C; then D, D, B, A. The fifth bought all on one day. */
static const struct baskets_line lines[] = {
	{ 0, A, EARLY }, { 0, B, EARLY }, { 0, D, LATE },
	{ 1, A, EARLY }, { 1, B, EARLY }, { 1, D, LATE },
	{ 2, A, EARLY }, { 2, B, LATE }, { 3, C, EARLY }, { 3, A, LATE },
	{ 4, A, LATE }, { 4, B, LATE },
};

/*
 * A and B are neighbours (2 * 4 > 3 * 2). So only the third customer, who has A, gets B: a hit at
 * rank 1. The most popular are A (3), B (2), C (1); nobody had D. The third customer gets B at rank
 * 1, the fourth A; the first two only C.
 */
int
main(void)
{
	const struct neighbours_opts opts = { .score = NEIGHBOURS_COSINE, .support = 2, .most = 9,
		.threads = 1 };
	struct baskets *b = baskets_new(lines, sizeof lines / sizeof *lines, 5, ITEMS);
	struct leave_last l = leave_last_of(b, &opts, 2);

	ok(l.customers == 4, "the customer of one day is left out");
	ok(l.recommended.hits == 1 && l.popular.hits == 2, "hits");
	near(mean_value(&l.recommended.reciprocal), .25, 1e-12, "mean reciprocal rank");
	near(mean_value(&l.popular.reciprocal), .5, 1e-12, "that of the most popular");
	near(mean_value(&l.hits), -.25, 1e-12, "the difference of the hits");
	near(mean_value(&l.reciprocal), -.25, 1e-12, "and of the ranks");
	baskets_free(b);

	b = baskets_new(lines + 10, 2, 5, ITEMS);
	l = leave_last_of(b, &opts, 2);
	ok(l.customers == 0 && l.recommended.hits == 0, "nobody can be tried");
	baskets_free(b);
	return done();
}
