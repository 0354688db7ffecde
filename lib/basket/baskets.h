/*
 * baskets - which customers bought which items, without repetitions (pure).
 *
 * Customers and items are numbered from 0; the caller chooses the order. A basket holds all items
 * that one customer has bought.
 */
#ifndef BASKETS_H
#define BASKETS_H
#include <stddef.h>
#include <stdint.h>

struct baskets_line {		/* a customer bought an item */
	uint32_t customer, item;
	int32_t day;
};

struct baskets {
	size_t customers, items;
	size_t filled;		/* customers with an item */
	size_t *from;		/* per customer, and one more: the first of its items in item[] */
	uint32_t *item;		/* ascending within a customer */
	int32_t *first;		/* as item: the day on which the customer first bought it */
	size_t *item_from;	/* the same by item: the first of its customers in customer[] */
	uint32_t *customer;	/* ascending within an item */
};

/* The caller frees the result with baskets_free. Lines may come in any order, and repeat. */
struct baskets *baskets_new(const struct baskets_line *, size_t n, size_t customers, size_t items);
void baskets_free(struct baskets *);

static inline size_t
baskets_size(const struct baskets *b, size_t customer)
{
	return b->from[customer + 1] - b->from[customer];
}

static inline size_t
baskets_buyers(const struct baskets *b, size_t item)
{
	return b->item_from[item + 1] - b->item_from[item];
}

/*
 * The last day on which the customer bought an item for the first time; DATE_NONE without items.
 */
int32_t baskets_last(const struct baskets *, size_t customer);

/* The baskets without the items that each customer first bought on that last day. */
struct baskets *baskets_before_last(const struct baskets *);

#endif
