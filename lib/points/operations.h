/*
 * operations - what happens to points: an order earns them, the customer redeems them, and so on
 * (program).
 *
 * Points are taken from the lot that expires first, and from lots that never expire at last. An
 * expiry date is the first day on which the points are not usable. An operation that is dated
 * before entries that are already there may only take what is left after all of them.
 *
 * - An order earns once, and redeems once. The same operation again changes nothing; another one
 *   with the same order_id is bad. So is an order that earns after a refund of it.
 * - Of two customers only one can have referred the other.
 * - The reversal of an order, whole or a part of its amount, first gives back what the order had
 *   redeemed, then takes back what it had earned: from its own lot, then from the others of the
 *   customer. Points that have expired are not taken back: the customer never had them. If too few
 *   are left, the reversal is bad unless debts are allowed.
 * - A debt is paid from the customer's lots as soon as they are usable (operation_settle).
 */
#ifndef OPERATIONS_H
#define OPERATIONS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/points/entries.h"
#include "lib/points/programme.h"

enum { OPERATION_WHY = 160 };

struct operation {
	enum entries_step step;		/* not expire and settle */
	const char *customer, *date;
	int32_t day;			/* of the date */
	bool has_points, has_amount, has_expires, pending;
	int64_t points;			/* above 0; of adjust also below */
	int64_t amount;			/* of the order, or of its refund */
	int32_t usable, expires;	/* of new lots; DATE_NONE: not given */
	const char *order;		/* ""; so are the others if they are not given */
	const char *source;		/* whose number the order is */
	const char *other;		/* of transfer and refer: another customer */
	const char *reason, *agent, *note;
	const struct programme_line *line;	/* of an order without points */
	size_t nlines;
	bool is_other;			/* a refund besides one of the same date and amount */
};

struct operation_bad {
	const char *field;		/* to blame; NULL: the row as a whole */
	char why[OPERATION_WHY];	/* "customer_id 'x' ...": a whole sentence */
};

enum operation_result { OPERATION_DONE, OPERATION_SAME, OPERATION_BAD };

struct operations;

/* DEBTS: a reversal or an adjustment may let the balance fall below 0. PROGRAMME may be NULL. */
struct operations *operations_open(struct store *, struct entries *, const struct programme *,
    bool debts);
void operations_close(struct operations *);

/*
 * Applies an operation and writes its entries. If it is bad, nothing is written. *entry receives
 * the entry_id of the first entry; 0: there is none.
 */
enum operation_result operations_apply(struct operations *, const struct operation *,
    struct operation_bad *, int64_t *entry);

/*
 * The amounts with which the order of the operation was refunded on its date before. Valid until
 * the next call of a function here.
 */
const int64_t *operations_refunds(struct operations *, const struct operation *, size_t *n);

/* Returns how many points that were given back had expired since. */
int64_t operations_lapsed(const struct operations *);

/* Pays the customer's debts, up to the day, from lots that are usable by then. */
void operations_settle(struct entries *, const char *customer, int32_t day);

#endif
