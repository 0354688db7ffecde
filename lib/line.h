/* line - a line of an order: from CSV, into the store and out of it (program). */
#ifndef LINE_H
#define LINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/date.h"
#include "lib/load.h"
#include "lib/opt.h"

enum line_field { LINE_CUSTOMER, LINE_DATE, LINE_AMOUNT, LINE_ORDER, LINE_SKU, LINE_QUANTITY, LINE_COST, LINE_DISCOUNT, LINE_CHANNEL, LINE_FIELDS };

extern const char *const line_names[LINE_FIELDS];

/* A row as it will be stored: the texts are the table's or the line's own. */
struct line {
	const char *text[LINE_FIELDS];	/* of the customer, the date, the order, the sku, the channel */
	int64_t money[LINE_FIELDS];		/* of the amount, the cost, the discount */
	bool has[LINE_FIELDS];
	double quantity;
	int32_t day;
	char date[DATE_TIME_SIZE];
};

/* Where each field stands in the table, -1 where it does not; ends the tool where one is missing or unknown. */
void line_columns(const struct table *, const struct opt_list *ignore, ptrdiff_t at[static LINE_FIELDS]);

const char *line_cell(const ptrdiff_t at[static LINE_FIELDS], char **row, enum line_field);

/* From the current row; false where it is bad, which has been said then. */
bool line_read(struct load *, const ptrdiff_t at[static LINE_FIELDS], char **row, struct line *to);

/* The statements: one that inserts a line, one that gives those of an order_id. */
sqlite3_stmt *line_inserter(sqlite3 *);
sqlite3_stmt *line_finder(sqlite3 *);

void line_store(sqlite3_stmt *inserter, const struct line *, int64_t batch);
struct line line_stored(sqlite3_stmt *finder);	/* the row at hand; valid until the next */

/* All cells, so that equal lines are equal texts; the customer_id comes first, each ends in \x1f.  The caller frees it. */
char *line_key(const struct line *);

#endif
