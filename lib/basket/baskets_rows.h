/*
 * baskets_rows - reads the baskets of baskets.h from an order log or the store (program).
 *
 * Customers and items are numbered in the order of the bytes of their ids. Rows without a sku, and
 * refunds (amount < 0), are left out and counted.
 */
#ifndef BASKETS_ROWS_H
#define BASKETS_ROWS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/basket/baskets.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/store/store.h"

struct baskets_opts {
	struct store_opts store;
	int32_t as_of;
	struct date_reader dates;
	struct reading reading;
	bool skip_bad;
	bool dated;		/* the column date is required */
	int64_t threads;
};

#define BASKETS_DEFAULTS { .as_of = DATE_NONE }

#define BASKETS_OPTS(o) \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", \
	    &(o)->dates.zone }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", \
	    &(o)->skip_bad }, \
	{ OPT_COUNT, 0, "threads", "N", \
	    "number of threads, at most 16 (one per processor)", &(o)->threads }

struct baskets_rows {
	struct baskets *baskets;
	const char **customer, **item;	/* the ids, by number */
	struct baskets_own *own;	/* what they point into */
};

/*
 * Reads the store or, if it is NULL, the operands or standard input. Bad data ends the tool. Says
 * on standard error how many rows were left out. The caller frees the result with
 * baskets_rows_free.
 */
struct baskets_rows *baskets_rows_read(const struct baskets_opts *, struct store *,
    char **operands);
void baskets_rows_free(struct baskets_rows *);

/* The number of the customer or the item; false if there is none with this id. */
bool baskets_rows_customer(const struct baskets_rows *, const char *id, size_t *at);
bool baskets_rows_item(const struct baskets_rows *, const char *sku, size_t *at);

#endif
