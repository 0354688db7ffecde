/*
 * history - purchase histories, one per customer, for every analysis (program).
 *
 * They come from an order log (CSV with customer_id and date), from a history table (CSV with
 * customer_id, first_date, last_date and frequency), or from the store. An analysis need not know
 * which. It reads histories with history_at and prints its scores with history_print, which adds
 * them to the columns of the input.
 *
 * Amounts are in ten-thousandths, days are those of base/date.h. Histories are valid until
 * history_close. A bad row ends the tool with status 2; with --skip-bad it is left out.
 */
#ifndef HISTORY_H
#define HISTORY_H
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/fingerprint.h"
#include "lib/base/known.h"
#include "lib/history/fold.h"
#include "lib/io/opt.h"
#include "lib/io/parts.h"
#include "lib/io/put.h"
#include "lib/io/statistics.h"
#include "lib/io/table.h"
#include "lib/store/store.h"

struct history {
	const char *id;
	int32_t first, last;	/* purchase days */
	int64_t orders;		/* -1: not known, because the history table lacks the column */
	int64_t frequency;	/* x: purchase days after the first */
	int64_t spend;		/* net of refunds; not defined if history_has_spend is false */
	double monetary;	/* mean spend per repeat purchase day; NAN if frequency is 0 */
	int64_t profit;		/* spend less costs; only if has_profit */
	const char *const *kept;	/* columns of --keep; NULL if there are none */

	/* only if history_has_days: */
	/* all purchase days, followed by those that AFTER counts; else NULL */
	const struct fold_day *day;
	const struct costs *day_costs;	/* per day; NULL: not asked for, or no costs */
	uint32_t days;
	int32_t next;		/* first purchase day after the as-of date; DATE_NONE: none */
	int32_t after;		/* purchase days after the as-of date, where they were asked for */

	bool has_profit;	/* here, because the histories of a log take much memory */
};

enum history_unit { HISTORY_NO_UNIT = -1, HISTORY_WEEK, HISTORY_DAY };
#define HISTORY_UNITS "week|day"

struct history_opts {
	struct store_opts store;
	int32_t as_of;
	int input, fit_on;
	struct opt_list keep;
	struct opt_list covariates;	/* columns with one number per customer */
	const char *by;		/* a column that an order log keeps as with --keep; NULL: none */
	struct reading reading;
	struct date_reader dates;
	bool skip_bad;
	int64_t threads;
	bool days;	/* keep all purchase days of an order log or store: 16 bytes each */
	bool day_costs;	/* with days: keep their costs, if there are costs: 32 bytes each */
	/* store: rows of all its customers, also of those without a purchase, if none are listed */
	bool everyone;
	int32_t after;	/* also count the purchase days of so many days after the as-of date */
	/* also read a summary of another tool: customer_id, frequency, recency, T; no dates */
	bool summaries;
	int unit;	/* enum history_unit: the unit of recency and T in a summary */
	double margin;	/* share of the amount that is profit if no cost is known; NAN: none */
	const char *partition;	/* the part of the customers of an order log; NULL: any */
	const char *expect;	/* the fingerprint of an order log; NULL: any */
	/*
	 * print the statistics of an order log: its fingerprint and history_seen are kept, and are
	 * not noted
	 */
	bool statistics;
	bool silent;	/* note nothing of what was left out: another reading of the facts does */
};

#define HISTORY_DEFAULTS { .as_of = DATE_NONE, .unit = HISTORY_NO_UNIT, .margin = NAN }

#define HISTORY_MARGIN_OPT(o) \
	{ OPT_RATE, 0, "margin", "RATE", \
	    "share of the amount that is profit if no cost is known", &(o)->margin }

#define HISTORY_OPTS_AS_OF(o) \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", &(o)->as_of }
#define HISTORY_OPTS_SOURCE(o) \
	{ OPT_TEXT, 0, "tz", "ZONE", \
	    "convert date-times with an offset to this time zone", &(o)->dates.zone }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, \
	    "leave out bad rows, report the first 20, exit 1", &(o)->skip_bad }, \
	PARTS_OPT(&(o)->partition), \
	{ OPT_TEXT, 0, "expect", "ROWS,AMOUNT,DIGEST", \
	    "require that the order log has this fingerprint", &(o)->expect }, \
	{ OPT_COUNT, 0, "threads", "N", \
	    "number of threads, at most 16 (one per processor)", &(o)->threads }

#define HISTORY_OPTS(o) \
	HISTORY_OPTS_AS_OF(o), \
	{ OPT_CHOICE, 0, "input", "auto|log|history", \
	    "kind of the CSV (auto: decided by its header)", &(o)->input }, \
	{ OPT_MANY, 0, "keep", "COLUMN", \
	    "keep this column of an order log; it has one value per customer", &(o)->keep }, \
	HISTORY_MARGIN_OPT(o), \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_CHOICE, 0, "fit-on", "store|input", \
	    "with -d and FILE: customers to fit and rank on (store)", &(o)->fit_on }, \
	HISTORY_OPTS_SOURCE(o)

/* For an analysis of the days, which prints no customers: a history table is of no use to it. */
#define HISTORY_OPTS_DAYS(o) \
	HISTORY_OPTS_AS_OF(o), STORE_OPTS_ANALYSIS(&(o)->store), HISTORY_OPTS_SOURCE(o)

struct histories;

/*
 * Reads the operands or standard input to the end. With a store these are the rows of the customers
 * to be scored; without one they are all the facts. Bad input ends the tool. The options must stay
 * valid until history_close.
 */
struct histories *history_open(const struct history_opts *, char **operands);

/*
 * Call it after history_open: reads all histories of the store, and looks up the customers of the
 * rows. A store of NULL changes nothing.
 */
void history_find(struct histories *, struct store *);
void history_close(struct histories *);

/*
 * The history of one customer of the store. first is DATE_NONE if there was no purchase. The id is
 * the caller's.
 */
struct history history_of(struct store *, const char *id, struct known);

struct known history_known(const struct histories *);	/* up to when facts count */
int32_t history_as_of(const struct histories *);	/* the day of history_known */

/* The part of --partition; .n is 0 if it was not given. */
struct partition history_part(const struct histories *);

/* Whether history_opts.days was set and the source has the days. */
bool history_has_days(const struct histories *);

/* Whether they come from single orders, so that later orders are known. */
bool history_is_folded(const struct histories *);

/*
 * The day of the latest row, including rows after the as-of date; DATE_NONE if there is none.
 * Only defined if history_has_days.
 */
int32_t history_newest(const struct histories *);

/* Whether the source has amounts: the column amount or spend, or the store. */
bool history_has_spend(const struct histories *);

/* The same for monetary. A history table needs the column monetary. */
bool history_has_monetary(const struct histories *);
unsigned history_threads(const struct histories *);

/*
 * Whether the source has costs: the column cost of an order log, profit of a history table, or an
 * order of the store with a cost. The profit of a single customer may still be unknown.
 */
bool history_has_profit(const struct histories *);

/*
 * Notes on standard error how many orders have no cost, and what was assumed or left empty. Nothing
 * without costs.
 */
void history_note_profit(const struct histories *);

/*
 * The same note, of ORDERS without a cost. UNKNOWN: how many sums are empty, of customers or CELLS.
 */
void history_note_uncosted(const struct histories *, int64_t orders, int64_t unknown,
    bool cells);

/* --margin; NAN if it was not given. */
double history_margin(const struct histories *);

/* What an order log has besides the histories. Notes on standard error say it. */
struct history_seen {
	int64_t later;		/* customers first seen after the as-of date */
	int64_t refunds;	/* customers with refunds, but without a purchase */
	int64_t early;		/* refunds before any purchase */
	int32_t oldest;		/* the day of the first row that counts; INT32_MAX: none */
	int32_t newest;		/* the day of the last row, also after the as-of date */
	bool costs;		/* a row has a cost */
};
const struct history_seen *history_seen(const struct histories *);
void history_seen_note(const struct history_seen *, int32_t as_of);

/*
 * The statistics of an order log (history_statistics.c). BEGIN writes their first rows: the part,
 * the as-of date, the options and the fingerprint; and what history_seen says. TAKE is for
 * statistics_wanted.take: it reads the latter again, from all parts; false: another row.
 */
struct statistics *history_statistics_begin(const struct histories *, const char *tool,
    const struct statistics_option *, struct put *);
bool history_statistics_take(struct history_seen *, const char *stat,
    char *const cell[static STATISTICS_CELLS], int64_t n);
#define HISTORY_SEEN_NONE { .oldest = INT32_MAX, .newest = DATE_NONE }

/* Misuse if an option was given that is for a log, but not for statistics. */
void history_statistics_check(const struct history_opts *);

/*
 * For --evaluate: ends the tool if the purchases in the HORIZON days after the as-of date are not
 * all known.
 */
void history_window_check(const struct histories *, int32_t horizon);

/*
 * The columns of history_opts.covariates, and their values. They are columns of a history table,
 * columns that an order log keeps, or columns or attributes of the store's customers. A cell that
 * is not a number is bad.
 */
size_t history_covariates(const struct histories *);
const char *history_covariate_name(const struct histories *, size_t k);
double history_covariate(const struct histories *, const struct history *, size_t k);

/* The customers to fit and rank on. Each of them has a purchase on or before the as-of date. */
size_t history_count(const struct histories *);
const struct history *history_at(const struct histories *, size_t i);

/*
 * All histories that were read, which includes those that --fit-on=input excludes from history_at.
 * history_index gives the place of any history among them: 0 to history_all - 1.
 */
size_t history_all(const struct histories *);
const struct history *history_any(const struct histories *, size_t i);
size_t history_index(const struct histories *, const struct history *);

/* The rows to print. history_row is NULL if the customer of the row has no purchase. */
size_t history_rows(const struct histories *);
const struct history *history_row(const struct histories *, size_t row);

/* With history_opts.everyone: the day when the row's customer was acquired; DATE_NONE: unknown. */
int32_t history_acquired(const struct histories *, size_t row);

/*
 * Whether the input has the column, or an order log keeps it; and the cell in that row and column,
 * NULL if there is none, or if it was kept and the customer of the row has no purchase.
 */
bool history_has_column(const struct histories *, const char *column);
const char *history_cell(const struct histories *, size_t row, const char *column);

/* The names of the columns of the input that pass through; an order log has none. */
size_t history_width(const struct histories *);
const char *history_name(const struct histories *, size_t column);

/*
 * Whether the columns of the histories are printed, because they are not columns of the input: of
 * an order log and of a store.
 */
bool history_adds_columns(const struct histories *);

/* The columns of --keep, as in history.kept. */
const struct opt_list *history_keep(const struct histories *);

struct history_column {
	const char *name;
	enum put_kind kind;
};

/*
 * Columns that a tool computes. One of two functions sets the n cells of a row, which are zeroed
 * before: fill, which leaves those of a row without a history empty, or fill_row, which is called
 * for each row. Several threads call it.
 */
struct history_scores {
	const struct history_column *column;
	size_t n;
	void (*fill)(const void *ctx, const struct history *, struct value *);
	void (*fill_row)(const void *ctx, size_t row, struct value *);	/* NULL: fill */
	const void *ctx;
	const size_t *pick;	/* the npick rows to print, in that order; NULL: all */
	size_t npick;
};

/*
 * Prints the rows with the scores. If the input has a column of the same name, that of the scores
 * takes its place.
 */
void history_print(const struct histories *, struct put *, const struct history_scores *);

/*
 * The columns of a history, and their cells (cust-list --history). MONEY: the spend is defined. The
 * last column is printed only if history_has_profit.
 */
extern const struct history_column history_columns[];
enum { HISTORY_PROFIT = 11, HISTORY_COLUMNS };
void history_fill(int32_t as_of, bool money, const struct history *,
    struct value cell[static HISTORY_COLUMNS]);

#endif
