/*
 * cac_rows - the costs of channels and the customers who came by them: reads both, and prints what
 * a customer costs and is worth (program).
 *
 * The customers come from a table with one row each, or from purchase histories of the store. A
 * customer counts in the period of the acquisition: of the column acquired or, if that is empty or
 * missing, of the first purchase day.
 */
#ifndef CAC_ROWS_H
#define CAC_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/history/history.h"

struct put;
struct cac_rows;

struct cac_rows_opts {
	const char *costs;	/* a table: the column of .by, cost, and period or date */
	const char *by;		/* the column of the channel */
	int period;		/* enum period; PERIOD_NONE: one row per channel */
	double margin;
	double revenue;		/* per customer and month; NAN: by the spend of the customers */
};

#define CAC_ROWS_DEFAULTS { .by = "channel", .period = -1, .margin = 1, .revenue = (double)NAN }

/* Reads the costs. Bad ones end the tool. */
struct cac_rows *cac_rows_open(const struct cac_rows_opts *);
void cac_rows_close(struct cac_rows *);

/* Add the customers: of a table, or of histories and their store. */
void cac_rows_read(struct cac_rows *, const struct history_opts *, char **operands);
void cac_rows_take(struct cac_rows *, const struct histories *, struct store *);

/* A row per channel and period. Notes what does not match. */
void cac_rows_print(const struct cac_rows *, struct put *);

#endif
