/*
 * history_own - what the files history*.c share: the histories that were read, and the rows they came in (program).
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

enum { HISTORY_NONE = -1 };	/* no such column; no such history */

struct histories {
	const struct history_opts *opts;
	struct known known;
	bool money;
	bool no_monetary;	/* a history table with spend alone */
	bool own_monetary;	/* a history table with monetary alone */
	unsigned threads;
	struct history *all;	/* the customers */
	size_t n, room;

	/* rows that came in and go out again */
	char **head;		/* NULL: none did, the rows are the customers */
	size_t width, rows;
	struct text cells;	/* each NUL-terminated, row by row */
	size_t *row_at;		/* in the cells */
	ptrdiff_t *row_of;	/* the row's history, or HISTORY_NONE */
	size_t row_room, of_room;
	bool listed;		/* rows of -d FILE LIST: they have no history columns of their own */
	struct table *list;	/* the table that they came from, while their customers are not looked up */
	struct table_row *line;	/* where each of them stands in it */
	size_t line_room;

	struct opt_list keep;
	bool days;		/* as in history_opts */
	int32_t newest;		/* the last row at all */
	struct fold_day **day;	/* by part of the fold; NULL: none were kept */
	struct fold *fold;	/* owns the ids */
	struct fold *later;	/* of the purchases after the as-of date, where they were asked for; else NULL */
	struct text ids;	/* so does this */
	char ***kept;		/* of order logs: by part of the fold, by customer times keep.n */
	const struct history **fitted;	/* --fit-on=input: those listed; else NULL */
	size_t nfitted;
};

/* Mean spend of the repeat purchase days; NAN where there was none. */
double history_monetary(int64_t repeat_spend, int64_t frequency);

/* Notes on standard error: who and what was left out; an as-of date that looks forgotten. */
void history_note_left_out(int64_t later, int64_t refunds_only, int64_t early, int32_t as_of);
void history_note_late(int32_t as_of, int32_t oldest, int32_t newest);

/* Counts a purchase after the as-of date, if it was asked for. */
void history_fold_later(struct histories *, unsigned part, const struct fold_row *);

/* From an order log (history_log.c). */
void history_log_read(struct histories *, const struct history_opts *, struct table *);

/* From the rows folded (history_fold.c): sorted by id, bytewise; says who was left out, and whether the as-of
   date looks forgotten: the rows are from OLDEST to h->newest, DATE_NONE if there are none. */
void history_fold_take(struct histories *, struct fold *, bool money, int32_t oldest);

/* From a history table, or a summary without dates (history_table.c), whose head and rows are kept; of the row's history, or HISTORY_NONE. */
void history_table_read(struct histories *, const struct history_opts *, struct table *, bool summary);
void history_take_head(struct histories *, const struct table *);
void history_add_row(struct histories *, char **cell, ptrdiff_t of);

/* The customers named in CSV (history_list.c): their rows; then, from the store, which have which history. */
void history_list_read(struct histories *, char **operands);
void history_list_find(struct histories *, struct store *);

/* From the store (history_store.c): the maintained table, or where an order is later than the as-of date the orders. */
void history_store_read(struct histories *, struct store *);

/* The ids are offsets into h->ids while it grows; this makes pointers of them. */
void history_settle_ids(struct histories *);

#endif
