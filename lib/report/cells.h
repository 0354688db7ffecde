/* cells - a table of CSV, whole in memory (program). */
#ifndef CELLS_H
#define CELLS_H
#include <stdbool.h>
#include <stddef.h>

struct cells {
	size_t columns, rows;
	char **name;
	char **cell;		/* rows x columns */
};

/* Reads what a tool has printed into a file. The caller frees it. */
struct cells *cells_read(int fd);
void cells_free(struct cells *);		/* NULL: does nothing */

/* The cell of a row in a column of this name; NULL if there is no such column. */
const char *cells_text(const struct cells *, size_t row, const char *column);

/* The same as a number; NAN if the cell is not one. */
double cells_number(const struct cells *, size_t row, const char *column);

/*
 * Whether a row meets COLUMN=CELL,CELL... or COLUMN!=CELL,CELL..., or with numbers COLUMN<NUMBER or
 * COLUMN>NUMBER; several with '&' between them must all be met; NULL: every row does. An empty list
 * stands for an empty cell, and @COLUMN for the cell of another column.
 */
bool cells_meets(const struct cells *, size_t row, const char *condition);

/*
 * The row that begins with these cells, "top_share,0.1", or that meets the condition if there is a
 * '=', '<' or '>'. False: there is none.
 */
bool cells_find(const struct cells *, const char *key, size_t *row);

#endif
