/* figures_rows - the key figures of a period and of the one before, per group (program). */
#ifndef FIGURES_ROWS_H
#define FIGURES_ROWS_H
#include "lib/history/history.h"
#include "lib/report/span.h"
#include "lib/value/groups.h"

struct put;

/*
 * Prints a row per group and figure: the figure, its value in the period and before, the change
 * with its interval, and the verdict. The histories must have days. Figures of money are left out
 * if there are no amounts. From a store without groups, also the numbers of cases, of promises and
 * of alerts: of kinds that there are.
 */
void figures_rows_print(const struct histories *, const struct groups *, struct store *,
    const struct span *, struct put *);

#endif
