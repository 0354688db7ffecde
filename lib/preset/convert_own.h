/* convert_own - what the files convert*.c share (program). */
#ifndef CONVERT_OWN_H
#define CONVERT_OWN_H
#include "lib/base/map.h"
#include "lib/io/rejects.h"
#include "lib/io/table.h"
#include "lib/preset/beside.h"
#include "lib/preset/convert.h"
#include "lib/preset/plan.h"
#include "lib/preset/reasons.h"

struct convert_line {		/* a row that waits for the rest of its order, or of the file */
	char **cell;		/* NULL: the row is bad */
	struct table_row origin;
	char *column, *why;	/* of a bad row */
	char *discount, *total, *refund;	/* cells that belong to the order */
};

struct convert {
	const struct convert_opts *o;
	const struct preset *preset;
	bool recognised;	/* a header with all names that the preset needs */
	const struct target *target;
	struct plan *plan;
	struct table *in;
	struct put *out;
	struct rejects *rejects, *rows_out;	/* of --rejects, --left-out; NULL */
	struct beside *beside;	/* of --beside; NULL */
	size_t key;		/* the column by which its rows are found */
	char **both;		/* a row of it, then one of the file */
	struct reasons *left_out, *emptied;
	size_t customer, order, date, amount, discount;	/* of the plan */
	struct map *seen;	/* customers, or orders, that are printed */
	struct convert_line *line;	/* of the current order, or without a customer */
	size_t lines, line_room;
	char **owner;		/* per order in SEEN: its customer; NULL: none yet */
	size_t owner_room;
	char *const *bad;	/* the cells of the row that is found bad; NULL: not known */
	uint64_t printed, masked;	/* rows; those without a customer for that reason */
};

/*
 * Prints what became of a row, or leaves a refund out. ROW: the row of the file that the cells come
 * from; NULL, the current.
 */
void convert_print(struct convert *, const struct table_row *row, char *const *cell);
/* A refund that an order of ROW has in a cell: it has no row of its own to write to --left-out. */
void convert_print_refund(struct convert *, const struct table_row *row, char *const *cell);
/* Counts a row that is left out, and writes it to --left-out. ROW: NULL, the current. */
void convert_leave_out(struct convert *, const struct table_row *row, const char *why);
/* For --mark-bad: prints a bad row. CTX is the struct convert. */
void convert_mark(void *ctx, const struct table *, const struct table_reject *);
void convert_bad_row(struct convert *, const struct plan_row *);
void convert_line_bad(struct convert *, const struct convert_line *, const char *why);
void convert_line_free(struct convert_line *);

/* A row of an order whose lines share something, and the end of the order. */
void convert_order_line(struct convert *, const struct plan_row *, enum plan_verdict,
    char *const *from);
void convert_order_end(struct convert *);

/* A row whose customer may be that of another row of the order, and the end of the file. */
void convert_owned_line(struct convert *, const struct plan_row *);
void convert_owned_end(struct convert *);

#endif
