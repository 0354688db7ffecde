/* stored - the orders of the store as rows of the fold (program). */
#ifndef STORED_H
#define STORED_H
#include <sqlite3.h>
#include <stdbool.h>

#include "lib/base/date.h"
#include "lib/history/fold.h"

/* The first columns of a query of the table orders. */
#define STORED_COLUMNS "date, amount, order_id, cost, source"
enum { STORED_MORE = 5 };	/* the first of further columns */

/* The date of the latest row; many orders of a day follow each other. Zeroed: none. */
struct stored_date {
	char text[DATE_SIZE];	/* without the time of the day */
	int32_t day;
};

/*
 * Takes the current row of such a query: all of R but the customer. Returns false if the date is
 * not valid; r->day is DATE_NONE then. As in the view history_computed, an empty order_id, which
 * only another program can write, is one.
 */
bool stored_order(sqlite3_stmt *, struct stored_date *, struct fold_row *r);

/* The id of a customer, which must be valid until R is added to the fold. */
void stored_customer(struct fold_row *r, const char *id, size_t n);

#endif
