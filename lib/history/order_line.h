/*
 * order_line - a line of an order: its columns, and a text of all its cells, by which lines are
 * compared (program).
 */
#ifndef ORDER_LINE_H
#define ORDER_LINE_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/store/record_field.h"

enum order_line_field {
	ORDER_LINE_CUSTOMER, ORDER_LINE_DATE, ORDER_LINE_AMOUNT, ORDER_LINE_ORDER, ORDER_LINE_SKU,
	ORDER_LINE_QUANTITY, ORDER_LINE_COST, ORDER_LINE_DISCOUNT, ORDER_LINE_CHANNEL,
	ORDER_LINE_SOURCE, ORDER_LINE_FIELDS
};

/* The columns of an order log, which are the columns of the table orders. */
extern const struct record_field order_line_fields[ORDER_LINE_FIELDS];

struct store;

/*
 * A query of the stored lines of an order_id, its only parameter, on any day and of any source: the
 * columns,
 * and after them the batch.
 */
sqlite3_stmt *order_line_finder(struct store *);

/*
 * The key of a line that was read, or of a row of the finder: its cells as the store holds them,
 * each NUL-terminated, the customer_id first. Equal lines have equal keys. The caller frees it with
 * text_free.
 */
struct text order_line_key(const struct record_value[static ORDER_LINE_FIELDS]);
struct text order_line_stored(sqlite3_stmt *finder);

/* The line of a key. Its texts point into the key. */
void order_line_values(const struct text *key, struct record_value to[static ORDER_LINE_FIELDS]);

#endif
