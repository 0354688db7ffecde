/* indicators_rows - how the indicators are weighed, from a CSV (program). */
#ifndef INDICATORS_ROWS_H
#define INDICATORS_ROWS_H
#include "lib/churn/indicators.h"

/*
 * From PATH, NULL: rules/churn.csv as it is shipped.  The columns are indicator, weight, threshold,
 * none and full; others are for people.  An indicator that it does not name is never raised and has no
 * part in the score.
 */
struct indicators_rules indicators_rows_read(const char *path);

#endif
