/*
 * canon_rows - rows of the store as canonical text, for digests (program).
 */
#ifndef CANON_ROWS_H
#define CANON_ROWS_H
#include <sqlite3.h>

#include "lib/base/text.h"

struct store;

/* A query of the stored columns of TABLE; computed columns are left out. WHERE: "WHERE x = ?". */
sqlite3_stmt *canon_rows_query(struct store *, const char *table, const char *where);

void canon_rows_value(struct text *, sqlite3_value *);		/* appends a cell */
void canon_rows_add(struct text *, sqlite3_stmt *);		/* appends the row of a query */

#endif
