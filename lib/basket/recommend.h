/*
 * recommend - the items that suit a customer, and why (pure).
 *
 * The score of an item is the sum of its scores as a neighbour of the items that the customer has
 * (item-based collaborative filtering: Sarwar, Karypis, Konstan and Riedl, WWW 2001; Linden, Smith
 * and York, IEEE Internet Computing 7(1), 2003). Items that the customer has are left out.
 */
#ifndef RECOMMEND_H
#define RECOMMEND_H
#include <stddef.h>
#include <stdint.h>

#include "lib/basket/baskets.h"
#include "lib/basket/neighbours.h"

struct recommendation {
	uint32_t item;
	double score;
	/* the item of the customer that adds most to the score, and the customers who have both */
	uint32_t because, both;
};

struct recommend;		/* room for the work of one thread */

struct recommend *recommend_new(const struct baskets *, const struct neighbours *);
void recommend_free(struct recommend *);

/*
 * Writes at most MOST items for the customer to TO, the highest score first; of equals, the lower
 * item. Returns their number.
 */
size_t recommend_for(struct recommend *, size_t customer, size_t most, struct recommendation *to);

#endif
