/*
 * statistics - the sufficient statistics of a part of the customers, as a table: stat,a,b,c,n
 * (program).
 *
 * A row says that something was counted N times. So tables of several parts are merged by adding
 * the N of equal rows, in any order. The first rows say what was counted: the format, the tool, the
 * part, the as-of date, the options that decide what counts, and what the input had.
 * custkit-statistics(5) lists all rows.
 *
 * The last row is the check: the sum, modulo 2^64, of N times the hash of each other row. It shows
 * that a row was changed or lost. The parts must be complete, each once.
 */
#ifndef STATISTICS_H
#define STATISTICS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/fingerprint.h"
#include "lib/base/partition.h"
#include "lib/io/opt.h"

struct put;

enum { STATISTICS_FORMAT = 1, STATISTICS_CELLS = 3 };

#define STATISTICS_OPTS(print, merge) \
	{ OPT_FLAG, 0, "statistics", NULL, \
	    "print the sufficient statistics of the input instead, to be merged", (print) }, \
	{ OPT_FLAG, 0, "from-statistics", NULL, \
	    "read tables that --statistics printed, one per part, and merge them", (merge) }

struct statistics_option {	/* an option that decides what is counted */
	const char *name;	/* without dashes; NULL ends a list */
	const char *value;	/* NULL or "": not given */
};

/* Misuse if one of the options NAMES, which ends with NULL, is given; with --OPTION. */
void statistics_refuse(const char *option, const char *const *names);

/*
 * The options that no tool has with --statistics, or with --from-statistics: those of another
 * source, and of how a CSV is read. Misuse if one is given.
 */
struct reading;
void statistics_check_print(void);
void statistics_check_merge(const struct reading *);

/* The word at a PLACE of "csv|tsv|json", as OPT_CHOICE counts; "" if there is none. */
enum { STATISTICS_WORD = 32 };
const char *statistics_word(const char *words, int place, char to[static STATISTICS_WORD]);

/* Writing. */

struct statistics_head {
	const char *tool;
	struct partition part;		/* .n 0: all customers */
	int32_t as_of;			/* DATE_NONE: the tool has none */
	const struct statistics_option *option;	/* NULL: none */
	const char *const *has;		/* what each part must have or lack, ending with NULL */
	int64_t rows;
	int64_t customers;		/* -1: not counted */
	const struct fingerprint *print;	/* NULL: none */
};

struct statistics;
struct statistics *statistics_begin(const struct statistics_head *, struct put *);

/* A row. Cells may be NULL. Nothing if N is 0. */
void statistics_put(struct statistics *, const char *stat, const char *a, const char *b,
    const char *c, int64_t n);

/* A row of CELLS whole numbers. */
void statistics_numbers(struct statistics *, const char *stat, const int64_t *x, size_t cells,
    int64_t n);
void statistics_date(struct statistics *, const char *stat, int32_t day, int64_t n);
void statistics_amount(struct statistics *, const char *stat, int64_t amount, int64_t n);
void statistics_end(struct statistics *);

/* Reading. */

struct statistics_wanted {
	const char *tool;
	int32_t as_of;			/* --as-of; DATE_NONE: that of the tables */
	const struct statistics_option *option;	/* as at writing; NULL: none */
	const char *expect;		/* the fingerprint of all parts; NULL: any */
	/*
	 * Takes a row of the tool, or "has" and a word; false if it is not one. Rows come in
	 * any order, equal ones possibly several times.
	 */
	bool (*take)(void *ctx, const char *stat, char *const cell[static STATISTICS_CELLS],
	    int64_t n);
	void *ctx;
};

struct statistics_sum {
	uint32_t parts;
	int32_t as_of;			/* DATE_NONE: the tool has none */
	int64_t rows, customers;
	struct fingerprint print;
};

/* Reads the operands or standard input. Ends the tool if they are not complete and right. */
void statistics_read(char **operands, const struct statistics_wanted *, struct statistics_sum *to);

/* Read cells for TAKE; false if they are not such. */
bool statistics_is_number(const char *cell, int64_t least, int64_t most, int64_t *to);
bool statistics_is_date(const char *cell, int32_t *to);

/* Ends the tool: the rows of TOOL contradict each other. */
_Noreturn void statistics_contradict(const char *what);

#endif
