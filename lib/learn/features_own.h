/*
 * features_own - how features come from a table; only for the files of features (program).
 *
 *	features_table.c	features_read: the steps below, and the matrix for logit.h
 *	features_collect.c	reads every column both as numbers and as words, until it can be
 *				only one of them
 *	features_settle.c	decides which word of the label means yes, leaves out useless
 *				columns, and lists the features of the others
 *	features_fit.c		the coefficients
 *	features.c		the model file, and scoring with it
 */
#ifndef FEATURES_OWN_H
#define FEATURES_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/base/partition.h"
#include "lib/io/table.h"
#include "lib/learn/features.h"
#include "lib/learn/label.h"

struct features_col {
	char *name;
	struct map *words;	/* NULL: the column is a number */
	size_t n;	/* features: for a number 1, or 2 if it may be blank; else one per word */
	double *coef, *se, *mean;	/* n each; for the features as they are, not standardised */
	size_t at;		/* index in the table to score */
	int64_t blank, unknown;	/* numbers of cells */
};

struct features_cells {		/* the rows to learn from */
	double *x, *y;		/* n by dim; n */
	size_t n, dim;
	double ridge;
};

struct features {
	char *label, *yes, *no;
	const char *why;
	struct features_col *column;
	size_t n, room;
	int64_t rows, rows_yes;
	double ridge, loglik, intercept, intercept_se;
	struct partition part;			/* of --partition; .n 0: none */
	struct features_cells learn;	/* empty after features_load */
};

enum { FEATURES_NUMBER, FEATURES_BLANK };	/* the features of a number */

/* Reads a number that is small enough to compute with. */
bool features_number(const char *cell, double *to);

/* Makes room for the coefficients of N features; new ones are 0. */
void features_size(struct features_col *, size_t n);

/*
 * The place of a feature among those of its column. The first word comes last: without a penalty,
 * its feature is the one that turns out to follow from the others.
 */
static inline size_t
features_place(const struct features_col *c, size_t feature)
{
	return c->words ? (feature + c->n - 1) % c->n : feature;
}

/* A column during reading: both as numbers and as words, as long as it can be either. */
struct features_found {
	const char *name;
	size_t at;
	double *value;		/* NAN: blank; NULL: the column is not a number */
	unsigned char *code;	/* of the word in each row; NULL: too many words */
	struct map *words;
	size_t value_room, code_room;
	int64_t blank;
	double mean, sd;	/* of the cells that are not blank */
	char *odd;		/* the first cell that is not a number */
	uint64_t odd_line;
	bool useless;
};

struct features_source {
	struct table *t;
	struct features_found *column;
	size_t columns, rows;
	struct label label;
	struct partition part;	/* .n 0: customers of any part */
	size_t customer;
	unsigned char *outcome;	/* the word of the label in each row */
	size_t outcome_room;
};

/* Reads the rows that have a label. Ends the tool if a column of the options is not there. */
void features_collect(struct features_source *, const struct features_opts *);
void features_collect_free(struct features_source *);

/* Settles label and columns. Ends the tool if there is nothing to learn, or nothing from which. */
void features_settle(struct features_source *, struct features *, const struct features_opts *);

#endif
