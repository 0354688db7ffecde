/*
 * history_kept - keeps the table history right after a load that bypasses its triggers (program).
 *
 * The rows of the load are folded. If all rows of a customer are later than those stored before,
 * the stored history and the fold are joined. Otherwise the history is computed again from the
 * stored orders: by a fold of these, or, if that cannot take one, by the view history_computed.
 */
#ifndef HISTORY_KEPT_H
#define HISTORY_KEPT_H
#include <stdbool.h>
#include <sqlite3.h>
#include <stdint.h>

#include "lib/history/costs.h"
#include "lib/history/fold.h"

struct store;

/*
 * The columns of the table history with the costs, and their values, from this column of a query.
 * Of the orders with a cost only whether there is one is known.
 */
#define HISTORY_KEPT_COSTS "cost, costed, uncosted"
struct costs history_kept_costs(sqlite3_stmt *, int column);

struct kept_customer {		/* what a load did to a customer */
	int32_t earliest;	/* the first day of the rows added; INT32_MAX: there were none */
	int32_t latest;		/* the last day stored before; DATE_NONE: none */
	int64_t stored;		/* the sum of what is stored and added */
	struct costs costs;	/* of what is stored and added */
	bool again;		/* compute the history again, whatever the days are */
	bool create;		/* insert the customer into the table customer */
	bool unknown;		/* not stored and not to be created, so no row was added */
};

/*
 * Updates the histories of the customers of a fold; the array has one element per customer, by
 * number. HAD_HISTORY: the table history had rows before the load. Returns how many customers it
 * created, as rows of BATCH.
 */
int64_t history_kept_update(struct store *, int64_t batch, const struct fold_part *,
    const struct kept_customer *, bool had_history);

/* Computes the histories of these customers again. CUSTOMERS: SQL, a query of their ids. */
void history_kept_again(struct store *, const char *customers);

#endif
