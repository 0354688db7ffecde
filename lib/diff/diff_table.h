/* diff_table - reads the facts of one side from a table (program). */
#ifndef DIFF_TABLE_H
#define DIFF_TABLE_H
#include "lib/diff/diff_rows.h"

/* FILE is a path, or "-" for standard input. Bad rows end the tool, or are left out. */
void diff_table_read(struct diff *, const struct diff_opts *, enum diff_side, char *file);

#endif
