/*
 * points_log_own - what the files of points_log share (program).
 *
 *	points_log_row		the fields of a row, and what each step needs
 *	points_log		the sink, which lib/store/record.c calls
 *	points_log_collect	put notes each row; rows that are lines of the same order, or of the
 *				same refund of it, become one operation
 *	points_log_apply	finish sorts the operations by time and applies one after the other
 *
 * A bad operation rejects all of its rows, so the place of each row in the CSV is kept.
 */
#ifndef POINTS_LOG_OWN_H
#define POINTS_LOG_OWN_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/base/arena.h"
#include "lib/base/map.h"
#include "lib/base/text.h"
#include "lib/io/table.h"
#include "lib/points/entries.h"
#include "lib/points/operations.h"
#include "lib/points/points_log.h"
#include "lib/store/aside.h"
#include "lib/store/record.h"

enum { CUSTOMER, DATE = POINTS_LOG_DATE, STEP = POINTS_LOG_STEP, POINTS, ORDER, AMOUNT, SKU,
	EXPIRES, USABLE, OTHER, REASON, AGENT, NOTE, SOURCE, FIELDS };

extern const struct record_field points_log_fields[FIELDS];

/* Is the field not empty? */
bool points_log_given(const struct record_value *, int field);

/* The step of the row; it is to earn if it has none. */
enum entries_step points_log_step(const struct record_value *);

/* Reads a whole number, with a sign or without. */
bool points_log_read(const char *, int64_t *points);

/* Does the row have what its step needs, and nothing else? For record.check. */
bool points_log_check(const struct record_value *, size_t *field, char why[static RECORD_WHY]);

#define NO_ROW SIZE_MAX

/* A row of the input. */
struct points_log_input {
	struct table_row place;		/* all 0: from options, or not kept */
	size_t next;			/* of the same operation; NO_ROW */
	struct programme_line line;
};

struct points_log_job {		/* an operation and its rows */
	struct operation op;
	size_t first, last, n;		/* its rows */
	bool by_rules;
	const char *time;		/* by which those of a day are sorted; "" is first */
};

struct points_log_sink {
	const struct record_load *l;
	const struct points_log_opts *opts;
	struct entries *ledger;
	struct operations *operations;
	struct aside *aside;
	sqlite3_stmt *known, *forgotten;
	struct map *customers;		/* that were looked up */
	struct arena texts;
	struct points_log_input *row;
	size_t nrows, row_room;
	struct points_log_job *job;
	size_t njobs, job_room;
	struct map *orders;		/* that earn by rules, and their refunds */
	size_t *of_order;		/* their jobs, by the number in orders */
	size_t order_room;
	struct map *spoiled;		/* orders of bad rows */
	struct text key;		/* of an order in these maps */
	int64_t entry;			/* of the operation from options; 0: none */
	int64_t points, balance;
	int64_t lapsed;
	bool same;
};

/* The key of an order for the maps. It is valid until the next call. */
const struct text *points_log_key(struct points_log_sink *, const char *order, const char *source);

/*
 * For record_sink: takes a row; notes the order of a bad row, because its other lines alone would
 * earn too little.
 */
void points_log_put(void *ctx, const struct record_value *, char *const *cell);
void points_log_spoil(void *ctx, const struct record_value *);

/* For record_sink: applies the operations, and closes all that belongs to the transaction. */
void points_log_finish(void *ctx);

#endif
