/* indicators_rows - reads the rules of the indicators from CSV (program). */
#ifndef INDICATORS_ROWS_H
#define INDICATORS_ROWS_H
#include "lib/churn/indicators.h"

/*
 * Reads PATH; NULL: the installed rules/churn.csv. The columns are indicator, weight, threshold,
 * none and full; others are ignored. An indicator without a row is never raised, and is not part of
 * the score.
 */
struct indicators_rules indicators_rows_read(const char *path);

#endif
