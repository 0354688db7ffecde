/*
 * costs - what is known of the costs of a customer's orders, and the profit (pure).
 *
 * The profit of an order is its amount minus its cost. A refund is no exception: a cost below 0
 * says that goods came back, a cost of 0 that none did. A cost above the amount is a loss. An
 * order without a cost has no known profit; a margin, if there is one, stands in for it.
 */
#ifndef COSTS_H
#define COSTS_H
#include <stdbool.h>
#include <stdint.h>

struct costs {			/* amounts in ten-thousandths */
	int64_t cost;		/* the sum of the costs */
	int64_t costed;		/* the sum of the amounts of the orders that have one */
	int64_t with, without;	/* orders with a cost, orders without one */
};

/* Add an order, or other sums. Return false, and add nothing, if a sum exceeds 64 bits. */
bool costs_add(struct costs *, int64_t amount, bool has_cost, int64_t cost);
bool costs_join(struct costs *, const struct costs *);

enum costs_result {
	COSTS_OK,
	COSTS_UNKNOWN,		/* an order has no cost, and there is no margin */
	COSTS_LARGE,		/* the profit exceeds 64 bits */
};

/*
 * The profit of a customer with this spend. MARGIN: the share of the amount that is profit, of the
 * orders without a cost; NAN: not known.
 */
enum costs_result costs_profit(const struct costs *, int64_t spend, double margin, int64_t *profit);

/* The same for a calculation: not rounded, and NAN if it is not known. */
double costs_value(const struct costs *, int64_t spend, double margin);

#endif
