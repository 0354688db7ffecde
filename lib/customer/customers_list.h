/* customers_list - the customers of the store that meet a condition of the user (program). */
#ifndef CUSTOMERS_LIST_H
#define CUSTOMERS_LIST_H
#include <sqlite3.h>
#include <stdint.h>

struct store;

/*
 * A query for customers, ordered by customer_id. COLUMNS ("customer_id,name"; NULL: all) may
 * include keys of attrs. WHERE is an SQL expression of the user (NULL: all customers). SINCE: only
 * those acquired on this day or later (DATE_NONE: no limit). Ends the tool if a column does not
 * exist. After the call the connection can only read. The caller frees the query with query_free.
 */
sqlite3_stmt *customers_list_query(struct store *, const char *columns, const char *where,
    int32_t since);

#endif
