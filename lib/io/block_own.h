/*
 * block_own - how a block becomes rows; only for the files of block (program).
 *
 *	block.c		block_split: chooses a way, then applies the recipe
 *	block_quoted.c	the way through libcsv, of a block with a quote
 *	block_plain.c	the way without a parser, of a block without one
 *	block_rows.c	what both do with the cells of a row, and with a row that is bad
 *	block_odd.c	what is said about a row that is not text
 *
 * The two ways give the same rows. A way puts the cells of the row at hand into b->piece, and calls
 * block_take. In block_plain.c, the usual row goes directly to its place among the rows: a block
 * without quotes, CR, NUL and faults of UTF-8 is split sixteen bytes at a time.
 */
#ifndef BLOCK_OWN_H
#define BLOCK_OWN_H
#include "lib/io/block.h"

/* Set .rows, .line, .lines and .bad from .buf, .n and .width. */
void block_quoted(struct block *);
void block_plain(struct block *);

/*
 * Adds the row in b->piece, which has BYTES bytes, to the good rows or to the bad ones; neither if
 * it is a blank line.
 */
void block_take(struct block *, uint64_t line, size_t bytes);

/* Adds a bad row of N cells. */
void block_bad_row(struct block *, uint64_t line, char *const *cell, size_t n, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* No row can be read from here on. Only the first such error is reported. */
void block_bad_framing(struct block *, uint64_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A CR without LF, at b->at_line. */
void block_bare_cr(struct block *);

/*
 * Why the N bytes of a row, with the commas between its cells, are not text; NULL if they are. A
 * NUL becomes '?'.
 */
const char *block_odd(struct block *, char *, size_t n);

#endif
