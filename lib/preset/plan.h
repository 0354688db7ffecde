/*
 * plan - the rules of a preset, applied to the columns that a file has (program).
 *
 * plan_row turns a row of the file into a row of the table that is made. It knows the row before,
 * for cells that are carried down, but not the rows after.
 */
#ifndef PLAN_H
#define PLAN_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/preset/cell.h"
#include "lib/preset/preset.h"
#include "lib/preset/target.h"

struct plan;

struct plan_opts {
	struct cell_dates dates;	/* with formats, those of the preset do not count */
	char decimal;
	bool paid_only;		/* leave out what the preset calls unpaid */
	bool anonymous;		/* keep rows without a customer */
};

/*
 * FILE has these N columns; BELOW has the cells of a second header row, or is NULL. Ends the tool,
 * with a message about FILE, if a column that the table must have cannot be made.
 */
struct plan *plan_new(const struct preset *, const struct target *, const struct plan_opts *,
    const char *file, char *const *name, char *const *below, size_t n);
void plan_free(struct plan *);

size_t plan_columns(const struct plan *);
const char *plan_name(const struct plan *, size_t column);
/* The column of the table with this name; plan_columns if it is not made. */
size_t plan_at(const struct plan *, const char *name);

/* What the rows of an order have in common: columns of the file, or PLAN_NONE. */
enum { PLAN_NONE = -1 };
struct plan_order {
	size_t discount;	/* shared by the lines, in proportion to their amounts */
	size_t total;		/* the amounts of the lines add up to it */
	size_t refund;		/* a row with this amount below 0 follows the lines */
	bool inherit;		/* a row without a customer has that of the order */
};
const struct plan_order *plan_order(const struct plan *);

enum plan_verdict { PLAN_GOOD, PLAN_LEFT_OUT, PLAN_BAD };

/* The emptied cells of a row: "phone: is masked". */
typedef void plan_note(void *ctx, const char *column, enum cell_result);

struct plan_row {
	char **cell;		/* per column of the table; valid until the next row */
	const char *column;	/* of a bad row; NULL: the whole row */
	const char *why;	/* of a row that is bad or left out */
	bool customer_emptied;	/* the id of the customer is masked or damaged */
};

/* CELL has the cells of the file, which may change. */
enum plan_verdict plan_row(struct plan *, char **cell, struct plan_row *, plan_note *, void *ctx);

#endif
