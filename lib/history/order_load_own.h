/*
 * What the files of order_load share (program).
 *
 * The sink in order_load.c is called by lib/store/record.c. For each row order_look finds the
 * customer and order_put decides what to do with the line:
 *
 * - A line whose order is held (order_load_hold.c) is postponed until the end of the input, because
 *   the order must be compared or rejected whole. Then order_load_judge.c decides about each order.
 * - Any other line is added at once (order_load_add.c).
 *
 * order_load_add inserts the row, and adds it to a fold of all rows of the load. order_finish gives
 * this fold to history_kept_update, which updates the table history. A large load drops the indexes
 * of the table and creates them again at its end.
 */
#ifndef ORDER_LOAD_OWN_H
#define ORDER_LOAD_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/date.h"
#include "lib/base/map.h"
#include "lib/base/text.h"
#include "lib/customer/whose.h"
#include "lib/history/fold.h"
#include "lib/history/history_kept.h"
#include "lib/history/order_line.h"
#include "lib/history/order_load.h"
#include "lib/io/table.h"
#include "lib/store/aside.h"
#include "lib/store/batch.h"

/* A line of an order that is held until the end of the input. */
struct pending {
	struct text key;		/* order_line_key: all cells */
	struct table_row row;		/* its place in the CSV; all 0 if options gave the line */
};

struct order {			/* the lines of an order_id and source; without one on one day */
	struct text *stored;		/* the keys of the lines stored before the load */
	size_t nstored;
	struct pending *line;		/* the lines of the load */
	size_t n, room;
};

/*
 * Orders with lines on another day: in the store (a date that was corrected, or another zone), or
 * in the load.
 */
struct moved {
	struct map *orders;	/* each counts once */
	int64_t n;
	char id[64 + 1], from[DATE_SIZE], to[DATE_SIZE];	/* the first of them */
};

struct order_load {
	const struct record *of;	/* order_load_record */
	const struct record_load *l;
	struct aside *aside;
	bool is_aside;
	int64_t stored_before;		/* rows before the load: an upper bound */
	const struct order_load_opts *opts;
	struct insert *insert;
	sqlite3_stmt *stored, *known, *spend, *image, *forget;
	struct fold *fold;
	struct fold_part *part;
	struct kept_customer *customer;	/* by the number in the fold */
	size_t room;
	bool had_orders;		/* there were order_ids before the load */
	bool hold;			/* some or all orders are held, see order_of */
	bool had_history;		/* the table history had rows before the load */
	int64_t created;		/* customers */
	struct map *keys;		/* order_id, source and, without one, day of the orders */
	struct order **order;		/* by the number in keys; NULL: not held */
	bool *other_day;		/* by the same number: it is stored on another day, too */
	struct moved moved, spread;	/* in the store; in the load */
	struct map *spoiled;		/* order_ids and sources of bad rows */
	struct whose *whose;		/* finds customers by keys; NULL: no --find-by */
	struct order_equal *equal;	/* the lines of the load that are doubled */
	struct text key;		/* for the maps */
	size_t norders, order_room, other_room;
	size_t c;			/* the customer of the current row: number in the fold */
	struct fold_row row;		/* and what the fold takes of it */
};

/* The line as a row of the fold. */
struct fold_row order_load_row(const struct record_value *);

/* The number of the row's customer. Looks up a new customer in the store. */
size_t order_load_customer(struct order_load *, const struct fold_row *);

/* Drops the indexes as soon as the load has added more rows than there were before. */
void order_load_aside(struct order_load *);

/*
 * If a sum of the customer exceeds 64 bits, adds nothing, sets *large to the field that it is the
 * sum of, and returns false.
 */
bool order_load_add(struct order_load *, const struct record_value *, size_t c,
    const struct fold_row *, enum order_line_field *large);

/* The key of the line's order on any day, for the maps. It is valid until the next call. */
const struct text *order_load_key(struct order_load *, const struct record_value *);

/*
 * The order of this line, if it is held: because it is in the store, or because of a rejects file.
 * NULL: it is not held, and the line can be added at once.
 */
struct order *order_load_held(struct order_load *, const struct record_value *, size_t c);

/* Keeps a line of an order that is held. */
void order_load_postpone(struct order_load *, struct order *, const struct record_value *);

/* Adds, replaces or rejects each order that is held, and frees it. */
void order_load_judge(struct order_load *);

#endif
