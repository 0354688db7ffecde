/*
 * quality_orders - how many orders lack a value, are dated in the future, or are there twice: in
 * one pass, because a store has millions of orders (program).
 */
#ifndef QUALITY_ORDERS_H
#define QUALITY_ORDERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct quality_day;
struct store;

/* The columns that quality_orders_count.empty counts, with blanks between them. */
#define QUALITY_ORDERS_COLUMNS "order_id sku quantity cost channel"
enum { QUALITY_ORDERS_COLUMNS_N = 5 };

struct quality_orders_count {	/* of a source */
	const char *source;	/* NULL: the orders without one */
	int64_t n;
	int64_t empty[QUALITY_ORDERS_COLUMNS_N];
	int64_t future;
	int64_t numbered;	/* those with an order_id */
	int64_t shortened;	/* of these, by a spreadsheet program (shortened.h) */
	int64_t doubled;	/* of these, equal to an earlier row, if it was asked */
};

struct quality_orders;

/*
 * Counts the orders of a store, per source, bytewise. DOUBLED: looks for doubled rows, too, which
 * takes 16 bytes per row. The caller frees it.
 */
struct quality_orders *quality_orders_new(struct store *, const struct quality_day *, bool doubled);
void quality_orders_free(struct quality_orders *);	/* NULL: does nothing */

size_t quality_orders_sources(const struct quality_orders *);
const struct quality_orders_count *quality_orders_at(const struct quality_orders *, size_t);

#endif
