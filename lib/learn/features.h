/*
 * features - turns the columns of any table into features of a logistic regression for one of them,
 * the label (program).
 *
 * A column is a number if all its cells are numbers (up to 1e100) or blank. A blank counts as the
 * mean; if there are blanks to learn from, being blank is one more feature. Any other column is a
 * category: each word is a feature of 1 or 0, and blank is a word, too.
 *
 * These columns are not features; a note reports each of them except customer_id:
 *
 *	customer_id
 *	a column with the same value in all rows
 *	a category of more than FEATURES_WORDS words
 *	a column that numbers the rows, if there are at least FEATURES_IDS rows and the user does
 *	not ask for it (.with): whole numbers that are different in every row, or numbers that
 *	change by the same step from row to row
 *
 * A word that does not occur in the learned rows counts 0. With a penalty, 0 is about the average
 * of the words; without one, it is the value of the first word in bytewise order.
 */
#ifndef FEATURES_H
#define FEATURES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/io/reading.h"

struct features;
struct put;
struct table;

enum {
	FEATURES_WORDS = 50,
	FEATURES_IDS = 20,	/* rows from which a column is called an id */
};

struct features_opts {
	const char *label;		/* the column to predict, which has two words (label.h) */
	const char *yes;		/* the word that means yes; NULL: as label.h decides */
	struct opt_list without;	/* columns that must not be features */
	struct opt_list with;		/* columns that are features though they look like ids */
	double ridge;			/* the penalty of logit.h */
	bool skip_bad;
	struct reading reading;
	const char *partition;		/* the part of the customers of the rows; NULL: any */
};

/*
 * Reads the rows to learn from. Leaves out rows without a label and notes how many. Ends the tool
 * if there is nothing to learn: no row, only one word, or no feature. The caller frees the result
 * with features_free.
 */
struct features *features_read(char **operands, const struct features_opts *);
size_t features_rows(const struct features *);
const double *features_outcome(const struct features *);	/* 1 or 0 for each row */

/*
 * Fits the regression. Notes features that follow from others, features that predict the label
 * perfectly, and a penalty that was necessary.
 */
void features_fit(struct features *);
/* the score of each row that was learned from */
void features_fitted(const struct features *, double *score);

/*
 * Scores the rows by cross-validation (folds.h, with the lower 32 bits of SEED; logit.h). Ends the
 * tool if a fold would have only one outcome. The means for blanks and the lists of words are those
 * of all rows.
 */
void features_validate(const struct features *, int64_t folds, int64_t seed, double *score);

/*
 * Write and read what was learned, as a model file (model.h). A file that is not valid ends the
 * tool.
 */
void features_put(const struct features *, struct put *, const char *tool);
void features_save(const struct features *, const char *path, const char *tool);
struct features *features_load(const char *path);

/* The label column, and which word means yes; WHY says why, and is NULL after features_load. */
struct features_label {
	const char *column, *yes, *no, *why;
};
struct features_label features_label(const struct features *);

/* The columns that became features: 0 to features_columns - 1. */
size_t features_columns(const struct features *);
const char *features_column(const struct features *, size_t column);

/* Finds the columns in the table to score. Ends the tool if one is missing. */
void features_bind(struct features *, struct table *);

/*
 * Computes the score of the current row: the logarithm of the odds of yes, which logit_chance
 * converts to a probability. ADDS, if not NULL, receives per column by how much the row exceeds an
 * average row. False if a cell should be a number but is not; the row is then reported as bad.
 */
bool features_score(struct features *, struct table *, char **cell, double *score, double *adds);

/* Notes the number of blank cells and of unknown words so far, and resets both. */
void features_note(struct features *);

void features_free(struct features *);

#endif
