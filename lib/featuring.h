/* featuring - what the files features*.c share: the columns, and what each cell counts (program). */
#ifndef FEATURING_H
#define FEATURING_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/features.h"
#include "lib/map.h"

struct featuring_column {
	char *name;
	struct map *words;	/* NULL: a number */
	size_t n;		/* of a number 1, or 2 where it may be blank; else one a word */
	double *coef, *se, *mean;	/* n each: of the features as they come */
	size_t at;		/* in the table that is scored */
	int64_t blank, unknown;	/* cells */
};

struct featuring_rows {		/* to learn from */
	double *x, *y;		/* n by dim; n */
	size_t n, dim;
	double ridge;
};

struct features {
	char *label, *yes, *no;
	const char *why;
	struct featuring_column *column;
	size_t n, room;
	int64_t rows, rows_yes;
	double ridge, loglik, intercept, intercept_se;
	struct featuring_rows learn;	/* empty after features_load */
};

enum { FEATURING_NUMBER, FEATURING_BLANK };	/* the features of a number */

/* A number that may be reckoned with. */
bool featuring_number(const char *cell, double *to);

/* Room for the coefficients of N features, all 0. */
void featuring_size(struct featuring_column *, size_t n);

#endif
