/*
 * history_own - the histories and the rows of the input, shared by the files history*.c (program).
 *
 * history_open calls one of the readers: history_log_read (an order log), history_table_read (a
 * history table) or history_list_read (the customers to be scored). history_find then reads the
 * store: history_store_read, history_list_find. history_fold_take turns a fold into histories, for
 * an order log and for the store. history_print prints them.
 */
#ifndef HISTORY_OWN_H
#define HISTORY_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/history/fold.h"
#include "lib/history/history.h"
#include "lib/io/table.h"

enum { HISTORY_NONE = -1 };	/* instead of an index: no column, or no history */

struct histories {
	const struct history_opts *opts;
	struct known known;
	bool money;		/* as history_has_spend */
	bool no_monetary;	/* a history table without the column monetary */
	bool own_monetary;	/* a history table with monetary but no spend */
	bool costs;		/* as history_has_profit */
	int64_t uncosted;	/* orders without a cost; 0 in a history table */
	struct partition part;	/* of --partition; .n 0: none */
	struct fingerprint print;	/* of an order log, if watched */
	bool watched;
	struct history_seen seen;	/* of a fold */
	unsigned threads;
	struct history *all;	/* one per customer with a purchase */
	size_t n, room;

	/* the rows of the input, for history_print */
	char **head;		/* names of the columns; NULL: no rows, print the histories */
	size_t width, rows;
	struct text cells;	/* all cells, row by row, each NUL-terminated */
	size_t *row_at;		/* per row: the offset of its first cell */
	ptrdiff_t *row_of;	/* per row: the index of its history, or HISTORY_NONE */
	size_t row_room, of_room;
	int32_t *acquired;	/* per row of history_list_everyone; NULL: not known */
	size_t acquired_room;
	bool listed;		/* rows of -d FILE LIST: history columns come from the store */
	struct table *list;	/* the table of these rows, until history_list_find; else NULL */
	struct table_row *line;	/* per row: its place in the table */
	size_t line_room;

	struct opt_list keep;	/* --keep, and the covariates of an order log */
	double *covariate;	/* per history, one per column of history_opts.covariates */
	size_t covariate_room;
	bool days;		/* as in history_opts */
	int32_t newest;		/* as history_newest */
	struct fold_day **day;	/* per part of the fold: the purchase days; NULL: not kept */
	struct costs **day_costs;	/* the same of their costs */
	struct fold *fold;	/* owns the ids of histories from a fold */
	struct fold *later;	/* of the purchases after the as-of date; NULL: not needed */
	struct text ids;	/* owns the ids of all other histories */
	char ***kept;		/* order log: per part, per customer, keep.n texts; else NULL */
	const void *shared;	/* the file of history_shared; NULL: folded or read here */
	size_t shared_bytes;
	const struct history **fitted;	/* --fit-on=input: the listed histories; else NULL */
	size_t nfitted;
};

/*
 * Sets the profit, unless it is not known. The spend of the history must be set. Ends the tool if
 * it exceeds 64 bits.
 */
void history_set_profit(const struct histories *, struct history *, const struct costs *);

/* The mean spend per repeat purchase day; NAN if there was none. */
double history_monetary(int64_t repeat_spend, int64_t frequency);

/*
 * Notes on standard error: how many customers and refunds were left out; and whether --as-of seems
 * forgotten, because the latest order (NEWEST, DATE_NONE: none) is long before it.
 */
void history_note_left_out(const struct histories *, int64_t later, int64_t refunds_only,
    int64_t early);
void history_note_late(int32_t as_of, int32_t oldest, int32_t newest);

/* Counts a purchase after the as-of date, if it was asked for. */
void history_fold_later(struct histories *, unsigned part, const struct fold_row *);

/* Reads an order log (history_log.c). */
void history_log_read(struct histories *, const struct history_opts *, struct table *);

/*
 * Takes the histories from a fold, which then belongs to the histories (history_fold.c). They are
 * sorted by id, bytewise. Prints both notes; the rows are dated OLDEST to h->newest, which is
 * DATE_NONE if there are none.
 */
void history_fold_take(struct histories *, struct fold *, bool money, int32_t oldest);

/*
 * Reads a history table, or a summary without dates (history_table.c), and keeps its header and
 * rows. Another reader can do the same with the other two functions. OF is the index of the history
 * of the row, or HISTORY_NONE.
 */
void history_table_read(struct histories *, const struct history_opts *, struct table *,
    bool summary);
void history_take_head(struct histories *, struct table *);
void history_add_row(struct histories *, char **cell, ptrdiff_t of);

/*
 * The customers to be scored (history_list.c). The first function reads their rows from CSV, before
 * the store is opened. The second finds the history of each row.
 */
void history_list_read(struct histories *, char **operands);
void history_list_find(struct histories *, struct store *);

/*
 * Makes a row per customer of the store who was acquired or bought by the as-of date; also per
 * customer who never did, and whose day of acquisition is not known.
 */
void history_list_everyone(struct histories *, struct store *);

/* Takes the histories that the caller of the tool has folded, if they are the same. */
bool history_shared_take(struct histories *, struct store *);

/* Frees all but the struct itself. */
void history_clear(struct histories *);

/*
 * Reads the store (history_store.c): the table history, or the orders if one of them is after the
 * as-of date or if the purchase days are needed.
 */
void history_store_read(struct histories *, struct store *);

/*
 * The covariates (history_covariates.c). The first function says what is wrong with a cell; NULL:
 * nothing. The second one sets the Kth covariate of the history with the index OF.
 */
const char *history_covariate_why(const char *cell);
void history_covariate_add(struct histories *, size_t of, size_t k, const char *cell);

/* The columns that an order log keeps; and takes the covariates from the kept columns. */
struct opt_list history_keep_list(const struct history_opts *);
void history_covariates_keep(struct histories *);

/*
 * Takes the covariates from the customers of the store. Leaves out histories without them. After
 * the call the connection can only read.
 */
void history_covariates_find(struct histories *, struct store *);

/*
 * For put_lacks; CTX is the struct history_opts. If the facts come from the store and NAME is a
 * column of the customers: misuse, with the command that adds it (history_lacks.c).
 */
void history_lacks(const void *ctx, const char *option, const char *name);

/* While h->ids grows, each id is an offset into it. This function makes them pointers. */
void history_settle_ids(struct histories *);

#endif
