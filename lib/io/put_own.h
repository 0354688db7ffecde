/*
 * put_own - what the files put*.c share: a table on its way out (program).
 *
 * put.c is what tools call; cells and rows are written as they come (put_cell.c, put_lines.c), with
 * three exceptions.  What people read is kept as text until the widths of all columns are known
 * (put_aligned.c, put_fit.c).  A workbook is packed at the end (put_xlsx.c).  With --columns,
 * --sort or --limit a table keeps its rows as values (put_rows.c), and hands those that are asked
 * for to a second table, .to, that has only the columns asked for (put_chosen.c); so the formats
 * know nothing of it.
 */
#ifndef PUT_OWN_H
#define PUT_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/base/text.h"
#include "lib/io/put.h"

/* Numbers in the aligned formats. */
enum put_style { PUT_AS_IS, PUT_ROUNDED, PUT_MONEY, PUT_PERCENT, PUT_POINTS };

struct put_column {
	char *name;
	enum put_kind kind;
	enum put_style style;
	bool maybe_number;	/* a text that looks like a number is one in JSON */
	bool object;		/* a text that is a JSON object is one in JSON */
	bool date;		/* a text that is a date is one in a workbook */

	/* Aligned formats. */
	int rank;		/* lexicon.h */
	size_t width;		/* of the widest cell */
	bool number;		/* all cells look like numbers */
	bool filled;		/* some cell is not empty */
	bool hidden;		/* left out to fit the width */
	size_t cut;		/* cells are cut to this width; 0: they are not */
};

struct put_held {		/* a cell of a row that is kept */
	union {
		int64_t i;
		double x;
		size_t at;	/* of the text */
	};
	uint8_t kind;		/* as it was put: enum put_kind */
	bool none;
};

struct put_rows {		/* whole rows, but for the last one */
	size_t width;		/* cells of a row */
	struct put_held *cell;
	size_t n, room;		/* cells */
	struct text text;	/* NUL-terminated each */
};

struct put_key {
	size_t column;
	bool descending;
	bool bytes;		/* by bytes: numbers are only text */
};

struct put {
	enum put_format format;
	bool header;		/* still to be written */
	bool bom;		/* likewise */
	bool branch;		/* rows for another put */
	FILE *out;
	const char *path;	/* NULL: standard output */
	struct draft *draft;	/* of a file; NULL: standard output, a device */
	FILE *real;		/* what .out is again after put_release; NULL: is not held */
	struct put_column *col;
	size_t ncol, room;
	struct map *names;	/* of the columns */
	size_t at;		/* column of the next cell */
	/* rows not yet written; aligned formats: cells, each NUL-terminated */
	struct text buf;
	size_t rows;
	size_t blanks;		/* aligned formats: due before the next text */
	size_t fit;		/* the table is to be no wider; 0: it may */
	struct put_sheet *sheet;	/* PUT_XLSX; NULL before the first cell */

	struct put_opts opts;	/* --columns, --sort and --limit */
	struct put_rows *held;	/* NULL: rows are written as they come */
	struct put *to;		/* takes the held rows; NULL before the first one */
	size_t *chosen, nchosen;
	struct put_key *key;
	size_t nkeys;
	int64_t limit, passed;	/* rows; limit -1: all */
};

static inline bool
put_is_aligned(const struct put *p)
{
	return p->format == PUT_TABLE || p->format == PUT_MD;
}

struct put *put_new(FILE *, enum put_format, bool header);
void put_free(struct put *);

/* As put_text and so on, of a table that keeps no rows. */
void put_cell_text(struct put *, const char *);
void put_cell_int(struct put *, int64_t);
void put_cell_amount(struct put *, int64_t);
void put_cell_real(struct put *, double);
void put_cell_date(struct put *, int32_t);
void put_cell_none(struct put *);
/* A cell of this kind, whatever its column says. */
void put_cell_of(struct put *, enum put_kind, const struct value *);
void put_cell_end(struct put *);
void put_cell_join(struct put *, struct put *branch);
void put_cell_finish(struct put *);

/* --columns, --sort and --limit: whole rows come in; those to be sorted wait for the last. */
void put_chosen_pass(struct put *, struct put_rows *);
void put_chosen_close(struct put *);

/* Aligned formats: a name or a cell, by its column's style, and all of the table. */
void put_aligned_column(struct put *, struct put_column *);
void put_aligned_text(struct put *, const char *);
void put_aligned_amount(struct put *, int64_t);
void put_aligned_real(struct put *, double);
void put_aligned_print(struct put *);

/* PUT_XLSX. */
void put_xlsx_cell(struct put *, enum put_kind, const struct value *);
void put_xlsx_end(struct put *);
void put_xlsx_finish(struct put *);

/* The width that a table on standard output must fit; 0 if it need not. */
size_t put_fit_width(const struct put_opts *);

/* Hides or cuts columns until a table with GAP blanks between columns fits, and says so. */
void put_fit(struct put *, size_t gap);

struct put_rows *put_rows_new(size_t width);
void put_rows_free(struct put_rows *);
/* Copies the text. */
void put_rows_add(struct put_rows *, enum put_kind, const struct value *);
void put_rows_append(struct put_rows *, const struct put_rows *);
size_t put_rows_count(const struct put_rows *);
struct value put_rows_cell(const struct put_rows *, size_t row, size_t column, enum put_kind *);
void put_rows_clear(struct put_rows *);

/*
 * The rows, sorted: numbers before words before empty cells, which stay last; equal rows keep
 * their order. The caller frees the array.
 */
size_t *put_rows_order(const struct put_rows *, const struct put_key *, size_t nkeys);

#endif
