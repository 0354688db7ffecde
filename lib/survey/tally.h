/*
 * tally - counts survey answers by score, within groups and periods (program).
 *
 * The answers come from a CSV with a column of scores, on several threads, or from the table
 * feedback of the store. Only the counts are kept: memory grows with the number of groups (and with
 * TALLY_LATEST of customers), not of rows.
 */
#ifndef TALLY_H
#define TALLY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/period.h"
#include "lib/io/opt.h"
#include "lib/io/parts.h"
#include "lib/io/reading.h"
#include "lib/stat/rating.h"
#include "lib/store/store.h"

struct put;

/* which answers of a customer count: all, or the latest of each period */
enum tally_which { TALLY_ALL, TALLY_LATEST };

/* the score for the handling of a case, whatever its kind */
#define TALLY_FOLLOW_UP "follow_up"

struct tally_opts {
	struct store_opts store;
	/* only rows with this value in the column kind, if that exists; NULL: all rows */
	const char *kind;
	const char *score;	/* the column; for the store score or follow_up */
	struct rating_scale scale;
	const char *words;	/* the scale whose words are scores (our_word.h); NULL: none */
	const char *by;		/* COLUMN[,COLUMN]...; NULL: one group */
	int period;		/* enum period */
	int which;		/* enum tally_which */
	int32_t since, until;	/* inclusive days; DATE_NONE: no limit */
	int32_t as_of;		/* ignore later days; DATE_NONE: today */
	struct date_reader dates;
	bool skip_bad;
	struct reading reading;
	int64_t threads;
	const char *partition;	/* the part of the customers of a CSV; NULL: any */
};

#define TALLY_DEFAULTS { .score = "score", .period = PERIOD_NONE, .since = DATE_NONE, \
	.until = DATE_NONE, .as_of = DATE_NONE }

/* For the option table of a tool: which answers count in which group, and how they are read. */
#define TALLY_OPTS_GROUPS(o) \
	{ OPT_TEXT, 0, "by", "COLUMN[,COLUMN]", "one row per value of these columns", \
	    &(o)->by }, \
	{ OPT_CHOICE, 0, "period", PERIODS, "one row per period, by the column date", \
	    &(o)->period }, \
	{ OPT_DATE, 0, "since", "DATE", "only answers on or after DATE", &(o)->since }, \
	{ OPT_DATE, 0, "until", "DATE", "only answers on or before DATE", &(o)->until }, \
	{ OPT_DATE, 0, "as-of", "DATE", "ignore everything after DATE (today)", \
	    &(o)->as_of }, \
	{ OPT_CHOICE, 0, "per-customer", "all|latest", \
	    "all answers of a customer, or the latest in the period (all)", &(o)->which }
#define TALLY_OPTS_INPUT(o) \
	STORE_OPTS_ANALYSIS(&(o)->store), \
	{ OPT_TEXT, 0, "tz", "ZONE", "convert date-times with an offset to this time zone", \
	    &(o)->dates.zone }, \
	READING_OPTS(&(o)->reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, "leave out bad rows, report the first 20, exit 1", \
	    &(o)->skip_bad }, \
	PARTS_OPT(&(o)->partition), \
	{ OPT_COUNT, 0, "threads", "N", "number of threads, at most 16 (one per processor)", \
	    &(o)->threads }

struct tally_group {
	const char *by;		/* the values of --by in a row, each NUL-terminated */
	int32_t period;		/* its first day; 0 without periods */
	int64_t count[RATING_COUNTS];
};

struct tally;

/* Ends the tool if the options contradict each other. Call it before the store is opened. */
void tally_check(const struct tally_opts *, char **operands);

/*
 * Reads all answers of the store or, if STORE is NULL, of the operands or standard input. Bad data
 * ends the tool. Notes how many rows of CSV are of another kind. The options must live as long as
 * the result, which the caller frees with tally_free.
 */
struct tally *tally_read(const struct tally_opts *, struct store *, char **operands);

/*
 * Reads a CSV and prints the number of answers by score, group and period, to be merged; and reads
 * such tables of all parts instead of answers. METRIC and SCALE: what the scores are, which must be
 * the same in all parts.
 */
void tally_statistics_print(const struct tally_opts *, const char *tool, const char *metric,
    char **operands, struct put *);
struct tally *tally_statistics_read(const struct tally_opts *, const char *tool, const char *metric,
    char **operands);
void tally_free(struct tally *);

/*
 * Groups with an answer, sorted bytewise by their values, then by period. Without --by and periods
 * there is one group, even without answers.
 */
size_t tally_groups(const struct tally *);
const struct tally_group *tally_group(const struct tally *, size_t i);

/*
 * Can the group be compared with the previous one? Without periods always, else if their values are
 * equal. False for the first group.
 */
bool tally_follows(const struct tally *, size_t i);

/* Print the columns that identify a group, and its cells. */
void tally_columns(const struct tally *, struct put *);
void tally_put(const struct tally *, size_t i, struct put *);

#endif
