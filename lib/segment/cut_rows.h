/* cut_rows - labels customers by the bin of a number (program). */
#ifndef CUT_ROWS_H
#define CUT_ROWS_H
#include "lib/segment/labels.h"

/*
 * SPEC is "COLUMN:N", N bins by midrank, or "COLUMN:LIMIT,LIMIT..." with ascending limits; a single
 * limit ends with a comma. Appends the column COLUMN_bin. Ends the tool if it is not valid.
 */
struct labelling cut_rows(const char *spec, const struct labels *);

#endif
