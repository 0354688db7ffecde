/*
 * block - bytes of CSV that hold whole rows, split into cells (program).
 *
 * What has no quote is split by its commas and line feeds; the rest goes through libcsv.  Both give
 * the same rows.  Nothing is printed and nothing ends here but for want of memory: what is bad is
 * noted, for whoever reads the blocks in their order to judge (table.h).
 */
#ifndef BLOCK_H
#define BLOCK_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"

struct block_bad {
	uint64_t line;		/* within the block, from 0 */
	char *column, *reason;	/* column may be NULL */
	char *csv;		/* the row as CSV_CELLS cells of CSV; NULL if that is 0 */
};

struct block {
	/* Set by whoever fills it; the block frees buf. */
	const char *file;
	uint64_t number;	/* as read, from 0 */
	uint64_t first_line;	/* of the file, where the block is the first of it; else 0 */
	size_t width;		/* cells a row must have; 0: any number, as for a header */
	/* the NKEEP cells that are columns, the others must be blank; NULL: all are */
	const size_t *keep;
	size_t nkeep;
	size_t csv_cells;		/* of bad rows the first CSV_CELLS cells as CSV; 0: none */
	bool cut;		/* the last row has no end within any reason */
	char *buf;		/* the bytes, and room for one more */
	size_t n, room;

	/* Set by block_split. */
	/* width times rows, each NUL-terminated, those of keep first; valid until the next split */
	char **cell;
	uint32_t *line;		/* of each row, within the block */
	size_t rows;
	size_t cells;		/* of the last row */
	uint64_t lines;
	size_t split_bad;	/* rows that did not come out of the split */
	struct block_bad *bad;
	size_t nbad;
	char *framing;		/* what leaves the rest unreadable; NULL if nothing does */
	uint64_t framing_line;

	/* The block's own. */
	size_t cells_room, line_room, bad_room;
	pthread_mutex_t lock;	/* of the bad rows */
	struct text text;	/* what libcsv gave */
	char **piece;		/* cells of the row at hand */
	size_t npieces, piece_room;
	uint64_t at_line, began;
	const char *advice;	/* about bytes that are not UTF-8; NULL: not looked at yet */
	bool cr;		/* a CR, of which the LF is still to come */
};

enum { BLOCK_MAX_CELL = 16 << 20 };

struct block *block_new(void);
void block_free(struct block *);

/* Returns how many good rows there are. */
size_t block_split(struct block *);

char **block_row(const struct block *, size_t row);

/* The row is bad; any thread, two at once too. */
void block_bad(struct block *, size_t row, const char *column, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* A row as WIDTH cells of CSV: what is missing is empty, the last takes what is too many.  The caller frees it. */
char *block_csv(char *const *cell, size_t n, size_t width);

/* How many of N bytes that begin with a row are whole rows. */
size_t block_whole_rows(const char *, size_t n);

#endif
