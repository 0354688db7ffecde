/*
 * table - CSV with a header, from operands or standard input (program).
 *
 * RFC 4180 in UTF-8, read strictly: a row is whole or it is bad.  A column is found by its name, or
 * by one that differs only in case and in blanks around it.  Columns without a name are left out if
 * they are the last or several; a row that has something there is bad.  Two ways in: row by row
 * (table_next), or by blocks of rows that threads split side by side (table_read, block_split,
 * table_judge).  Both give the same rows and the same messages.
 */
#ifndef TABLE_H
#define TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/io/source.h"

struct table;

enum table_policy {		/* what a bad row does */
	TABLE_STOP,		/* names it and ends the tool */
	/* --skip-bad: the row is left out, the first 20 are named, status 1 */
	TABLE_SKIP,
	/* bulk loads: as TABLE_SKIP, but then nothing may be kept (table_bads) */
	TABLE_ALL,
};

struct table_reject {		/* a bad row */
	const char *file;
	uint64_t line;
	const char *csv;	/* its cells, table_width of them, without the line feed */
	const char *column, *reason;	/* COLUMN is NULL if the whole row is bad */
};

struct table_opts {
	enum table_policy policy;
	/*
	 * With TABLE_ALL: takes each bad row, so that the others may be kept; NULL if nobody
	 * does.
	 */
	void (*reject)(void *ctx, const struct table *, const struct table_reject *);
	void *ctx;
	/* names, then NULL: last columns that are left out if all are there */
	const char *const *leave_out;
	bool digest;		/* keep the digest of all the bytes */
	const struct opt_list *rename;	/* OLD=NEW: read OLD as NEW; NULL: no such option */
	struct source_opts source;	/* how bytes become text */
};

#define TABLE_RENAME(o) { OPT_MANY, 0, "rename", "OLD=NEW", "read the column OLD as NEW", (o) }

enum { TABLE_DIGEST_SIZE = 33 };

/* Read FILEs in turn as one table ("-" is standard input; none at all means it too). */
struct table *table_open(char **files, const struct table_opts *);

size_t table_width(const struct table *);
const char *table_name(const struct table *, size_t column);
bool table_find(const struct table *, const char *name, size_t *at);
size_t table_column(const struct table *, const char *name);	/* ends the tool if there is none */

/* Ends the tool: these columns are missing (NULL ends them); MORE, or NULL, says who needs them. */
_Noreturn void table_missing(const struct table *, const char *const *names, const char *more);

/* "the columns are 'a', 'b'", as read, or what is wrong with them all.  The caller frees it. */
char *table_names(const struct table *);

/*
 * The cells of the next good row, each NUL-terminated, valid until the next call; NULL at the
 * end.
 */
char **table_next(struct table *);

/* The current row is bad: COLUMN says where (NULL: the row as a whole), the rest why. */
void table_bad(struct table *, const char *column, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A row to be judged later: a copy of the current one. */
struct table_row {
	const char *file;
	uint64_t line;
	char *csv;	/* its cells, as CSV without the line feed */
};
struct table_row table_row_copy(const struct table *);
void table_row_bad(struct table *, const struct table_row *, const char *column, const char *fmt,
    ...)
    __attribute__((format(printf, 4, 5)));
void table_row_free(struct table_row *);

uint64_t table_rows(const struct table *);	/* good and bad so far */
uint64_t table_bads(const struct table *);
uint64_t table_line(const struct table *);	/* of the current row */
/* Likewise; before the first row, of the header. */
const char *table_file(const struct table *);

/* After the last row: 32 hexadecimal digits of the XXH3-128 of all that was read. */
void table_digest(const struct table *, char to[static TABLE_DIGEST_SIZE]);

/* After the last row: says how many more rows were bad than were named.  Frees. */
void table_close(struct table *);

/*
 * By blocks (block.h), for threads: the next bytes, whole rows of one file; false at the end.  Any
 * thread; the blocks are numbered as they are read.
 */
struct block;
bool table_read(struct table *, struct block *);

/* Acts on what is bad in the block: one thread, each block, in the order of their numbers. */
void table_judge(struct table *, struct block *);

#endif
