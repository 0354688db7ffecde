/* features_own - what the files features*.c share: the columns and their coefficients (program). */
#ifndef FEATURES_OWN_H
#define FEATURES_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/learn/features.h"

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

#endif
