/*
 * customers_list - customers of the store that meet a condition of the user's (program).
 */
#ifndef CUSTOMERS_LIST_H
#define CUSTOMERS_LIST_H
#include <sqlite3.h>
#include <stdint.h>

struct store;

/*
 * Ordered by customer_id: COLUMNS ("customer_id,name"; NULL: all), which may be keys of attrs; those
 * for whom WHERE, SQL of the user's, is true (NULL: all) and who were acquired on the day SINCE or
 * later (DATE_NONE: whenever).  Ends the tool if a column does not exist; from then on the
 * connection only reads.
 */
sqlite3_stmt *customers_list_query(struct store *, const char *columns, const char *where,
    int32_t since);

#endif
