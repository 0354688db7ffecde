/*
 * virtual - a table of SQL whose rows are the caller's, and are not copied (program).
 *
 * A condition over its columns is prepared once and evaluated per row.
 */
#ifndef VIRTUAL_H
#define VIRTUAL_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

struct store;

struct virtual {
	const char *name;	/* of the table */
	size_t columns, rows;
	const void *ctx;
	const char *(*column)(const void *ctx, size_t column);
	/* Whether its texts are never compared as numbers: 007 and 7 are different ids. */
	bool (*is_text)(const void *ctx, size_t column);
	void (*cell)(const void *ctx, size_t row, size_t column, sqlite3_context *to);
};

/* Adds the table to the connection. The struct must stay valid until the connection is closed. */
void virtual_add(struct store *, const struct virtual *);

#endif
