/*
 * qualifying - what counts for the tier of a customer, from the store (program).
 */
#ifndef QUALIFYING_H
#define QUALIFYING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/points/programme.h"

struct store;
struct qualifying;

/* BY_SPEND: the amounts of the orders of the store; else points earned, less those reversed. */
struct qualifying *qualifying_open(struct store *, bool by_spend);
void qualifying_close(struct qualifying *);	/* NULL: does nothing */

/* The tier of a customer at the end of the day. */
struct tier_held qualifying_tier(struct qualifying *, const struct programme *,
    const char *customer, int32_t day);

#endif
