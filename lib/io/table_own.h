/*
 * table_own - what the files table*.c share: the files being read, and the current row (program).
 *
 * table_read.c reads files into blocks, table_bad.c reports bad rows, table.c returns the rows,
 * table_place.c says where they come from, and table_digest.c which bytes were read.
 */
#ifndef TABLE_OWN_H
#define TABLE_OWN_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <xxhash.h>

#include "lib/base/text.h"
#include "lib/io/block.h"
#include "lib/io/progress.h"
#include "lib/io/source.h"
#include "lib/io/table.h"

enum {
	TABLE_NAMED = 20,	/* the most bad rows that are named on standard error */
	TABLE_REASON = 400,	/* the most bytes of a message */
	/* the longest row: an unclosed quote swallows what follows it */
	TABLE_MAX_ROW = 64 << 20,
	TABLE_NAMES_MAX = 1000,	/* of --names */
	TABLE_PREAMBLE = 100,	/* the most lines before the header of a layout */
};

struct table {
	struct table_opts opts;
	void (*spoil)(void *ctx, char *const *cell);
	void *spoil_ctx;
	char **files, **all_files;	/* the next one; the first one */
	struct converted *converted;	/* of --preset; NULL */
	char *converted_files[2];
	const char *file;
	struct source *source;	/* NULL between files */
	char **head;		/* the names in the file */
	size_t width;		/* number of them; cells of a row of the file */
	size_t marks;		/* the last of them, which are opts.leave_out */
	struct recipe *recipe;	/* of the others */
	size_t columns;		/* those of the recipe */
	bool *noted;		/* per column: table_find has said that it has another name */
	char separator;
	char rejected;		/* the file has rejects, with this separator; 0: it has not */
	char *carry;		/* bytes that are read, but not yet in a block */
	size_t ncarry, carry_room;
	bool opens, ended, footed;
	bool mark;		/* source_has_mark, of any file */
	uint64_t first_line;
	pthread_mutex_t lock;
	uint64_t judged;	/* so many blocks were judged before table_again */
	uint64_t number, rows, bads, left_out, line;
	XXH3_state_t *digest;
	struct text open_row;	/* for the digest: the begin of a row of the converted table */
	bool in_quotes;		/* at the end of OPEN_ROW */
	struct block *block;	/* from which table_next takes rows */
	uint64_t line0;		/* line of its first byte */
	size_t next, nrows, next_bad;
	enum spelling_currency currency;	/* of the amounts so far */
	struct progress progress;
	_Atomic uint64_t at;	/* bytes that are read, of all files */
	uint64_t passed;	/* of the files before the current one */
	uint64_t size;		/* of all files; 0: not known */
};

/* The bytes of a usual block: table_block.c, so that a test can replace it. */
size_t table_block(void);

/* Adds bytes of the file to the digest. */
void table_digest_add(struct table *, const char *, size_t n);

/* Reads until the carry has NEED bytes of the file, or the file ends. */
void table_fill(struct table *, size_t need);

/* The carry begins with the file: reads its header, and drops what is before the first row. */
void table_read_header(struct table *);

/* Opens the next file and reads its header; false after the last file. */
bool table_begin_file(struct table *);
void table_end_file(struct table *);

/* Prints FILE:LINE and the reason, and ends the tool. */
__attribute__((format(printf, 3, 4))) _Noreturn void
table_stop(const char *file, uint64_t line, const char *fmt, ...);
_Noreturn void table_framing_error(const struct block *, uint64_t first);

/* Are the cells of rows kept as they are in the file, for files of rejects? */
bool table_keeps_origins(const struct table *);

/*
 * Counts and names a bad row, passes it to opts.reject, and ends the tool if the policy is
 * TABLE_STOP.
 */
void table_judge_one(struct table *, const char *file, uint64_t line, const struct block_bad *);

#endif
