/*
 * sheet - the text of a table cut into rows and cells by one separator, forgivingly (pure).
 *
 * Rows with errors are rows, too, so that a file can be judged: a stray quote is a character, and a
 * row may have any number of cells. Cells are trimmed of blanks and of guards against
 * spreadsheets.
 */
#ifndef SHEET_H
#define SHEET_H
#include <stdbool.h>
#include <stddef.h>

struct sheet_row {
	char **cell;
	size_t n;
	size_t line;	/* of the text, from 0 */
};

struct sheet {
	char *text;	/* a copy, which the cells point into */
	char **cell;
	size_t cells, room;
	struct sheet_row *row;
	size_t rows, row_room;
	size_t guarded;	/* cells with a guard: ="007", '007, a TAB at an end */
	size_t padded;	/* cells with blanks around them */
};

/* Of rows that are not blank. The caller frees it with sheet_free. */
struct sheet sheet_split(const char *text, size_t n, char separator);
void sheet_free(struct sheet *);

/* The number of cells that most rows have, and how many have it. */
size_t sheet_width(const struct sheet *, size_t *rows);

#endif
