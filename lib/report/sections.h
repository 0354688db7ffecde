/*
 * sections - what a report shows: its sections as data (pure).
 *
 * A section has blocks. A block is a command, and how its table is laid out: a sentence, a chart,
 * and a table. So a new section is a new entry. All words are in English and Chinese.
 *
 * A command is a template: a tool, or two with " | " between them, and words that begin with @ and
 * are replaced (command.h). The block is left out if the report does not have what a word stands
 * for: @by, if no group was asked for.
 *
 * A sentence has cells of the table in braces: {clv} is that of the first row, {clv$} of the last,
 * and {value@top_share,0.1} of the row that begins with these cells. {metric*result=missed} and
 * {@by*result=missed} are the cells of all rows that meet the condition. {@since} is a word of the
 * command, and {#} the number of the rows that the block has.
 */
#ifndef SECTIONS_H
#define SECTIONS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/chart/chart.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH, LANGUAGES };

struct said {		/* in both languages */
	const char *in[LANGUAGES];
};

/* How a column is shown. */
enum shown {
	SHOWN_NONE,	/* not in the table: for charts and sentences */
	SHOWN_TEXT,	/* as it is: an id, a date */
	SHOWN_GROUP,	/* the same; an empty one is of what has no group */
	SHOWN_LONG,	/* as it is, in several lines */
	SHOWN_WORD,	/* a word of custkit, translated */
	SHOWN_TABLE,	/* the name of a table of the store, translated */
	SHOWN_MONTH,	/* a date, as its month */
	SHOWN_PERIOD,	/* 2026-Q2, 2026-04 */
	SHOWN_SCOPE,	/* "kind=complaint severity=high", as complaint high */
	SHOWN_COUNT, SHOWN_AMOUNT, SHOWN_SHARE, SHOWN_POINTS, SHOWN_CHANGE, SHOWN_NUMBER,
	SHOWN_GAP,	/* a difference of shares, in percentage points */
	SHOWN_FIGURE,	/* as the figure in the first cell of the row */
	SHOWN_MEASURE,	/* as the cell of the row in the column measure */
	SHOWN_GAP_OF_MEASURE,	/* the same of a difference: of shares it is in percentage points */
	SHOWN_RANGE,	/* amounts from NAME to below TO; without TO: and more */
	SHOWN_WORST,	/* "12:3.5 17:2": numbers of cases with hours */
	SHOWN_LIMIT,	/* "4h", "5d": a length of time, in words */
	SHOWN_TIME,	/* a date-time: its T is a blank, without seconds */
};

struct column {
	const char *name;	/* @by: the column of the groups; NULL ends the list */
	const char *to;		/* with it, the interval from NAME to TO */
	enum shown as;
	struct said head;	/* NULL: not in the table */
};

/*
 * A sentence that is said only if a row meets the condition (cells.h), or with '!' before it, if
 * none does. "#all" and "#some": if all rows of the block are shown, or not. NULL: always.
 */
struct clause {
	const char *given;
	struct said said;	/* nothing in it ends the list */
};

struct block {
	const char *id;			/* unique */
	const char *command;
	/* SQL: only if the store has a row of it; NULL: the block needs no store */
	const char *exists;
	const char *rows;	/* a condition on those that are shown (cells.h); NULL: all */
	const char *order;	/* the first cells in the order to show; NULL: as printed */
	const char *counts;	/* columns, all empty or 0 in all rows if there are no data */
	size_t most;		/* rows that are shown; 0: all */
	bool latest;		/* the last rows, not the first */
	size_t cards;		/* the first rows that are also cards */
	bool names;		/* the rows are customers: name the command that names them */
	const struct column *columns;
	struct {
		bool wanted;
		enum chart_kind kind;
		const char *label, *x, *y, *low, *high, *inner_low, *inner_high;
		const char *second;	/* a column that is the second series */
		const char *rows;	/* as block.rows */
		const char *strong;	/* a row that is to be noticed: COLUMN=CELL */
		struct said unit, second_name, first_name;
	} chart;
	struct said title, sentence, none, note;
	const char *optional;	/* columns that are left out if they are empty in all rows */
	const struct clause *clauses;	/* after the sentence; NULL: none */
	bool joined;		/* of a brief section: in the paragraph of the block before */
};

struct section {
	const char *id;
	struct said title;
	const struct block *blocks;	/* the last one has no id */
	bool brief;		/* sentences only; what lacks is left out */
};

extern const struct section sections[];
extern const size_t sections_n;

const struct section *sections_find(const char *id, size_t n);	/* of N bytes; NULL: none */

/* A word of custkit in the language: "won-back" is 回归客户. The word itself if there is no other. */
const char *sections_word(const char *word, enum language);
/* The same of a table: "orders" are not a count there. */
const char *sections_table(const char *table, enum language);

/* How the figure of figure-calc is shown. */
enum shown sections_figure(const char *figure);

#endif
