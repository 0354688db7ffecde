/*
 * asked - the customers to recommend to, listed in CSV with a column customer_id (program).
 *
 * asked_read reads the rows before the store is opened, asked_find looks them up. The other columns
 * pass through.
 */
#ifndef ASKED_H
#define ASKED_H
#include <stddef.h>

#include "lib/basket/baskets_rows.h"

#define ASKED_NONE SIZE_MAX

struct asked;

/* Reads the operands to the end. A customer twice is a bad row. asked_free frees the result. */
struct asked *asked_read(const struct baskets_opts *, char **operands);

/* A row whose customer is not in the store is bad, and removed. */
void asked_find(struct asked *, const struct baskets_rows *, struct store *);
void asked_free(struct asked *);

size_t asked_width(const struct asked *);
const char *asked_column(const struct asked *, size_t i);
size_t asked_rows(const struct asked *);

/* The number of the row's customer; ASKED_NONE if the customer has no item. */
size_t asked_customer(const struct asked *, size_t row);

/* Sets CELL to the cells of the row, one per column. */
void asked_cells(const struct asked *, size_t row, const char **cell);

#endif
