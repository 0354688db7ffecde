/* cohort_rows - prints and draws the cohorts of purchase histories (program). */
#ifndef COHORT_ROWS_H
#define COHORT_ROWS_H
#include <stdbool.h>

#include "lib/history/history.h"
#include "lib/value/groups.h"

struct put;

/* what a matrix shows */
enum cohort_rows_what {
	COHORT_RETENTION, COHORT_CUSTOMERS, COHORT_ORDERS, COHORT_SPEND, COHORT_PROFIT,
};
#define COHORT_ROWS_WHAT "retention|customers|orders|spend|profit"

struct cohort_rows_opts {
	int period;		/* enum period */
	int pivot;		/* enum cohort_rows_what; -1: one row per cohort and offset */
	bool complete;		/* leave out a last period that is not complete */
};

/*
 * The histories must have days, and their costs if there are some. Both note what has no rows, and
 * the first also the orders without a cost. Ends the tool if a matrix of the profit has no costs.
 */
void cohort_rows_print(const struct histories *, const struct groups *,
    const struct cohort_rows_opts *, struct put *);

/* Draws a curve per group, all cohorts together, with 95 % intervals (Wilson). FORM: see draw.h. */
void cohort_rows_plot(const struct histories *, const struct groups *,
    const struct cohort_rows_opts *, const char *form);

#endif
