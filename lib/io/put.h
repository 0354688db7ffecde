/*
 * put - a table to standard output: CSV, TSV, JSON lines, aligned text, Markdown, a workbook
 * (program).
 *
 * Name the columns, then put the cells of each row from left to right and end it.  The header
 * comes before the first row, or with put_close where there was none.  --columns, --sort and
 * --limit choose from these rows; a table for people (-t) is printed by put_close, and fits the
 * terminal.
 */
#ifndef PUT_H
#define PUT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* PUT_EXCEL_CSV: CSV that Excel opens: a BOM, CRLF, guards (guard.h). */
enum put_format { PUT_CSV, PUT_TSV, PUT_JSON, PUT_TABLE, PUT_MD, PUT_EXCEL_CSV, PUT_XLSX };
#define PUT_FORMATS "csv|tsv|json|table|md|excel-csv|xlsx"

enum put_kind {
	PUT_TEXT,
	PUT_INT,
	PUT_AMOUNT,	/* ten-thousandths */
	PUT_REAL,	/* an estimate: shortest text that reads back; NAN is an empty cell */
	PUT_DATE,	/* a day; DATE_NONE is an empty cell */
	PUT_SHARE,	/* an estimate from 0 to 1: a table for people shows percent */
	/* text as it came from a table: a number there is one in JSON and aligned */
	PUT_CELL,
	/* likewise, of a column that passes through: only if a known column holds numbers */
	PUT_PASSED,
};

struct value {		/* a cell whose kind is its column's */
	union {
		const char *s;	/* NULL is an empty cell */
		int64_t i;
		double x;
	};
	bool none;	/* an empty cell, whatever the kind */
};

struct put_opts {
	int format;		/* enum put_format */
	bool aligned;		/* -t: PUT_TABLE */
	bool wide;
	int64_t width;		/* of a table; 0: the terminal's */
	bool no_header;
	bool sheets;		/* PUT_XLSX: as many worksheets as the rows need */
	const char *columns, *sort, *limit;	/* NULL: all, as they come */
};

/*
 * For the option tables: a tool with its own formats, or its own --columns, names the others one
 * by one.
 */
#define PUT_FORMAT_OPTS(o) \
	{ OPT_CHOICE, 'f', "format", PUT_FORMATS, "output format (csv)", &(o)->format }
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
	{ OPT_FLAG, 0, "no-header", NULL, "do not print the header", &(o)->no_header }, \
	{ OPT_FLAG, 0, "sheets", NULL, \
	    "split rows that one worksheet of --format=xlsx cannot hold", &(o)->sheets }
#define PUT_OPTS(o) PUT_FORMAT_OPTS(o), PUT_COLUMNS_OPTS(o), PUT_ROWS_OPTS(o)

struct put;

struct put *put_open(const struct put_opts *);

/*
 * CSV into a new file of mode 0600, which gets its name when put_close has checked that all was
 * written (draft.h); a device or a FIFO is written to as it is.  Of the files that are there only
 * one that is empty or of this kind is overwritten, never a store or the input: its header ends
 * with LAST.
 */
struct put *put_open_file(const char *path, const char *last);

/* Ends the tool where put_open_file would, and changes nothing. */
void put_check_file(const char *path, const char *last);

void put_column(struct put *, const char *name, enum put_kind);

struct put_head {		/* an array of them ends with { 0 } */
	const char *name;
	enum put_kind kind;
};
void put_columns(struct put *, const struct put_head *);

void put_text(struct put *, const char *);	/* NULL is an empty cell */
void put_int(struct put *, int64_t);
void put_amount(struct put *, int64_t);
void put_real(struct put *, double);
void put_date(struct put *, int32_t);
void put_none(struct put *);
void put_value(struct put *, const struct value *);	/* by the kind of the column */
void put_cells(struct put *, const struct value *, size_t n);
void put_end(struct put *);			/* of the row */

/* Cells that are CSV already, standing for the next WIDTH columns; only into CSV. */
void put_raw(struct put *, const char *csv, size_t width);

/*
 * Rows made elsewhere, on another thread: a branch has the columns of its parent; joining empties
 * it.
 */
struct put *put_branch(const struct put *);
void put_join(struct put *, struct put *branch);

/*
 * Until put_release nothing is written, so that whoever makes the rows need not wait for who reads
 * them.
 */
void put_hold(struct put *);
void put_release(struct put *);

/* Header if there was no row; the aligned formats print now.  Frees. */
void put_close(struct put *);

#endif
