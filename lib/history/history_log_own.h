/*
 * history_log_own - an order log that is being read, shared by the files history_log*.c (program).
 *
 * history_log reads it in rounds (io/rounds.h). In each round every thread takes blocks:
 * history_log_parse splits the rows of a block by the part of the fold that owns their customer.
 * Then every thread takes a part: history_log_fold folds the rows of this part, block by block. So
 * a customer's rows are folded in the order of the file, and two threads never write to one part.
 *
 * The plain rows with which a block begins are read the quick way (quick.h), usually all of them.
 * The others go through cells, as all do if the log has costs or columns to keep.
 */
#ifndef HISTORY_LOG_OWN_H
#define HISTORY_LOG_OWN_H
#include "lib/history/history_own.h"
#include "lib/history/quick.h"
#include "lib/io/block.h"
#include "lib/io/rounds.h"

struct history_log_worker {	/* the rows of a block, in a slot of the reader */
	/* per part: */
	struct fold_quick **quick;	/* these come first */
	size_t *nquick, *quick_room;
	struct fold_row **row;
	size_t *n, *room;
	struct date_memo date;
	struct quick reader;
	bool skipped;		/* the block was not split */
	struct fingerprint print;	/* of its rows, if they are watched */
};

struct history_log_large {	/* a row that was read the quick way, and makes a sum too large */
	size_t slot, row;
	const char *what;
};

struct history_log_part {	/* of the fold */
	struct history_log *log;
	unsigned at;
	size_t slot;		/* of the rows at hand */
	struct fold_batch batch;	/* newest: of all rows; oldest: of the rows folded */
	struct history_log_large *large;
	size_t nlarge, large_room;
	char **kept;		/* per customer, nkeep texts */
	size_t kept_room;
};

struct history_log {
	struct histories *h;
	const struct history_opts *opts;
	struct table *in;
	size_t id, date, amount, cost, order, source;
	bool has_amount, has_cost, has_order, has_source;
	bool is_quick;		/* plain rows can be read the quick way, with these columns: */
	struct quick_columns columns;
	size_t nkeep, *keep;
	size_t *covariate;	/* the column of each covariate */
	struct fold *fold;
	unsigned parts;
	struct history_log_part *part;
	struct history_log_worker *worker;
	struct rounds *reader;
};

/* For rounds_next: reads the rows of a block, and gives them to their parts. */
void history_log_parse(void *log, size_t slot, struct block *);

/* For work_each: folds the rows of a part. */
void history_log_fold(void *log, size_t part);

/* For fold_batch, with the part as CTX: a row that was not added. */
void history_log_other(void *part, const struct fold_quick *, size_t customer, const char *large);

/* Reports the rows that fold_batch found too large. Only now their cells are needed. */
void history_log_report(struct history_log *, struct history_log_part *);

#endif
