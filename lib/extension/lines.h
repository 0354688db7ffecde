/*
 * lines - the rows of a CSV that stands in a text (pure).
 *
 * The texts are those of small files that the tools have written or read: models and calendars. A
 * cell may stand in quotes.
 */
#ifndef LINES_H
#define LINES_H
#include <stdbool.h>
#include <stddef.h>

enum { LINES_CELLS = 8 };

/*
 * Reads the next row that is not blank. *REST is where it begins, and moves on; the text is
 * changed, and the cells point into it. Returns the number of cells, 0 at the end. Of a row with
 * more than LINES_CELLS cells, the last one has the rest.
 */
size_t lines_next(char **rest, char *cell[static LINES_CELLS]);

#endif
