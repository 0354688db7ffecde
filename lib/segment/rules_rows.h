/*
 * rules_rows - labels customers by the first rule whose condition is true (program).
 *
 * A rule is a row of a table: segment, condition. The condition is an SQL expression over all
 * columns that come before: of the input, the histories and other labellings. Amounts are in units
 * of the currency; an empty cell is NULL. The rows are also a table of SQL, customers, so that a
 * condition can compare with all of them: "spend > (SELECT avg(spend) FROM customers)".
 */
#ifndef RULES_ROWS_H
#define RULES_ROWS_H
#include "lib/segment/labels.h"

/*
 * Ends the tool if a condition is not one SQL expression that only reads. Notes which rules matched
 * no row first, and how many rows matched no rule; these have no label.
 */
struct labelling rules_rows(const char *path, const struct labels *);

#endif
