/*
 * answers_header - how the columns of a table hold answers that are to be recorded: an answer a
 * row (long), or an answer a column (wide) (program).
 */
#ifndef ANSWERS_HEADER_H
#define ANSWERS_HEADER_H
#include "lib/survey/answers_wide.h"

struct table;

struct answers_header {
	struct answers_wide *wide;	/* NULL: the table is long; the caller frees it */
	const struct answers_parts *parts;	/* of a wide one; NULL: an item has one answer */
};

/*
 * COLUMNS, of --item-columns: the items that have one answer; NULL: the columns that kano-calc or
 * servqual-calc read, if there are any. Ends the tool if the table has columns of both forms, or
 * of both tools.
 */
struct answers_header answers_header_find(struct table *, const char *columns);

#endif
