/*
 * demand_rows - reads the series of demand.h from a table of dates and values, from an order log or
 * from the store (program).
 *
 * A table has the columns date and value: one value per period, in any order of the rows. An order
 * log has the column date and, by the measure, order_id, quantity and amount; its periods without
 * an order have the value 0, and a last period that is not over is left out.
 */
#ifndef DEMAND_ROWS_H
#define DEMAND_ROWS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/calendar.h"
#include "lib/base/date.h"
#include "lib/base/period.h"
#include "lib/forecast/demand.h"
#include "lib/io/opt.h"
#include "lib/io/reading.h"
#include "lib/store/store.h"

enum demand_measure { DEMAND_VALUE = -1, DEMAND_ORDERS, DEMAND_QUANTITY, DEMAND_AMOUNT };

struct demand_opts {
	struct store_opts store;
	int32_t as_of;
	struct date_reader dates;
	struct reading reading;
	bool skip_bad;
	int64_t threads;
	const char *by;		/* a column; NULL: one series */
	int measure;		/* enum demand_measure; DEMAND_VALUE: by the columns */
	int period;		/* enum period */
	int gaps;		/* enum demand_gaps, of a table */
	const char *calendar;	/* a file; NULL: none */
};

#define DEMAND_DEFAULTS { .as_of = DATE_NONE, .measure = DEMAND_VALUE, .period = PERIOD_MONTH }

#define DEMAND_OPTS(o) \
	{ OPT_TEXT, 0, "by", "COLUMN", "one series per value of this column", &(o)->by }, \
	{ OPT_CHOICE, 0, "period", PERIODS, "length of a period (month)", &(o)->period }, \
	{ OPT_CHOICE, 0, "measure", "orders|quantity|amount", \
	    "what to count in an order log (orders)", &(o)->measure }, \
	{ OPT_CHOICE, 0, "gaps", "stop|zero|line", \
	    "a period without a value in a table of values: an error, 0, or interpolated (stop)", \
	    &(o)->gaps }, \
	{ OPT_FILE, 0, "calendar", "FILE", "with --period=day: leave out the days closed in FILE", \
	    &(o)->calendar }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", \
	    &(o)->dates.zone }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", \
	    &(o)->skip_bad }, \
	{ OPT_COUNT, 0, "threads", "N", \
	    "number of threads, at most 16 (one per processor)", &(o)->threads }

struct demand_rows {
	const char *by;			/* the column of the names; NULL: one series */
	const char **name;		/* of the series, in the order of their bytes */
	struct demand *series;
	size_t n;
	struct slots slots;
	struct calendar *calendar;	/* NULL: none */
	struct demand_own *own;
};

/*
 * Reads the store or, if it is NULL, the operands or standard input. Bad data ends the tool. Says
 * on standard error what was left out. Series without a whole period are left out. The caller frees
 * the result with demand_rows_free.
 */
struct demand_rows *demand_rows_read(const struct demand_opts *, struct store *, char **operands);
void demand_rows_free(struct demand_rows *);

/* Is the business open in this slot? */
bool demand_rows_open(const struct demand_rows *, int32_t slot);

#endif
