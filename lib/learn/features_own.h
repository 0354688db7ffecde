/* features_own - what the files features*.c share: the columns, and what each cell counts (program). */
#ifndef FEATURES_OWN_H
#define FEATURES_OWN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/map.h"
#include "lib/learn/features.h"

struct features_col {
	char *name;
	struct map *words;	/* NULL: a number */
	size_t n;		/* of a number 1, or 2 where it may be blank; else one a word */
	double *coef, *se, *mean;	/* n each: of the features as they come */
	size_t at;		/* in the table that is scored */
	int64_t blank, unknown;	/* cells */
};

struct features_cells {		/* to learn from */
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
	struct features_cells learn;	/* empty after features_load */
};

enum { FEATURES_NUMBER, FEATURES_BLANK };	/* the features of a number */

/* A number that may be reckoned with. */
bool features_number(const char *cell, double *to);

/* Room for the coefficients of N features, all 0. */
void features_size(struct features_col *, size_t n);

#endif
