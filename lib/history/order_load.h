/*
 * order_load - loads orders into the store, and keeps the table history right (program).
 *
 * Rows without an order_id are added; whether they are equal to stored rows is looked at before.
 * All lines of one (order_id, source) are an order, or if they have no source, those of one
 * (order_id, day). An order that is not in the store is added. If it is, its lines are compared
 * with the stored lines, as multisets: equal lines count as unchanged; different lines are
 * rejected, or with .replace they replace the stored ones.
 *
 * With a rejects file, an order with a bad line is rejected whole, so that its lines can be fixed
 * and loaded together. Then all lines with an order_id are held in memory until the end of the
 * input; without a rejects file, only those of orders in the store.
 */
#ifndef ORDER_LOAD_H
#define ORDER_LOAD_H
#include <stdbool.h>

#include "lib/store/record.h"

struct order_load_opts {	/* record_opts.sink_opts */
	bool replace;
	bool unique;	/* leave out a line that is equal to an earlier one of its order */
};

extern const struct record order_load_record;

#endif
