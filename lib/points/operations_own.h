/*
 * What the files of operations share (program). operations_apply calls one function per step. Each
 * puts entries into the ledger (entries.h), which changes the lots in memory; at the end they are
 * written, or dropped if the operation is bad. order_entries.c knows what an order has earned and
 * redeemed before.
 */
#ifndef OPERATIONS_OWN_H
#define OPERATIONS_OWN_H
#include "lib/points/operations.h"
#include "lib/points/order_entries.h"
#include "lib/points/qualifying.h"
#include "lib/store/query.h"

struct operations {
	struct store *store;
	struct entries *ledger;
	const struct programme *programme;	/* NULL: none */
	bool debts;
	struct order_entries *orders;
	struct qualifying *qualifying;		/* NULL: no rule asks for the tier */
	sqlite3_stmt *referred, *referrer;
	int64_t lapsed;
};

/* The operation that is being applied. */
struct applying {
	struct operations *of;
	const struct operation *op;
	struct operation_bad *bad;
};

/* Sets what is wrong, a sentence about FIELD. Returns OPERATION_BAD. */
enum operation_result operations_bad(struct applying *, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* An entry with what the operation says of all of its entries. */
struct entry operations_entry(const struct applying *);

/* The order of the operation. */
struct order_name operations_order(const struct operation *);

/* Sets the days of a new lot from the operation. */
enum operation_result operations_days(struct applying *, struct entry *);

/* Whether the order is of this customer; if not, the operation is bad. */
bool operations_is_own(struct applying *, const struct order_sums *);

/* Opens a lot of the customer, who then pays what he owes. */
int64_t operations_give(struct applying *, const struct entry *);

/* Opens a lot of the points and days of the operation. */
enum operation_result operations_add(struct applying *, struct entry *);

/*
 * Takes POINTS from the usable lots of E's customer, as entries like E. Returns what is missing.
 * TOOK, if not NULL, is called after each entry.
 */
int64_t operations_take(struct applying *, struct entry *e, int64_t points,
    void (*took)(struct applying *, const struct entry *, const struct lot *, int64_t id));

/* The rest that a reversal or an adjustment could not take: a debt, or the operation is bad. */
enum operation_result operations_owe(struct applying *, struct entry *, int64_t missing,
    int64_t wanted);

/* The steps that have a file of their own. */
enum operation_result operations_earn(struct applying *);
enum operation_result operations_refer(struct applying *);
enum operation_result operations_reverse(struct applying *);

#endif
