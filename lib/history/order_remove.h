/*
 * order_remove - removes orders from the store that were cancelled after they were loaded
 * (program).
 *
 * Each row names an order by its order_id and source, or without a source by its order_id and day;
 * the day can be empty if the store has the order_id on one day only.
 * The order is removed whole, and counts as updated. A row whose order is not in the store, or was
 * removed by an earlier row, is unchanged. Other columns are not looked at. The histories of
 * the customers are computed again.
 */
#ifndef ORDER_REMOVE_H
#define ORDER_REMOVE_H

#include "lib/store/record.h"

extern const struct record order_remove_record;	/* its fields are those of order_load_record */

#endif
