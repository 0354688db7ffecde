/*
 * history_beside - prints purchase histories next to other columns of their customers (program).
 */
#ifndef HISTORY_BESIDE_H
#define HISTORY_BESIDE_H
#include <sqlite3.h>
#include <stdint.h>

struct histories;
struct put;

/*
 * Prints the history of each customer of the query, followed by the other columns of the query. The
 * first column must be the customer_id, and the rows sorted by it, as the histories are. Skips
 * customers without a history, and those whose last purchase is before SINCE; DATE_NONE skips none.
 */
void history_beside_print(const struct histories *, sqlite3_stmt *, int32_t since, struct put *);

#endif
