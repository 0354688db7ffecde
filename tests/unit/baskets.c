/* baskets: lines in any order, repetitions, customers and items without a line. */
#include "lib/basket/baskets.h"

#include <string.h>

#include "lib/base/date.h"
#include "tests/unit/tap.h"

enum { A, B, C, D, ITEMS };

static const struct baskets_line lines[] = {
	{ 2, C, 5 }, { 0, B, 3 }, { 0, A, 2 }, { 0, B, 1 }, { 2, A, 9 }, { 0, A, 2 }, { 2, A, 5 },
};

static bool
holds(const struct baskets *b, size_t customer, const uint32_t *item, size_t n)
{
	return baskets_size(b, customer) == n &&
	    (n == 0 || memcmp(b->item + b->from[customer], item, n * sizeof *item) == 0);
}

static bool
bought_by(const struct baskets *b, size_t item, const uint32_t *customer, size_t n)
{
	return baskets_buyers(b, item) == n &&
	    (n == 0 || memcmp(b->customer + b->item_from[item], customer,
	    n * sizeof *customer) == 0);
}

int
main(void)
{
	struct baskets *b = baskets_new(lines, sizeof lines / sizeof *lines, 3, ITEMS);

	ok(b->filled == 2, "two customers have an item");
	ok(holds(b, 0, (const uint32_t[]){ A, B }, 2), "sorted, each item once");
	ok(holds(b, 1, NULL, 0), "a customer without a line");
	ok(holds(b, 2, (const uint32_t[]){ A, C }, 2), "the last customer");
	ok(b->first[b->from[0] + B] == 1, "the first day of an item that was bought twice");
	ok(b->first[b->from[2]] == 5, "also if a later day came first");
	ok(bought_by(b, A, (const uint32_t[]){ 0, 2 }, 2), "the customers of an item");
	ok(bought_by(b, D, NULL, 0), "an item without a line");
	ok(baskets_last(b, 0) == 2 && baskets_last(b, 2) == 5, "the last day with a new item");
	ok(baskets_last(b, 1) == DATE_NONE, "without items there is none");

	struct baskets *before = baskets_before_last(b);

	ok(holds(before, 0, (const uint32_t[]){ B }, 1), "what was bought before the last day");
	ok(holds(before, 2, NULL, 0), "all on one day: nothing before");
	ok(before->filled == 1 && bought_by(before, B, (const uint32_t[]){ 0 }, 1) &&
	    bought_by(before, A, NULL, 0), "the same by item");
	baskets_free(before);
	baskets_free(b);

	b = baskets_new(NULL, 0, 0, 0);
	ok(b->filled == 0, "no lines");
	baskets_free(b);
	return done();
}
