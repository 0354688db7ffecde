/* recommend_rows - prints recommendations, neighbours and their evaluation (program). */
#ifndef RECOMMEND_ROWS_H
#define RECOMMEND_ROWS_H
#include <stddef.h>

#include "lib/basket/asked.h"
#include "lib/basket/baskets_rows.h"
#include "lib/basket/neighbours.h"

struct put;

struct recommend_opts {
	struct neighbours_opts near;
	int64_t top;		/* the most rows per customer or item */
	const char *customer, *item;	/* only this one; NULL: all */
};

/* Customers by the bytes of their ids; or ASKED, if not NULL, in their order. */
void recommend_rows_customers(const struct baskets_rows *, const struct recommend_opts *,
    const struct asked *, struct put *);

/* The neighbours of each item, by the bytes of the sku. */
void recommend_rows_items(const struct baskets_rows *, const struct recommend_opts *,
    struct put *);

/* How good the recommendations are (leave_last.h). */
void recommend_rows_evaluation(const struct baskets_rows *, const struct recommend_opts *,
    struct put *);

#endif
