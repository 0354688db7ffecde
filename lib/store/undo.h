/*
 * undo - takes a batch back, as a batch that can be undone too (program).
 *
 * The rows that the batch added are removed, and those that it changed or removed are as before.
 * What follows from the rows is left to the caller, by undo_touched: the histories of customers,
 * their keys, and the index of words.
 */
#ifndef UNDO_H
#define UNDO_H
#include <stdint.h>

struct put;
struct store;

struct undo_counts {
	int64_t removed, restored, updated;	/* rows */
};

/*
 * Takes back the batch OF as the batch BY. Call store_bulk before the transaction. Ends the tool if
 * OF does not exist, is undone already, or was recorded before schema 7; or if later batches
 * changed the same rows, or added rows that stand on its rows.
 */
struct undo_counts undo_run(struct store *, int64_t of, int64_t by);

/* Prints a row per row that BY changed: table, key, effect. */
void undo_put(struct store *, int64_t by, struct put *);

/*
 * SQL: a query of the values of COLUMN, before and after, in the rows of TABLE that BY changed. The
 * caller frees it with sqlite3_free.
 */
char *undo_touched(struct store *, const char *table, const char *column, int64_t by);

#endif
