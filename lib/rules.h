/* rules - how the indicators are weighed, from a CSV (program). */
#ifndef RULES_H
#define RULES_H
#include "lib/indicators.h"

/*
 * From PATH, NULL: rules/churn.csv as it is shipped.  The columns are indicator, weight, threshold,
 * none and full; others are for people.  An indicator that it does not name is never raised and has no
 * part in the score.
 */
struct indicators_rules rules_read(const char *path);

#endif
