/*
 * leave_last - how good recommendations are: hides the last purchase of each customer, recommends
 * from the rest, and compares with the most popular items (pure).
 *
 * What is hidden are the items that a customer bought for the first time on the last day with such
 * an item. Customers without earlier items are left out. A hit is a hidden item among the first
 * MOST recommended. The reciprocal rank is 1 over the rank of the first hit, 0 without one.
 */
#ifndef LEAVE_LAST_H
#define LEAVE_LAST_H
#include <stddef.h>
#include <stdint.h>

#include "lib/basket/baskets.h"
#include "lib/basket/neighbours.h"
#include "lib/stat/mean.h"

struct leave_last_method {
	int64_t hits;
	struct mean reciprocal;
};

struct leave_last {
	int64_t customers;	/* with hidden and earlier items */
	struct leave_last_method recommended, popular;
	/* per customer: recommended minus popular */
	struct mean hits, reciprocal;
};

struct leave_last leave_last_of(const struct baskets *, const struct neighbours_opts *,
    size_t most);

#endif
