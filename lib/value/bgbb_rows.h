/*
 * bgbb_rows - scores customers with the BG/BB model (program).
 *
 * With an opportunity of the calendar the data come from histories: bgbb_rows_log. The period of
 * the first purchase is the acquisition, the later periods up to the as-of date are opportunities,
 * and the period of the as-of date counts only if it is complete. Without one the data are a table
 * of frequency, recency and opportunities: bgbb_rows_table.
 */
#ifndef BGBB_ROWS_H
#define BGBB_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/duration.h"
#include "lib/base/period.h"
#include "lib/io/reading.h"

struct histories;
struct history_opts;
struct put;

enum { BGBB_ROWS_MOST = 10000 };	/* opportunities of a customer, and to predict */
#define BGBB_ROWS_OPPORTUNITIES "week|month|year"

struct bgbb_rows_opts {
	const char *tool;
	int opportunity;		/* the place in BGBB_ROWS_OPPORTUNITIES; -1: none */
	/* what to predict: opportunities, or -1; else a duration, DURATION_NONE: neither */
	int64_t periods;
	struct duration horizon;
	double discount;		/* per year; without an opportunity per opportunity */
	const char *save, *params;	/* NULL: none */
	bool fit, verbose;		/* print the model instead of the scores */
	bool skip_bad;			/* in a table */
	const struct reading *reading;
};

/* Misuse if the duration is not a number of opportunities. */
void bgbb_rows_check(const struct bgbb_rows_opts *);

/* Reads the operands as a table, and prints its rows with the scores. */
void bgbb_rows_table(const struct bgbb_rows_opts *, char **operands, struct put *);

/* Prints the rows of the histories with the scores. They need all purchase days. */
void bgbb_rows_log(const struct bgbb_rows_opts *, const struct histories *, struct put *);

/*
 * The statistics that the fit to histories depends on; and the fit to those of all parts (see
 * buyer_statistics.h), which prints the model or saves it.
 */
void bgbb_rows_statistics(const struct bgbb_rows_opts *, const struct histories *, struct put *);
void bgbb_rows_merge(const struct bgbb_rows_opts *, const struct history_opts *, char **operands,
    struct put *);

#endif
