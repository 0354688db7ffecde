/*
 * history_kept - the table history, kept right by whoever loads orders without its triggers (program).
 *
 * Where all rows of a load are later than what was stored of a customer, the two histories are
 * joined; else the customer's is computed anew from the orders (view history_computed).
 */
#ifndef HISTORY_KEPT_H
#define HISTORY_KEPT_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/history/fold.h"

struct store;

struct kept_customer {		/* what a load did to a customer */
	int32_t earliest;	/* day of the rows added; INT32_MAX: there were none */
	int64_t stored;		/* the sum of what is stored and added */
	bool again;		/* the history must be computed anew, whatever the days */
	bool create;		/* is to be put into the table customer */
	bool unknown;		/* is neither stored nor to be: no row was added */
};

/*
 * Of the customers of a fold of the rows added, by their numbers.  HAD_HISTORY: was any kept before?
 * Returns how many customers were created.
 */
int64_t history_kept_update(struct store *, const struct fold_part *, const struct kept_customer *, bool had_history);

#endif
