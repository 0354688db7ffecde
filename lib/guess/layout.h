/*
 * layout - where in a text the table is: its separator, its header, its first and last row
 * (program).
 */
#ifndef LAYOUT_H
#define LAYOUT_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/guess/sheet.h"

struct names;

struct layout {
	char separator;
	struct sheet sheet;
	bool has_header;
	size_t header;		/* its row */
	size_t first, end;	/* the rows of data: from first to before end */
	size_t width;		/* cells of a row */
	size_t skip_lines;	/* lines of the text before the header */
	size_t skip_rows;	/* rows below the header that are no data */
	size_t footer;		/* rows after the last row of data */
	bool beyond;		/* rows have empty cells beyond the header */
	bool separator_doubt;	/* another separator fits as well */
	char other;
};

/* Looks at the text with each separator; ONLY a comma, if the text is made from a worksheet. */
struct layout layout_find(const struct names *, const char *text, size_t n, bool only_comma);
void layout_free(struct layout *);

/* Is the cell a number or a date, as data are and names are not? */
bool layout_is_typed(const char *cell);

#endif
