/*
 * insert - adds rows to a table of the store (program).
 *
 * In a bulk load (store_bulk), where no trigger sees the rows, it sums the digest of the table from
 * the values at hand: SQLite's hook would have to read each row again. A row that SQLite may store
 * otherwise than it was given, for example a text in a column of integers, is left to the hook.
 */
#ifndef INSERT_H
#define INSERT_H
#include <stddef.h>
#include <stdint.h>

struct store;
struct insert;

enum {
	INSERT_SOON = 1,	/* a load may add several rows by one statement; see insert_flush */
	INSERT_ONCE = 2,	/* leave out a row that is already there */
};

/*
 * NAME are N columns of the table, in its order. The others are NULL, or computed by SQLite. Stays
 * valid until the transaction ends.
 */
struct insert *insert_new(struct store *, const char *table, const char *const *name, size_t n,
    unsigned flags);
void insert_free(struct insert *);	/* flushes, too */

/* The next cell of the row. A text must stay valid until insert_end; "" is NULL. */
void insert_text(struct insert *, const char *);
void insert_int(struct insert *, int64_t);
void insert_real(struct insert *, double);
void insert_none(struct insert *);

/* Adds the row. Its rowid; 0 if it is already there (INSERT_ONCE), or comes later (INSERT_SOON). */
int64_t insert_end(struct insert *);

/* Adds the rows that are to come, before another statement looks for them. */
void insert_flush(struct insert *);

#endif
