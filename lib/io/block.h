/*
 * block - bytes of CSV that hold whole rows, split into cells (program).
 *
 * A block without quotes is split at its commas and line feeds; a block with quotes goes through
 * libcsv. Both give the same rows. Nothing is printed, and nothing ends the tool except running out
 * of memory: bad rows are collected, and table_judge reports them in the order of the blocks
 * (table.h).
 */
#ifndef BLOCK_H
#define BLOCK_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/spelling.h"
#include "lib/base/text.h"

struct recipe;

struct block_bad {
	uint64_t line;		/* within the block, from 0 */
	char *column, *reason;	/* column may be NULL */
	char *file;		/* where the row comes from, with FILE_LINE; NULL: from here */
	uint64_t file_line;
	char **cell;		/* of the table; NULL: not kept */
	char *csv;		/* block_origin; NULL if CSV_CELLS is 0 */
	bool left_out;		/* it is not bad; reason is the option */
};

struct block {
	/* Set by the caller that fills it; block_free frees buf. */
	const char *file;
	const char *encoding;	/* what the text was decoded from, for messages; NULL: UTF-8 */
	uint64_t number;	/* in the order of reading, from 0 */
	uint64_t first_line;	/* its line in the file if the block is the first one, else 0 */
	size_t width;		/* number of cells of a good row; 0: any number, as for a header */
	size_t stride;		/* room for the cells of a row: width, or the columns if more */
	char separator;		/* between cells */
	bool guarded;		/* cells may be written as ="007" */
	bool utf8_only;		/* no option names the encoding: a table beside the input */
	bool numbered;		/* the rows of a worksheet: lines count rows, not line feeds */
	bool ragged;		/* blank cells beyond WIDTH are left out */
	/* APPLY turns the cells of each row into columns by RECIPE; NULL: each cell is a column */
	const struct recipe *recipe;
	void (*apply)(const struct recipe *, struct block *);
	/* keep this many cells of each bad row as CSV, as they are in the file; 0: none */
	bool tells_left_out;	/* rows that are left out are among the bad ones */
	/* these two cells of a row say from which file and line it comes; 0: it comes from here */
	size_t place;
	size_t csv_cells;
	bool cut;		/* the last row is too long: its end was not found */
	char *buf;		/* the bytes, and room for one more */
	size_t n, room;

	/* Set by block_split. */
	/* STRIDE cells per row, each NUL-terminated, those of columns first */
	char **cell;		/* valid until the next split */
	uint32_t *line;		/* line of each row, within the block */
	size_t rows;
	size_t cells;		/* number of cells of the last row */
	uint64_t lines;
	size_t left_out;	/* rows that the recipe left out */
	size_t split_bad;	/* number of bad rows that the split found */
	struct block_bad *bad;
	size_t nbad;
	/* signs of currencies among the amounts: 1 + the first line of each, or 0 */
	uint64_t currency[SPELLING_CURRENCIES];
	char *framing;		/* the error after which no row can be read; NULL: none */
	uint64_t framing_line;

	/* Private (block_own.h). */
	size_t cells_room, line_room, bad_room;
	pthread_mutex_t lock;	/* of the bad rows */
	struct text text;	/* output of libcsv */
	struct arena made;	/* cells that the recipe wrote */
	char **origin;		/* per row that the recipe may change: CSV; NULL: unchanged */
	size_t origins, origin_room;
	char **piece;		/* cells of the current row */
	size_t npieces, piece_room;
	uint64_t at_line, began;
	char *advice;		/* about bytes that are not text, for the file ADVISED */
	const char *advised;
	bool cr;		/* the last byte was a CR; its LF must follow */
};

enum { BLOCK_MAX_CELL = 16 << 20 };

struct block *block_new(void);
void block_free(struct block *);

/* Splits the bytes in buf. Returns the number of good rows. */
size_t block_split(struct block *);

/*
 * Instead of block_split, if the caller has read the bytes without it: all ROWS were good, and each
 * was a line.
 */
void block_skip(struct block *, size_t rows);

/* The cells of a good row, from 0. */
char **block_row(const struct block *, size_t row);

/* The file that the row comes from, and the line there, if the block has its PLACE; else NULL. */
const char *block_file(const struct block *, size_t row, uint64_t *line);

/* For the recipe: the row FROM becomes the row b->rows, which is not later. */
void block_keep_row(struct block *, size_t from);

/*
 * For the recipe, before it changes a row, if CSV_CELLS is not 0: keeps the cells as they are in
 * the file, for block_origin.
 */
void block_keep_origin(struct block *, size_t row);

/* The cells of a row as they are in the file, as CSV_CELLS cells of CSV. The caller frees it. */
char *block_origin(const struct block *, size_t row);

/* Notes the currency of an amount in a row. */
void block_currency(struct block *, size_t row, enum spelling_currency);

/* Adds a bad row. Several threads may call it at the same time. */
void block_bad(struct block *, size_t row, const char *column, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* For the recipe, as block_bad, if the block tells_left_out: because of the option LEAVE. */
void block_left_out(struct block *, size_t row, const char *leave);

/*
 * A row as WIDTH cells of CSV: missing cells are empty, and extra cells are joined to the last one.
 * The caller frees it.
 */
char *block_csv(char *const *cell, size_t n, size_t width);

/* Given N bytes that begin with a row: the number of bytes in whole rows. */
size_t block_whole_rows(const char *, size_t n);

#endif
