/*
 * fold - an order log to one purchase history a customer, in one pass (program).
 *
 * A purchase day is a day with a row of amount >= 0; the rows of a day are one purchase.  A refund
 * (amount < 0) makes no day: it nets into the latest purchase day on or before it, so all that is
 * dated from the second purchase day on belongs to the repeat purchases.  One before any purchase
 * counts in spend alone.
 *
 * Rows of a customer that come in the order of their dates are folded as they come; the days of
 * each customer are kept all the same, and only those whose rows came otherwise are folded again
 * from them.  Memory: 64 bytes a customer, 16 a purchase day (and 16 an order_id).
 *
 * Customers are spread over parts by the hash of their ids, so that each thread can own a part:
 * the rows of a customer are then folded in the order of the file, however many threads there are.
 */
#ifndef FOLD_H
#define FOLD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fold;
struct fold_part;

struct fold_row {
	const char *id;		/* NUL-terminated, at most 64 bytes */
	uint64_t hash;		/* fold_hash of the id */
	int64_t amount;		/* ten-thousandths */
	uint64_t order;		/* fold_hash of the order_id; 0: none.  Two of one customer's orders are
				   mistaken for one with a probability of 5e-20 */
	int32_t day;
	uint32_t n;		/* bytes of the id */
	size_t row;		/* the caller's */
};

struct fold_sum {
	const char *id;		/* the fold's */
	int32_t first, last;	/* purchase days; DATE_NONE if there was none */
	int32_t latest;		/* day of the last row, refunds included; DATE_NONE if there was no row */
	int64_t orders;		/* different order_ids, and purchases without one */
	int64_t frequency;	/* purchase days after the first */
	int64_t spend;		/* all amounts */
	int64_t repeat_spend;	/* those from the second purchase day on */
	int64_t early_refunds;	/* rows before any purchase */
	int32_t next;		/* the first purchase day that fold_after was told of; DATE_NONE: none */
};

struct fold_day {		/* a purchase day */
	int64_t amount;		/* of all its rows, and of the refunds that net into it */
	int32_t day;
};

struct fold *fold_new(unsigned parts);
void fold_free(struct fold *);

uint64_t fold_hash(const char *, size_t n);
unsigned fold_parts(const struct fold *);
struct fold_part *fold_part(const struct fold *, unsigned i);
unsigned fold_part_of(const struct fold *, uint64_t hash);	/* the part's number */

/* The customer's number within the part, from 0 in the order of first sight. */
size_t fold_customer(struct fold_part *, const struct fold_row *, bool *is_new);

/* Of N rows the one at AT is next: fetch what the ones behind it will need. */
void fold_ahead(const struct fold_part *, const struct fold_row *, size_t n, size_t at);

/* A row of a customer; false if the amounts add up beyond 64 bits (then nothing was added). */
bool fold_add(struct fold_part *, size_t customer, const struct fold_row *);

/* A purchase that is not to be counted: it was made after the day up to which things are known. */
void fold_after(struct fold_part *, size_t customer, int32_t day);

size_t fold_customers(const struct fold_part *);
struct fold_sum fold_sum(const struct fold_part *, size_t customer);

/* The purchase days of a customer in their order; returns how many.  Of all customers of the part
   there are no more than fold_most_days. */
size_t fold_days(const struct fold_part *, size_t customer, struct fold_day *to);
size_t fold_most_days(const struct fold_part *);

/* Frees all but the ids: neither rows nor questions may come after this. */
void fold_settle(struct fold_part *);

#endif
