/* diff_store - reads the facts of the sides from a store (program). */
#ifndef DIFF_STORE_H
#define DIFF_STORE_H
#include "lib/diff/diff_rows.h"

struct diff_time {		/* which facts count: days, inclusive */
	int32_t from;		/* DATE_NONE: from the first */
	int32_t to;
};

/*
 * "2025-06-30": all up to that day; "2025-06", "2025-Q2", "2025", "2025-W07": those of the period.
 * False: neither.
 */
bool diff_store_time(const char *, struct diff_time *to);

/* What the store knows of: "spend", "orders" or "clv" (diff_clv.h); NULL is spend. */
bool diff_store_has(const char *measure);

/* SIDES: whether to read each. OPTS.store names the file of STORE. */
void diff_store_read(struct diff *, const struct diff_opts *, struct store *,
    const struct diff_time time[static DIFF_SIDES], const bool sides[static DIFF_SIDES]);

#endif
