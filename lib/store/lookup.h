/*
 * lookup - is there a row with this key (program).
 */
#ifndef LOOKUP_H
#define LOOKUP_H
#include <sqlite3.h>
#include <stdbool.h>

struct store;

/* A query for keys in this column of the table; freed with query_free. */
sqlite3_stmt *lookup_new(struct store *, const char *table, const char *column);

/* For customer ids. */
sqlite3_stmt *lookup_customers(struct store *);

bool lookup_has(sqlite3_stmt *, const char *key);

#endif
