/*
 * put_own - what the files put*.c share: a table that is being written (program).
 *
 * Tools call put.c. Cells and rows are written at once (put_cell.c, put_lines.c), with three
 * exceptions. An aligned table is kept as text until the widths of all columns are known
 * (put_aligned.c, put_fit.c). A workbook is packed at the end (put_xlsx.c). With --columns, --sort,
 * --limit, --pseudonym or --mask, and if some are left out (put_leave_out), the rows are kept as
 * values (put_rows.c); what is to be seen of the chosen rows goes to a second table, .to,
 * that has only the chosen columns (put_chosen.c). So the code of the formats does not deal with
 * these options.
 */
#ifndef PUT_OWN_H
#define PUT_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/date.h"
#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/io/put.h"

/* How the aligned formats write numbers. */
enum put_style { PUT_AS_IS, PUT_ROUNDED, PUT_MONEY, PUT_PERCENT, PUT_POINTS };

struct put_column {
	char *name;
	enum put_kind kind;
	enum put_style style;
	bool maybe_number;	/* JSON: write text that looks like a number as a number */
	bool object;		/* JSON: write text that is an object as an object */
	bool date;		/* a workbook: write text that is a date as a date */
	int32_t day;		/* CSV: the last date, if there is its text */
	char day_text[DATE_SIZE];

	/* Aligned formats. */
	int rank;		/* lexicon.h */
	const char *context;	/* in which the name is translated */
	size_t width;		/* of the widest cell */
	bool number;		/* all cells look like numbers */
	bool filled;		/* some cell is not empty */
	bool hidden;		/* not printed, so that the table fits */
	size_t cut;		/* cells are cut to this width; 0: not cut */
};

struct put_held {		/* a cell of a row that is kept */
	union {
		int64_t i;
		double x;
		size_t at;	/* offset of the text */
	};
	uint8_t kind;		/* enum put_kind: which function put it */
	bool none;
};

struct put_rows {		/* whole rows; the last one may be incomplete */
	size_t width;		/* cells of a row */
	struct put_held *cell;
	size_t n, room;		/* cells */
	struct text text;	/* NUL-terminated each */
};

struct put_key {
	size_t column;
	bool descending;
	bool bytes;		/* compare bytes, also for numbers */
};

struct put {
	enum put_format format;
	bool header;		/* still to be written */
	bool bom;		/* likewise */
	bool repeats;		/* names of columns may be the same */
	bool branch;		/* its rows go to another put */
	FILE *out;
	const char *path;	/* NULL: standard output */
	struct draft *draft;	/* of a file; NULL: standard output, or a device */
	FILE *drawn;		/* of --plot: a file in memory; NULL */
	FILE *real;		/* .out after put_release; NULL: rows are not being held */
	struct put_column *col;
	size_t ncol, room;
	struct map *names;	/* names of the columns, to find duplicates */
	size_t at;		/* column of the next cell */
	/* rows not yet written; aligned formats: cells, each NUL-terminated */
	struct text buf;
	size_t rows;
	size_t blanks;		/* aligned formats: to be written before the next text */
	size_t fit;		/* the greatest width of the table; 0: any */
	struct put_sheet *sheet;	/* PUT_XLSX; NULL before the first cell */
	struct put_rows *gauges;	/* PUT_PROM; the same */

	struct put_opts opts;	/* --columns, --sort and --limit */
	struct put_rows *held;	/* NULL: rows are written as they come */
	struct put *to;		/* gets the chosen rows; NULL before the first one */
	bool narrow;		/* branches have the columns of .to, and no row is held */
	/* of put_leave_out; NULL: no row is left out */
	bool (*bars)(void *ctx, const char *cell);
	void (*bars_done)(void *);
	void *bars_ctx;
	const char *bars_column, *bars_option;
	size_t bars_at;
	/* of put_lacks; NULL: the tool has no better message */
	void (*lacks)(const void *ctx, const char *option, const char *name);
	const void *lacks_ctx;
	struct put_veil *veil;	/* --pseudonym, --mask; NULL: cells are printed as they are */
	struct put_rows *seen;	/* what is left after the two */
	size_t *chosen, nchosen;
	struct put_key *key;
	size_t nkeys;
	int64_t limit, passed;	/* numbers of rows; limit -1: all */
};

static inline bool
put_is_aligned(const struct put *p)
{
	return p->format == PUT_TABLE || p->format == PUT_MD;
}

/* The style of a cell of this kind, which need not be that of its column. */
static inline enum put_style
put_style_of(const struct put_column *c, enum put_kind kind)
{
	return kind == PUT_SHARE ? PUT_PERCENT : kind == PUT_MEAN ? PUT_MONEY : c->style;
}

static inline bool
put_is_text(unsigned kind)
{
	return kind == PUT_TEXT || kind == PUT_CELL || kind == PUT_PASSED;
}

static inline bool
put_is_real(unsigned kind)
{
	return kind == PUT_REAL || kind == PUT_SHARE || kind == PUT_MEAN;
}

/* For people: the name of a column, and the text of one of its cells. */
static inline const char *
put_said_name(const struct put_column *c)
{
	return say_word(SAY_CELL, c->context, c->name);
}

static inline const char *
put_said(const struct put_column *c, const char *cell)
{
	return say_word(SAY_CELL, c->name, cell);
}

struct put *put_new(FILE *, enum put_format, bool header);
void put_free(struct put *);

/* The same as put_text and so on, for a table that does not keep its rows as values. */
void put_cell_text(struct put *, const char *);
void put_cell_int(struct put *, int64_t);
void put_cell_amount(struct put *, int64_t);
void put_cell_real(struct put *, double);
void put_cell_date(struct put *, int32_t);
void put_cell_none(struct put *);
/* A cell of this kind; the kind of the column is ignored. */
void put_cell_of(struct put *, enum put_kind, const struct value *);
/* N cells of the kinds of their columns. */
void put_cell_all(struct put *, const struct value *, size_t n);
void put_cell_end(struct put *);
void put_cell_join(struct put *, struct put *branch);
void put_cell_finish(struct put *);

/* --columns, --sort and --limit: passes on whole rows; with --sort, keeps them to the end. */
void put_chosen_pass(struct put *, struct put_rows *);
void put_chosen_close(struct put *);
/* Whether rows can come with the chosen columns only, N of them: no other cell is looked at. */
bool put_chosen_columns(struct put *, size_t *n);

/*
 * --pseudonym and --mask. NULL without them; misuse if they contradict each other. A plan says what
 * becomes of each column; then put_veil_cell returns the new value of a cell, which is valid until
 * the next call. put_veil_sorts: the rows may be in the order of the true
 * ids of COLUMN, and so tell them.
 */
struct put_veil *put_veil_new(const struct put_opts *);
void put_veil_free(struct put_veil *);
void put_veil_plan(struct put *);
struct value put_veil_cell(struct put *, size_t column, enum put_kind, struct value);
bool put_veil_sorts(const struct put *, size_t *column);

/* Aligned formats: the name of a column, a cell in the style of its column, the whole table. */
void put_aligned_column(struct put *, struct put_column *);
void put_aligned_text(struct put *, const char *);
void put_aligned_amount(struct put *, int64_t);
void put_aligned_real(struct put *, enum put_kind, double);
size_t put_aligned_number(double, char *to);	/* rounded, without a unit */
void put_aligned_print(struct put *);

/* PUT_XLSX. */
void put_xlsx_cell(struct put *, enum put_kind, const struct value *);
void put_xlsx_end(struct put *);
void put_xlsx_finish(struct put *);

/* PUT_PROM: keeps the cells; prints the gauges, column by column. */
void put_prom_cell(struct put *, enum put_kind, const struct value *);
void put_prom_finish(struct put *);

/* The width that a table on standard output must fit; 0 if it need not. */
size_t put_fit_width(const struct put_opts *);

/* Hides or cuts columns until a table with GAP blanks between columns fits; notes which. */
void put_fit(struct put *, size_t gap);

struct put_rows *put_rows_new(size_t width);
void put_rows_free(struct put_rows *);
/* Adds a cell; copies its text. */
void put_rows_add(struct put_rows *, enum put_kind, const struct value *);
void put_rows_append(struct put_rows *, const struct put_rows *);
size_t put_rows_count(const struct put_rows *);
struct value put_rows_cell(const struct put_rows *, size_t row, size_t column, enum put_kind *);
void put_rows_clear(struct put_rows *);

/*
 * The numbers of the rows in sorted order: numbers before words, and empty cells last, also in
 * descending order. Equal rows keep their order. The caller frees the array.
 */
size_t *put_rows_order(const struct put_rows *, const struct put_key *, size_t nkeys);

#endif
