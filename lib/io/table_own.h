/*
 * table_own - what the files table*.c share: the files being read, and the current row (program).
 *
 * table_read.c reads files into blocks, table_bad.c reports bad rows, table.c returns the rows.
 */
#ifndef TABLE_OWN_H
#define TABLE_OWN_H
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <xxhash.h>

#include "lib/io/block.h"
#include "lib/io/table.h"

enum {
	TABLE_NAMED = 20,	/* the most bad rows that are named on standard error */
	TABLE_REASON = 400,	/* the most bytes of a message */
};

struct table {
	struct table_opts opts;
	char **files;
	const char *file;
	int fd;			/* -1 between files */
	char **head;		/* WIDTH names, those of KEEP first */
	size_t width;		/* cells of a row */
	size_t *keep, nkeep;	/* the cells whose columns have names; NULL: all */
	size_t columns;		/* number of kept columns, without opts.leave_out */
	char *carry;		/* bytes that are read, but not yet in a block */
	size_t ncarry, carry_room;
	bool opens, ended;
	uint64_t first_line;
	pthread_mutex_t lock;
	uint64_t number, rows, bads, line;
	XXH3_state_t *digest;
	struct block *block;	/* from which table_next takes rows */
	uint64_t line0;		/* line of its first byte */
	size_t next, nrows, next_bad;
	bool tty, shown;
	struct timespec start;
};

/* Opens the next file and reads its header; false after the last file. */
bool table_begin_file(struct table *);
void table_end_file(struct table *);

/* Prints FILE:LINE and the reason, and ends the tool. */
__attribute__((format(printf, 3, 4))) _Noreturn void
table_stop(const char *file, uint64_t line, const char *fmt, ...);
_Noreturn void table_framing_error(const struct block *, uint64_t first);

/*
 * Counts and names a bad row, passes it to opts.reject, and ends the tool if the policy is
 * TABLE_STOP.
 */
void table_judge_one(struct table *, const char *file, uint64_t line, const struct block_bad *);

#endif
