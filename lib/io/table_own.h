/*
 * table_own - what the files table*.c share: the files being read, and the row at hand (program).
 *
 * table_read.c turns files into blocks, table_bad.c names what is bad in them, table.c hands out
 * rows.
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
	TABLE_NAMED = 20,	/* bad rows named on standard error */
	TABLE_REASON = 400,	/* bytes of a message */
};

struct table {
	struct table_opts opts;
	char **files;
	const char *file;
	struct source *source;	/* NULL between files */
	char **head;		/* WIDTH names, those of KEEP first */
	size_t width;		/* cells of a row */
	size_t *keep, nkeep;	/* the cells whose columns have names; NULL: all */
	size_t columns;		/* of the table: those kept, without opts.leave_out */
	char *carry;		/* read, but its row is unfinished */
	size_t ncarry, carry_room;
	bool opens, ended;
	uint64_t first_line;
	pthread_mutex_t lock;
	uint64_t number, rows, bads, line;
	XXH3_state_t *digest;
	struct block *block;	/* of table_next */
	uint64_t line0;		/* of its first byte */
	size_t next, nrows, next_bad;
	bool tty, shown;
	struct timespec start;
};

/* Opens the next file and reads its header; false after the last. */
bool table_begin_file(struct table *);
void table_end_file(struct table *);

/* Names FILE:LINE and why, and ends the tool. */
__attribute__((format(printf, 3, 4))) _Noreturn void
table_stop(const char *file, uint64_t line, const char *fmt, ...);
_Noreturn void table_framing_error(const struct block *, uint64_t first);

/*
 * A bad row: counts and names it, hands it to opts.reject, and ends the tool if the policy is to
 * stop.
 */
void table_judge_one(struct table *, const char *file, uint64_t line, const struct block_bad *);

#endif
