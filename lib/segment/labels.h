/*
 * labels - the rows of the output, and the labellings that were asked for: each assigns the rows to
 * groups, and appends its columns to them (program).
 *
 * A labelling of kind X is made by X_rows: it reads the columns that it needs (labels_numbers),
 * computes the groups, and returns a struct labelling. The columns of earlier labellings can be
 * read like those of the input, so the order of labels_add matters.
 *
 * The functions of a labelling are called by several threads after all have been added. They get
 * the row, from 0. SELF belongs to the labelling.
 */
#ifndef LABELS_H
#define LABELS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/history/history.h"

struct put;

enum { LABELS_COLUMNS = 6 };
#define LABELS_NONE ((size_t)-1)	/* instead of a group: the row has no label */

struct labelling {
	/* what it appends: N columns, of which the one at LABEL has the name of the row's group */
	struct history_column column[LABELS_COLUMNS];
	size_t n, label;
	void *self;

	/* The groups that a row can have, in the order of --profile, and their names. A row's group
	   is LABELS_NONE if it has none. */
	size_t groups;
	const char *(*name)(const void *self, size_t group);
	size_t (*group)(const void *self, size_t row);

	/* The same at an earlier day, where the purchase days tell it; else NULL. */
	size_t (*group_at)(const void *self, size_t row, int32_t day);

	/* Sets the cells of the other columns; NULL if there are none. A cell that is empty must
	   have .none. FILLS_LABEL: it sets the cell at LABEL, too, and so saves a call of group. */
	void (*fill)(const void *self, size_t row, struct value *cell);
	bool fills_label;

	/* Says why the row has its group: the rule, the numbers, the limit; cut to N bytes with its
	   NUL, as snprintf does, whose result it returns. Not called for a row without a group. */
	int (*explain)(const void *self, size_t row, char *to, size_t n);
	void (*free)(void *self);
};

struct labels;

/* The histories must stay valid until labels_free. */
struct labels *labels_new(const struct histories *);
void labels_free(struct labels *);	/* frees the labellings, too */

/* Ends the tool if an earlier labelling appends a column of the same name. */
void labels_add(struct labels *, struct labelling);

size_t labels_count(const struct labels *);
const struct labelling *labels_at(const struct labels *, size_t i);

/* The rows: their histories, which are NULL for customers without a purchase, and their ids. */
const struct histories *labels_histories(const struct labels *);
size_t labels_rows(const struct labels *);
const struct history *labels_history(const struct labels *, size_t row);
const char *labels_id(const struct labels *, size_t row);

/* The name of the row's group; NULL: it has none. */
const char *labels_name(const struct labelling *, size_t row);

/*
 * All columns that a labelling to be added can read: of the input, the histories, --keep, and the
 * labellings before.
 */
size_t labels_width(const struct labels *);
const char *labels_column(const struct labels *, size_t column);
bool labels_find(const struct labels *, const char *name, size_t *column);

/* The cell, as a value of the kind that is returned; text of the input is PUT_CELL. */
enum put_kind labels_cell(const struct labels *, size_t row, size_t column, struct value *to);

/*
 * The numbers in N columns. OPTION names them in messages: "--abc". Ends the tool if a column is
 * missing, or if a cell is neither a number nor empty.
 *
 * FIT are those of the customers to fit and rank on. With a list of customers and columns of the
 * history these are all customers of the store, unless --fit-on=input was given; else they are the
 * rows. Customers for whom a column is empty are left out of FIT.
 */
struct labels_numbers {
	size_t n;
	double *row;		/* per row: N numbers, NAN for an empty cell */
	double *fit;		/* FITS times N numbers */
	size_t rows, fits;
};
struct labels_numbers labels_numbers(const struct labels *, const char *option,
    const char *const *column, size_t n);
void labels_numbers_free(struct labels_numbers *);

/* Prints the rows with the columns of all labellings. WHY: also the column explain. */
void labels_print(const struct labels *, bool why, struct put *);

/*
 * Prints a row per group of the labelling (profile.h). BEFORE: the group of each row at the earlier
 * day SINCE, for more columns (moved.h); NULL: none.
 */
void labels_profile(const struct labels *, const struct labelling *, const size_t *before,
    int32_t since, struct put *);

#endif
