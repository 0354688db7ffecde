/* order_line - a line of an order: from CSV, into the store and out of it (program). */
#ifndef ORDER_LINE_H
#define ORDER_LINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/io/opt.h"
#include "lib/store/load.h"

enum order_line_field { ORDER_LINE_CUSTOMER, ORDER_LINE_DATE, ORDER_LINE_AMOUNT, ORDER_LINE_ORDER, ORDER_LINE_SKU, ORDER_LINE_QUANTITY, ORDER_LINE_COST, ORDER_LINE_DISCOUNT, ORDER_LINE_CHANNEL, ORDER_LINE_FIELDS };

extern const char *const order_line_names[ORDER_LINE_FIELDS];

/* A row as it will be stored: the texts are the table's or the line's own. */
struct order_line {
	const char *text[ORDER_LINE_FIELDS];	/* of the customer, the date, the order, the sku, the channel */
	int64_t money[ORDER_LINE_FIELDS];		/* of the amount, the cost, the discount */
	bool has[ORDER_LINE_FIELDS];
	double quantity;
	int32_t day;
	char date[DATE_TIME_SIZE];
};

/* Where each field stands in the table, -1 where it does not; ends the tool where one is missing or unknown. */
void order_line_columns(const struct table *, const struct opt_list *ignore, ptrdiff_t at[static ORDER_LINE_FIELDS]);

const char *order_line_cell(const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, enum order_line_field);

/* From the current row; false where it is bad, which has been said then. */
bool order_line_read(struct load *, const ptrdiff_t at[static ORDER_LINE_FIELDS], char **row, struct order_line *to);

/* The statements: one that inserts a line, one that gives those of an order_id. */
sqlite3_stmt *order_line_inserter(struct store *);
sqlite3_stmt *order_line_finder(struct store *);

void order_line_store(sqlite3_stmt *inserter, const struct order_line *, int64_t batch);
struct order_line order_line_stored(sqlite3_stmt *finder);	/* the row at hand; valid until the next */

/* All cells, so that equal lines are equal texts; the customer_id comes first, each ends in \x1f.  The caller frees it. */
char *order_line_key(const struct order_line *);

#endif
