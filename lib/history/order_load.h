/*
 * order_load - purchases into the store, and the table history kept right with them (program).
 *
 * Rows without an order_id are always added.  The lines of one (order_id, day) are compared with
 * those stored as a multiset: equal is unchanged, absent is added, different is rejected, or with
 * .replace takes the place of what was stored.  With a rejects file an order one of whose lines is bad
 * is rejected whole, so that its lines can be mended and loaded together; until the end of the
 * input all lines that have an order_id are then held in memory.
 */
#ifndef ORDER_LOAD_H
#define ORDER_LOAD_H
#include <stdbool.h>

#include "lib/store/record.h"

struct order_load_opts {	/* record_opts.sink_opts */
	bool replace;
};

extern const struct record order_load_record;

#endif
