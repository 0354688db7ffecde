/*
 * order_load - purchases into the store, and the table history kept right with them (program).
 *
 * Rows without an order_id are always added.  The lines of one (order_id, day) are compared with
 * those stored as a multiset: equal is unchanged, absent is added, different is rejected, or with
 * REPLACE takes the place of what was stored.  With a rejects file an order one of whose lines is bad
 * is rejected whole, so that its lines can be mended and loaded together; until the end of the
 * input all lines that have an order_id are then held in memory.
 */
#ifndef ORDER_LOAD_H
#define ORDER_LOAD_H
#include <stdbool.h>

#include "lib/io/opt.h"
#include "lib/store/load.h"

struct order_load_opts {
	bool create;		/* customers that are not in the store */
	bool replace;
	struct opt_list ignore;	/* columns to leave out */
};

/* All rows of the load; sets the counts of its batch. */
void order_load(struct load *, const struct order_load_opts *);

#endif
