/*
 * order_entries - what an order has earned, redeemed and reversed so far (program).
 */
#ifndef ORDER_ENTRIES_H
#define ORDER_ENTRIES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/points/entries.h"

struct store;
struct order_entries;

struct order_name {
	const char *id, *source;	/* whose number it is; "": of none */
};

struct order_entries *order_entries_open(struct store *);
void order_entries_close(struct order_entries *);

struct order_sums {
	char customer[65];
	int32_t day;			/* the last day of these entries */
	char date[DATE_TIME_SIZE];	/* the last date of that day, with the time if it has one */
	bool has_earned, has_redeemed, has_amount;
	bool is_reversed;		/* all of it */
	int64_t earned, redeemed;	/* at first, without reversals */
	int64_t amount, refunded;
};

/* What it has earned and redeemed, without its reversals. False: neither. */
bool order_entries_look(struct order_entries *, struct order_name, struct order_sums *);

/* The same with its reversals. */
bool order_entries_sum(struct order_entries *, struct order_name, struct order_sums *);

/* Has the order a reversal with this date and amount? AMOUNT NULL: without one. */
bool order_entries_has_refund(struct order_entries *, struct order_name, const char *date,
    const int64_t *amount);

/* The amounts of the reversals with this date, in their order. Valid until the next call. */
const int64_t *order_entries_refunds(struct order_entries *, struct order_name, const char *date,
    size_t *n);

struct order_entry {			/* that can be reversed */
	enum entries_step step;		/* earn or redeem */
	int64_t entry, lot, points;	/* of redeem below 0 */
	int64_t reversed;		/* so far; 0 or more */
};

/* The entries of the order. Valid until the next call. */
const struct order_entry *order_entries_read(struct order_entries *, struct order_name, size_t *n);

/* Was the lot opened by this order? */
bool order_entries_is_of(struct order_entries *, struct order_name, int64_t lot);

#endif
