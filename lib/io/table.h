/*
 * table - reads CSV with a header, from operands or standard input (program).
 *
 * The format is RFC 4180 in UTF-8, read strictly: a row with any error is bad. A column is found by
 * its name; case and blanks around the name do not matter. Columns without a name are left out if
 * there are several or if it is the last one; a row that has text in such a column is bad. A caller
 * reads rows (table_next), or blocks of rows that threads split in parallel (table_read,
 * block_split, table_judge). Both give the same rows and the same messages.
 */
#ifndef TABLE_H
#define TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/reading.h"
#include "lib/io/recipe.h"

struct table;

enum table_policy {		/* what happens after a bad row */
	TABLE_STOP,		/* names the row and ends the tool */
	/* --skip-bad: leaves the row out; names the first 20; status 1 */
	TABLE_SKIP,
	/* for loads: as TABLE_SKIP, but the caller must then load nothing (table_bads) */
	TABLE_ALL,
	TABLE_TELL,		/* only calls opts.reject */
};

struct table_reject {		/* a bad row */
	const char *file;
	uint64_t line;
	/* its cells as they are in the file, table_file_width of them, without the line feed */
	const char *csv;
	const char *column, *reason;	/* COLUMN is NULL if the whole row is bad */
};

/* The columns that say why a row is bad: file, line, column and reason; then NULL. */
extern const char *const table_marks[];

struct table_opts {
	enum table_policy policy;
	/*
	 * Called with each bad row. NULL: none. With TABLE_ALL: the good rows may then be
	 * loaded.
	 */
	void (*reject)(void *ctx, const struct table *, const struct table_reject *);
	void *ctx;
	/* names, then NULL: the last columns, which are left out if all of them are there */
	const char *const *leave_out;
	bool digest;		/* compute the digest of all bytes */
	const struct reading *reading;	/* NULL: custkit's own CSV, without options */
	/* with reading->preset: the table to make of the files, and --tz; NULL: any, none */
	const char *as, *zone;
	/* Called with each row that reading->leave_out leaves out. NULL: none. */
	void (*left_out)(void *ctx, const struct table *, const struct table_reject *);
	void *left_out_ctx;
};

enum { TABLE_DIGEST_SIZE = 33 };

/*
 * If there is opts.reject: calls SPOIL with the cells of each bad row that table_next does not
 * return, if its cells could be told apart.
 */
void table_spoils(struct table *, void (*spoil)(void *ctx, char *const *cell), void *ctx);

/*
 * Reads FILES one after the other as one table. "-" is standard input, which is also read if there
 * are no files.
 */
struct table *table_open(char **files, const struct table_opts *);

size_t table_width(const struct table *);
const char *table_name(const struct table *, size_t column);

/* Does a file probably come from a spreadsheet program? (source_has_mark) */
bool table_has_mark(const struct table *);

/* The columns as they are in the file, without opts.leave_out: for the file of rejects. */
size_t table_file_width(const struct table *);
const char *table_file_name(const struct table *, size_t column);

/*
 * Finds a column by its name, or by one that differs in case, in outer blanks, and in blanks or '-'
 * for '_'. Two columns that fit end the tool.
 */
bool table_find(const struct table *, const char *name, size_t *at);
/* Also finds a name that the user typed in their language (typed.h). Ends the tool if not found. */
size_t table_column(const struct table *, const char *name);

/*
 * The cells of this column are amounts, numbers or dates: they come in custkit's spelling. Call it
 * before the first row. A cell that cannot be an amount comes as it is.
 */
void table_reads(struct table *, size_t column, enum recipe_kind);

/* A cell of the current row as the file has it: the word of --null that has made it empty. */
const char *table_shown(const struct table *, const char *cell);

/* Is the column NAME only a copy (--set) of the column OF? */
bool table_copies(const struct table *, const char *name, const char *of);

/*
 * The dates of this column that --date-format=lunar reads are marked in another one, as
 * recipe_lunar does it. Call it before the first row.
 */
bool table_lunar(struct table *, size_t date, size_t *mark);

/* Ends the tool if two columns have the same name: all of them pass through. */
void table_need_unique(const struct table *);

/* The currency of the amounts so far, by their signs. */
enum spelling_currency table_currency(const struct table *);

/*
 * Ends the tool because the columns NAMES, which ends with NULL, are missing. MORE, or NULL, says
 * which option needs them.
 */
_Noreturn void table_missing(const struct table *, const char *const *names, const char *more);

/* What the header shows to be wrong (header_fault); NULL: nothing. */
const char *table_fault(const struct table *);

/* "the columns are 'a', 'b'", or what is wrong with the header. The caller frees it. */
char *table_names(const struct table *);

/*
 * The cells of the next good row, each NUL-terminated and valid until the next call; NULL at the
 * end.
 */
char **table_next(struct table *);

/* Declares the current row bad. COLUMN is where, or NULL for the whole row; FMT says why. */
void table_bad(struct table *, const char *column, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A copy of the current row, so that the caller can declare it bad later. */
struct table_row {
	const char *file;
	uint64_t line;
	char *csv;	/* its cells as they are in the file, as CSV without the line feed */
};
struct table_row table_row_copy(const struct table *);
void table_row_bad(struct table *, const struct table_row *, const char *column, const char *fmt,
    ...)
    __attribute__((format(printf, 4, 5)));
void table_row_free(struct table_row *);

/* The numbers of all rows and of bad rows so far. */
uint64_t table_rows(const struct table *);
uint64_t table_bads(const struct table *);

/* The line and the file of the current row; before the first row, the file of the header. */
uint64_t table_line(const struct table *);
const char *table_file(const struct table *);

/* After the last row: the XXH3-128 of all bytes, as 32 hexadecimal digits. */
void table_digest(const struct table *, char to[static TABLE_DIGEST_SIZE]);

/* After the last row: says how many bad rows were not named, and frees the table. */
/*
 * Whether table_again can be called: the files are regular ones. It begins again with the first
 * row, after table_read. The blocks that were judged are read a second time, but neither their bad
 * rows nor notes on their files are reported a second time.
 */
bool table_can_again(const struct table *);
void table_again(struct table *);

void table_close(struct table *);

/*
 * Reads the next block (block.h): whole rows of one file. False at the end. Several threads may
 * call it at the same time; blocks are numbered in the order of the input.
 */
struct block;
bool table_read(struct table *, struct block *);

/* Acts on the bad rows of a block. Call it for each block, in the order of their numbers. */
void table_judge(struct table *, struct block *);

#endif
