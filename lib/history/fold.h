/*
 * fold - folds an order log to one purchase history per customer, in one pass (program).
 *
 * A purchase day is a day with at least one row of amount >= 0; the rows of a day are one purchase.
 * A refund (amount < 0) does not make a day: it nets into the latest purchase day on or before it.
 * So the repeat spend is the sum of all amounts dated on or after the second purchase day. A refund
 * before any purchase counts in spend only.
 *
 * If the rows of a customer come in the order of their dates, they are folded as they come. The
 * days of every customer are kept; if the rows came in another order, fold_sum folds the customer
 * again, from the sorted days. A caller that can read the rows again need not keep the days before
 * they come in another order (fold_drop_days). Memory: 64 bytes per customer, 16 per purchase day
 * and 16 per order_id; if costs are kept, 32 per customer, and 32 per purchase day if those of days
 * are.
 *
 * The hash of the id assigns each customer to a part, and each thread owns a part. So the rows of a
 * customer are folded in the order of the file, and the result does not depend on the number of
 * threads.
 *
 * A fold and its parts belong to the caller of fold_new, who frees them with fold_free.
 */
#ifndef FOLD_H
#define FOLD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "lib/history/costs.h"

struct fold;
struct fold_part;

struct fold_row {
	const char *id;		/* NUL-terminated, at most 64 bytes */
	uint64_t hash;		/* fold_hash of the id */
	int64_t amount;		/* ten-thousandths */
	int64_t cost;		/* if has_cost */
	uint64_t order;		/* fold_order; 0: without an order_id. Two different orders of one
				   customer have the same hash with a probability of 5e-20 */
	int32_t day;
	uint32_t n;		/* bytes of the id */
	bool has_cost;
	size_t row;		/* for the caller; the fold does not use it */
};

/* An id that is compared in two words: all its bytes, or where they are. */
union fold_id {
	char near[16];		/* up to 15 bytes, and then zeros */
	uint64_t word[2];
	struct {
		const char *s;
		uint32_t n;
		uint8_t none[3], is_far;
	} far;
};

enum { FOLD_NEAR = 15 };	/* the most bytes of an id in its words */

/* The id of N bytes at S. Bytes after it are read, too, if they all come before LIMIT. */
static inline union fold_id
fold_id(const char *s, size_t n, const char *limit)
{
	union fold_id id = { .word = { 0 } };

	if (n > FOLD_NEAR) {
		id.far.s = s;
		id.far.n = (uint32_t)n;
		id.far.is_far = true;
		return id;
	}
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if ((size_t)(limit - s) >= sizeof id.near) {
		memcpy(id.near, s, sizeof id.near);
		id.word[n >= 8] &= (UINT64_C(1) << n % 8 * 8) - 1;
		id.word[1] = n >= 8 ? id.word[1] : 0;
		return id;
	}
#endif
	(void)limit;
	memcpy(id.near, s, n);
	return id;
}

struct fold_quick {		/* a row without a cost, for fold_batch */
	uint64_t hash, order;	/* as in fold_row */
	int64_t amount;
	union fold_id id;	/* fold_id */
	int32_t day;
	uint32_t again : 1,	/* the id is that of the row before in the array, if there is one */
	    row : 31;		/* for the caller */
};

struct fold_sum {		/* amounts in ten-thousandths */
	const char *id;		/* valid until fold_free */
	int32_t first, last;	/* purchase days; DATE_NONE if there was none */
	int32_t latest;		/* day of the last row, including refunds; DATE_NONE: no row */
	/* distinct order_ids of a source among the purchases, plus purchases without one */
	int64_t orders;
	int64_t frequency;	/* purchase days after the first */
	int64_t spend;		/* sum of all amounts */
	int64_t repeat_spend;	/* sum of the amounts on or after the second purchase day */
	int64_t early_refunds;	/* rows before any purchase */
	int32_t next;		/* the earliest day given to fold_after; DATE_NONE: none */
	struct costs costs;	/* all 0 if they are not kept */
};

struct fold_day {		/* a purchase day */
	int64_t amount;		/* of all its rows, and of the refunds that net into it */
	int32_t day;
	uint32_t orders;	/* as fold_sum.orders; an order_id counts on its first day */
};

struct fold *fold_new(unsigned parts);
void fold_free(struct fold *);

/*
 * Call it before the first row, or the costs are ignored. OF_DAYS: not only those of each customer,
 * but also those of each purchase day.
 */
void fold_keep_costs(struct fold *, bool of_days);

/* Whether a row has had a cost. */
bool fold_has_costs(const struct fold *);

/*
 * Call it before the first row: the days are not kept. Then fold_days must not be called, and the
 * sums are only right until fold_is_jumbled.
 */
void fold_drop_days(struct fold *);

/* The days are not kept, and the rows of a customer have come in another order than their dates. */
bool fold_is_jumbled(const struct fold *);

uint64_t fold_hash(const char *, size_t n);	/* never 0 */

/*
 * The hash of an order: of its order_id, and the source whose number this is; M is 0 if it has no
 * source. Two sources may give two orders the same number. Never 0.
 */
uint64_t fold_order(const char *order_id, size_t n, const char *source, size_t m);

unsigned fold_parts(const struct fold *);
struct fold_part *fold_part(const struct fold *, unsigned i);

/* The number of the part that owns the customer whose id has this hash. */
unsigned fold_part_of(const struct fold *, uint64_t hash);

/*
 * The number of the row's customer within the part: from 0, in the order of first appearance. Adds
 * the customer if it is new. is_new may be NULL.
 */
size_t fold_customer(struct fold_part *, const struct fold_row *, bool *is_new);

/* Prefetches the memory that rows soon after row AT will need, of the N rows in the array. */
void fold_ahead(const struct fold_part *, const struct fold_row *, size_t n, size_t at);

/*
 * Adds a row. Returns NULL; or, if a sum exceeds 64 bits, adds nothing and returns what it is the
 * sum of: "amount" or "cost".
 */
const char *fold_add(struct fold_part *, size_t customer, const struct fold_row *);

/*
 * Adds N rows dated up to UNTIL, as fold_customer and fold_add do, but faster. Each other row goes
 * to OTHER, after its customer is found: LARGE is NULL if the row is later, else what fold_add
 * would return. NEWEST becomes the latest day of all rows if that is later, and OLDEST the earliest
 * of those that were added if that is earlier.
 */
struct fold_batch {
	int32_t until, newest, oldest;
	void (*other)(void *ctx, const struct fold_quick *, size_t customer, const char *large);
	void *ctx;
};
void fold_batch(struct fold_part *, const struct fold_quick *, size_t n, struct fold_batch *);

/* The same row for the other functions. */
struct fold_row fold_slowly(const struct fold_quick *);

/* Reports a purchase after the as-of date. Only fold_sum.next takes it into account. */
void fold_after(struct fold_part *, size_t customer, int32_t day);

size_t fold_customers(const struct fold_part *);
struct fold_sum fold_sum(const struct fold_part *, size_t customer);

/*
 * Writes the purchase days of a customer, sorted by day, and returns their number. TO must have
 * room: fold_most_days is an upper bound of the days of all customers of the part together.
 */
size_t fold_days(const struct fold_part *, size_t customer, struct fold_day *to);
size_t fold_most_days(const struct fold_part *);

/*
 * The costs of N purchase days of a customer, which fold_days wrote: those of the same rows as the
 * amount of each. They must be kept.
 */
void fold_day_costs(const struct fold_part *, size_t customer, const struct fold_day *, size_t n,
    struct costs *to);

/* For a caller that needs the days of all customers in turn: prefetches those of the next ones. */
void fold_days_ahead(const struct fold_part *, size_t customer);

/*
 * After the last row: the numbers of the customers in the order of their ids, bytewise; NULL: they
 * are in this order. MOVE: the caller keeps no numbers, so the customers may be numbered anew. The
 * caller frees the array.
 */
uint32_t *fold_sort(struct fold_part *, bool move);

/* As strcmp, of the ids of two customers. */
int fold_compare(const struct fold_part *, size_t customer, const struct fold_part *,
    size_t other);

/* The customers up to number N are no longer needed, nor are their ids. */
void fold_release(struct fold_part *, size_t n);

/* Frees everything but the ids. After this only fold_customers and fold_free may be called. */
void fold_settle(struct fold_part *);

#endif
