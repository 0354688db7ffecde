/*
 * history - purchase histories, one a customer, for every analysis (program).
 *
 * They come from an order log (CSV with customer_id and date), from a history table (CSV with
 * customer_id, first_date, last_date and frequency), or from the store; which of them it was, an
 * analysis need not know.  What it adds to each row is printed by history_print, with the columns
 * that came in.
 */
#ifndef HISTORY_H
#define HISTORY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/known.h"
#include "lib/history/fold.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/store/store.h"

struct history {
	const char *id;
	int32_t first, last;	/* purchase days */
	int64_t orders;		/* -1: not known (a history table without it) */
	int64_t frequency;	/* x: purchase days after the first */
	int64_t spend;		/* ten-thousandths, net of refunds; meaningless where there is no money */
	double monetary;	/* mean spend of the repeat purchase days; NAN where frequency is 0 */
	const char *const *kept;	/* --keep columns; NULL if there are none */
	const struct fold_day *day;	/* all purchase days, where they were asked for and an order log was read; else NULL */
	size_t days;
	int32_t next;		/* the first purchase day after the as-of date, where days were asked for; DATE_NONE: none */
	int64_t after;		/* purchase days after the as-of date, where they were asked for */
};

enum history_unit { HISTORY_NO_UNIT = -1, HISTORY_WEEK, HISTORY_DAY };
#define HISTORY_UNITS "week|day"

struct history_opts {
	struct store_opts store;
	int32_t as_of;
	int input, fit_on;
	struct opt_list keep;
	struct date_reader dates;
	bool skip_bad;
	int64_t threads;
	bool days;	/* of an order log or store keep all purchase days: 16 bytes each */
	int32_t after;	/* likewise count the purchase days of so many days after the as-of date */
	bool summaries;	/* read also what other tools make: customer_id, frequency, recency and T, but no dates */
	int unit;	/* enum history_unit: that of such a recency and T */
};

#define HISTORY_DEFAULTS { .as_of = DATE_NONE, .unit = HISTORY_NO_UNIT }

#define HISTORY_OPTS(o) \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }, \
	{ OPT_CHOICE, 0, "input", "auto|log|history", "kind of the CSV (auto: decided by its header)", &(o)->input }, \
	{ OPT_MANY, 0, "keep", "COLUMN", "keep this column of an order log, constant per customer", &(o)->keep }, \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_CHOICE, 0, "fit-on", "store|input", "with -d and FILE: customers to fit and rank on (store)", &(o)->fit_on }, \
	{ OPT_TEXT, 0, "date-format", "STRPTIME", "format of the dates, such as %d/%m/%Y (ISO 8601)", &(o)->dates.format }, \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", &(o)->dates.zone }, \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", &(o)->skip_bad }, \
	{ OPT_COUNT, 0, "threads", "N", "number of threads, at most 16 (one per processor)", &(o)->threads }

struct histories;

/*
 * Reads the operands or standard input to the end: with a store the rows of the customers to be
 * scored, else all there is.  Ends the tool where it is bad.  The options stay the caller's.
 */
struct histories *history_open(const struct history_opts *, char **operands);

/* Then, from the store: all histories, and the customers of the rows.  NULL: nothing to do. */
void history_find(struct histories *, struct store *);
void history_close(struct histories *);

/* The history of one customer of the store; first is DATE_NONE if there was no purchase. */
struct history history_of(struct store *, const char *id, struct known);

struct known history_known(const struct histories *);	/* up to when facts count */
int32_t history_as_of(const struct histories *);	/* its day */
bool history_has_days(const struct histories *);	/* they were asked for, and there */
bool history_is_folded(const struct histories *);	/* from single orders, so that later ones are known */
int32_t history_newest(const struct histories *);	/* likewise: the last row at all, also after the as-of date; DATE_NONE: none */
bool history_has_spend(const struct histories *);	/* was there an amount, or the column spend */
bool history_has_monetary(const struct histories *);	/* likewise, or the column monetary */
unsigned history_threads(const struct histories *);

/* Ends the tool if the later purchases of a window of HORIZON days are not all known: --evaluate needs them. */
void history_window_check(const struct histories *, int32_t horizon);

/* The customers to fit and rank on, each with a purchase by the as-of date. */
size_t history_count(const struct histories *);
const struct history *history_at(const struct histories *, size_t i);

/* Of a history of either kind, its place among all that were read: 0 .. history_all - 1. */
size_t history_all(const struct histories *);
const struct history *history_any(const struct histories *, size_t i);
size_t history_index(const struct histories *, const struct history *);

/* The rows to print; a row may be of a customer without a purchase: NULL. */
size_t history_rows(const struct histories *);
const struct history *history_row(const struct histories *, size_t row);

/* What came in with a row in that column; NULL if there is none. */
const char *history_cell(const struct histories *, size_t row, const char *column);

struct history_column {
	const char *name;
	enum put_kind kind;
};

/*
 * Print the rows with N more columns; one that came in under the same name is replaced where it
 * stands.  fill(ctx, h, cells) sets the N cells of a row, on any thread; where a row has no history
 * they stay empty.  PICK names the rows to print and their order; NULL: all.
 */
void history_print(const struct histories *, struct put *, const struct history_column *, size_t n,
    void (*fill)(const void *ctx, const struct history *, struct value *), const void *ctx,
    const size_t *pick, size_t npick);

/* Writes the columns of histories read from the store: cust-list --history. */
extern const struct history_column history_columns[];
enum { HISTORY_COLUMNS = 11 };
void history_fill(int32_t as_of, bool money, const struct history *, struct value cell[static HISTORY_COLUMNS]);

#endif
