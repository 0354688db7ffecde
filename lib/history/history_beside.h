/*
 * history_beside - purchase histories with columns of their customers beside them (program).
 */
#ifndef HISTORY_BESIDE_H
#define HISTORY_BESIDE_H
#include <sqlite3.h>
#include <stdint.h>

struct histories;
struct put;

/*
 * Prints the histories of the customers that the query gives, followed by its other columns: the
 * first column is the customer_id, in the order of the histories.  Only who bought on the day SINCE
 * or later; DATE_NONE: all.
 */
void history_beside_print(const struct histories *, sqlite3_stmt *, int32_t since, struct put *);

#endif
