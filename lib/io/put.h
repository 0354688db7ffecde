/*
 * put - writes a table to standard output: CSV, TSV, JSON lines, aligned text, Markdown, a workbook
 * (program).
 *
 * Name the columns, then put the cells of each row from left to right and end it. The header is
 * written before the first row; without a row, put_close writes it. --columns, --sort and --limit
 * choose from these rows. put_close prints an aligned table (-t), which fits the terminal.
 */
#ifndef PUT_H
#define PUT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/language.h"

/* PUT_EXCEL_CSV: CSV that Excel opens: a BOM, CRLF, guards (apostrophe.h). */
enum put_format { PUT_CSV, PUT_TSV, PUT_JSON, PUT_TABLE, PUT_MD, PUT_EXCEL_CSV, PUT_XLSX,
	/* gauges for Prometheus, in tools that have PUT_PROM_OPTS */
	PUT_PROM };
#define PUT_FORMATS "csv|tsv|json|table|md|excel-csv|xlsx"

enum put_kind {
	PUT_TEXT,
	PUT_INT,
	PUT_AMOUNT,	/* ten-thousandths */
	PUT_REAL,	/* an estimate: the shortest text with this value; NAN is an empty cell */
	PUT_DATE,	/* a day; DATE_NONE is an empty cell */
	PUT_SHARE,	/* an estimate from 0 to 1; an aligned table shows percent */
	PUT_MEAN,	/* an estimate of an amount; an aligned table shows two decimals */
	/* text from a table: a number is written as a number in JSON and in an aligned table */
	PUT_CELL,
	/* text of a column that passes through: as PUT_CELL if the lexicon says it has numbers */
	PUT_PASSED,
};

#define CITE_PLACES "stderr|comment"	/* of a footer (cite.h) */

struct value {		/* a cell of the kind of its column */
	union {
		const char *s;	/* NULL is an empty cell */
		int64_t i;
		double x;
	};
	bool none;	/* an empty cell, whatever the kind */
};

struct draw_plot;	/* draw.h */

struct put_opts {
	int format;		/* enum put_format */
	bool aligned;		/* -t: PUT_TABLE */
	bool wide;
	int64_t width;		/* of an aligned table; 0: that of the terminal */
	bool no_header;
	const char *lang;	/* of a table for people (language.h); NULL: that of the messages */
	bool sheets;		/* PUT_XLSX: as many worksheets as the rows need */
	const char *columns, *sort, *limit;	/* NULL: all, in their order */
	bool pseudonym, mask;
	const char *key_file;	/* of pseudonym; NULL: none */
	const char *cite;	/* "stderr" or "comment" (cite.h); NULL: no footer */
	/*
	 * The table is drawn instead (draw.h): put_close calls draw with the chart, the form
	 * and the path of a file that has the rows as CSV. plot is NULL if it is not asked for.
	 */
	const char *plot;
	const struct draw_plot *chart;
	void (*draw)(const struct draw_plot *, const char *plot, const char *path);
};

/*
 * For the option tables. A tool with its own --format or its own --columns names the other groups
 * one by one.
 */
#define PUT_FORMAT_OPTS(o) \
	{ OPT_CHOICE, 'f', "format", PUT_FORMATS, "output format (csv)", &(o)->format }
#define PUT_PROM_OPTS(o) \
	{ OPT_CHOICE, 'f', "format", PUT_FORMATS "|prom", \
	    "output format (csv); prom: gauges for Prometheus", &(o)->format }, \
	PUT_COLUMNS_OPTS(o), PUT_ROWS_OPTS(o)
#define PUT_COLUMNS_OPTS(o) \
	{ OPT_TEXT, 0, "columns", "NAME,...", "print these columns, in this order", &(o)->columns }
#define PUT_ROWS_OPTS(o) \
	{ OPT_TEXT, 0, "sort", "[-]NAME,...", \
	    "sort the rows by these columns; - means descending", &(o)->sort }, \
	{ OPT_TEXT, 0, "limit", "N", "print only the first N rows", &(o)->limit }, \
	{ OPT_FLAG, 't', "aligned", NULL, "the same as --format=table", &(o)->aligned }, \
	{ OPT_COUNT, 0, "width", "N", \
	    "fit a table into N columns (those of the terminal)", &(o)->width }, \
	{ OPT_FLAG, 0, "wide", NULL, "show all columns of a table, however wide", &(o)->wide }, \
	{ OPT_WORD, 0, "lang", LANGUAGE_WORDS, \
	    "language of a table, Markdown or a workbook (that of the messages)", &(o)->lang }, \
	{ OPT_FLAG, 0, "no-header", NULL, "do not print the header", &(o)->no_header }, \
	{ OPT_FLAG, 0, "sheets", NULL, \
	    "with --format=xlsx: continue on another worksheet if one is full", &(o)->sheets }, \
	{ OPT_FLAG, 0, "pseudonym", NULL, \
	    "print a keyed id for each id of a customer or order; implies --mask", \
	    &(o)->pseudonym }, \
	{ OPT_FILE, 0, "key-file", "FILE", \
	    "with --pseudonym: the key, 32 to 64 bytes; only its owner may read it", \
	    &(o)->key_file }, \
	{ OPT_FLAG, 0, "mask", NULL, \
	    "mask names, phones, e-mail addresses and birthdays; leave free text empty", \
	    &(o)->mask }, \
	{ OPT_WORD, 0, "cite", CITE_PLACES, \
	    "print a footer: version, command, digests of the input, as-of date", &(o)->cite }
#define PUT_OPTS(o) PUT_FORMAT_OPTS(o), PUT_COLUMNS_OPTS(o), PUT_ROWS_OPTS(o)

struct put;

struct put *put_open(const struct put_opts *);

/* The same; NULL if the tool DRAWS a chart of its own, of which the options are checked. */
struct put *put_open_or_draw(const struct put_opts *, bool draws);

/*
 * Cells from now on are in the language of this table. Of a table that programs read, sentences are
 * in the language that was asked for, else in English; names of columns and their words are always
 * English. put_open does it, too; this is for a tool that makes sentences before.
 */
void put_language(const struct put_opts *);

/* Ends the tool if put_open would; for a tool that first writes to a store. */
void put_check(const struct put_opts *);

/*
 * Writes CSV into a new file, which gets its name if put_close finds that all was written
 * (draft.h). Its mode is that of the file that it replaces, else 0600; symbolic links are followed.
 * A stream (outlet.h) is written directly. An existing file is overwritten only if it is empty or
 * its header ends with LAST; so a store or the input is never lost.
 */
struct put *put_open_file(const char *path, const char *last);

/* The columns are those of a file as it is: several may have the same name, or none. */
void put_same_names(struct put *);

/* Begins the file with a byte order mark, as spreadsheet programs expect it. */
void put_mark(struct put *);

/* Ends the tool if put_open_file would; changes nothing. */
void put_check_file(const char *path, const char *last);

void put_column(struct put *, const char *name, enum put_kind);

/* The same; the name is translated in CONTEXT, not as that of a column (say.h). */
void put_column_in(struct put *, const char *name, enum put_kind, const char *context);

/*
 * If --columns or --sort names a column that the table does not have, LACKS is called before the
 * message. It may end the tool with a better one, which says where the column is.
 */
void put_lacks(struct put *, void (*lacks)(const void *ctx, const char *option, const char *name),
    const void *ctx);

/*
 * Leaves out the rows whose cell in COLUMN, a text, is barred, before --limit counts them; bars is
 * called once per row. Call it before the first row. Misuse of --OPTION if there is no such column.
 * put_close calls DONE, if it is not NULL, after the table is written.
 */
void put_leave_out(struct put *, const char *column, const char *option,
    bool (*bars)(void *ctx, const char *cell), void (*done)(void *ctx), void *ctx);

struct put_head {		/* an array of them ends with { 0 } */
	const char *name;
	enum put_kind kind;
};
void put_columns(struct put *, const struct put_head *);

/* The importance of a column in this table (lexicon.h), if it is not that of the lexicon. */
void put_rank(struct put *, const char *column, int rank);

void put_text(struct put *, const char *);	/* NULL is an empty cell */
void put_int(struct put *, int64_t);
void put_amount(struct put *, int64_t);
void put_real(struct put *, double);
void put_date(struct put *, int32_t);
void put_none(struct put *);
void put_value(struct put *, const struct value *);	/* of the kind of the column */
/* An estimate in a column that mixes shares, amounts and numbers: PUT_SHARE, PUT_MEAN, PUT_REAL. */
void put_real_of(struct put *, enum put_kind, double);
void put_cells(struct put *, const struct value *, size_t n);
/* Is the table for people: aligned, Markdown or a workbook? Its words are in their language. */
bool put_speaks(const struct put *);
/* A number within a text: as put_real writes it, or rounded if the table is aligned. */
size_t put_number_text(const struct put *, double, char *to);
void put_end(struct put *);			/* ends the row */

/* Puts the next WIDTH cells as text that is already CSV. Only for the format CSV. */
void put_raw(struct put *, const char *csv, size_t width);

/*
 * Rows from another thread. A branch has the columns of its parent; put_join moves its rows to the
 * parent.
 *
 * If put_narrow does not return NULL, the branches from now on have only the N columns of the
 * parent that it returns, in this order: --columns asks for no more. The parent must have all its
 * columns.
 */
const size_t *put_narrow(struct put *, size_t *n);
struct put *put_branch(const struct put *);
void put_join(struct put *, struct put *branch);

/*
 * Between put_hold and put_release the rows are kept and nothing is written. The tool can then
 * close the store before a slow reader of its output makes it wait.
 */
void put_hold(struct put *);
void put_release(struct put *);

/* Writes the header if there was no row, prints an aligned table, and frees the put. */
void put_close(struct put *);

#endif
