/*
 * order_line - a line of an order: its columns, and all its cells as one text to compare lines by
 * (program).
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
	ORDER_LINE_QUANTITY, ORDER_LINE_COST, ORDER_LINE_DISCOUNT, ORDER_LINE_CHANNEL, ORDER_LINE_FIELDS
};

/* The columns of an order log, which are those of the table orders. */
extern const struct record_field order_line_fields[ORDER_LINE_FIELDS];

struct store;

/* The stored lines of an order_id, on any day: its only parameter. */
sqlite3_stmt *order_line_finder(struct store *);

/*
 * The key of a line: its cells as they are stored, each NUL-terminated, so that equal lines are equal
 * texts; the customer_id comes first.  Of a line that was read, and of the row of a finder.  The
 * caller frees it with text_free.
 */
struct text order_line_key(const struct record_value[static ORDER_LINE_FIELDS]);
struct text order_line_stored(sqlite3_stmt *finder);

/* The line again, whose texts point into the key. */
void order_line_values(const struct text *key, struct record_value to[static ORDER_LINE_FIELDS]);

#endif
