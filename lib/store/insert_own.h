/* insert_own - the rows on their way into a table, shared by the files insert*.c (program). */
#ifndef INSERT_OWN_H
#define INSERT_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/store/insert.h"

enum { INSERT_ROWS = 32 };	/* of a statement */

enum insert_kind { INSERT_NONE, INSERT_TEXT, INSERT_INTEGER, INSERT_REAL };

struct insert_cell {
	enum insert_kind kind;
	uint32_t n;			/* bytes of the text */
	union {
		const char *s;		/* of the current row's text */
		size_t at;		/* in rows to come: in the texts */
		int64_t i;
		double x;
	} is;
};

struct insert_column {
	const char *name;
	enum insert_kind kind;		/* of the values that are stored as they are */
	struct text gap;		/* canonical text of the NULLs before it */
};

struct insert {
	struct store *store;
	sqlite3_stmt *one, *many;	/* many: of INSERT_ROWS rows; NULL: no row may wait */
	size_t n;			/* cells of a row */
	struct insert_column *column;	/* and one more, for the gap at the end */
	struct insert_cell *cell;	/* of the rows to come, and of the current row */
	struct insert_cell *bound;	/* to the parameters of many */
	size_t rows, at;		/* rows to come; the next cell of the current row */
	struct text texts, row;
	bool own;			/* sums the digest */
	bool fits;			/* all rows to come are stored as they are */
	bool has_key;			/* the first column is the rowid, which SQLite chooses */
	bool has_digest;
	size_t table;			/* in the digest */
};

#endif
