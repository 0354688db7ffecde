/*
 * survival_rows - how long customers stay: reads durations, and prints and draws survival curves
 * and their comparison (program).
 *
 * The durations come from a table with a column of durations and one that says whether the customer
 * left; or from purchase histories, where a customer who was idle for longer than a limit left on
 * the day of the last purchase. Any other customer is censored on that day: it may prove to be the
 * day of the last purchase.
 */
#ifndef SURVIVAL_ROWS_H
#define SURVIVAL_ROWS_H
#include <stdbool.h>

#include "lib/base/duration.h"
#include "lib/history/history.h"
#include "lib/value/groups.h"

struct put;
struct survival_rows;

struct survival_rows_opts {
	const char *duration, *event;	/* columns of a table */
	const char *yes;		/* the word for an event; NULL: as learn/label.h decides */
	const char *by;			/* NULL: one group */
	struct duration idle;
};

/* Reads a table. Notes the rows that have no duration or no event. */
struct survival_rows *survival_rows_read(const struct survival_rows_opts *,
    const struct history_opts *, char **operands);

struct survival_rows *survival_rows_of(const struct survival_rows_opts *, const struct histories *,
    const struct groups *);
void survival_rows_free(struct survival_rows *);

/* A row per group and time. */
void survival_rows_print(const struct survival_rows *, struct put *);

/* A row per group: events, expected events, the median; and the tests, in every row. */
void survival_rows_compare(const struct survival_rows *, struct put *);

/* Draws the curves with their intervals. FORM: see draw.h. */
void survival_rows_plot(const struct survival_rows *, const char *form);

#endif
