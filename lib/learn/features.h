/*
 * features - a table of any columns as features of a logistic regression for one of its own (program).
 *
 * A column all of whose cells are numbers (of at most 1e100) or blank is a number: a blank counts as
 * the mean, and where there was one to learn from, that it is blank is a feature of its own.  Any
 * other is a category: each word is a feature, 1 or 0, a blank being a word too.  customer_id is left
 * out, and, said on standard error, what is the same in all rows and what is neither numbers nor at
 * most FEATURES_WORDS words; likewise, from FEATURES_IDS rows on, whole numbers that are different in
 * every row, and numbers that count up by one step, unless they are asked for.
 *
 * A word that was not there to learn from counts 0.  With a penalty that is about what the words
 * count on average; without one it is what the first word counts, bytewise.
 */
#ifndef FEATURES_H
#define FEATURES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/io/opt.h"

struct features;
struct put;
struct table;

enum {
	FEATURES_WORDS = 50,
	FEATURES_IDS = 20,	/* rows from which a column is called an id */
};

struct features_opts {
	const char *label;		/* the column to learn: of two words (label.h) */
	const char *yes;		/* which of them is yes; NULL: label.h says */
	struct opt_list without;	/* columns that are not features */
	struct opt_list with;		/* columns that are, though they look like ids */
	double ridge;			/* the penalty, logit.h */
	bool skip_bad;
	struct opt_list rename;
};

/*
 * The rows to learn from; those without a label are left out, and said.  Ends the tool where there
 * is nothing to learn: no row, one word, no feature.
 */
struct features *features_read(char **operands, const struct features_opts *);
size_t features_rows(const struct features *);
const double *features_outcome(const struct features *);	/* 1 or 0 of each row */

/* Learns; says what tells the label without fail, what is redundant, which penalty had to be. */
void features_fit(struct features *);
void features_fitted(const struct features *, double *score);	/* of each row */

/*
 * Scores by cross-validation (folds.h, with the lower 32 bits of SEED; logit.h); ends the tool where a
 * fold would have no yes or no no.  Means for blanks, and which words there are, are those of all rows.
 */
void features_validate(const struct features *, int64_t folds, int64_t seed, double *score);

/* What was learned, as a model file (model.h). */
void features_put(const struct features *, struct put *, const char *tool);
void features_save(const struct features *, const char *path, const char *tool);
struct features *features_load(const char *path);

/* Which column was learned, and which of its words is yes; why is NULL after features_load. */
struct features_label {
	const char *column, *yes, *no, *why;
};
struct features_label features_label(const struct features *);

/* The columns that count, 0 to features_columns - 1. */
size_t features_columns(const struct features *);
const char *features_column(const struct features *, size_t column);

/* The table whose rows are scored next: ends the tool where it lacks a column. */
void features_bind(struct features *, const struct table *);

/*
 * The score of its current row, the logarithm of the odds of yes (logit_chance makes a probability
 * of it); ADDS, if not NULL, is how much each column adds to that of an average row.  False where a
 * cell is no number: then the row is bad, and said.
 */
bool features_score(struct features *, struct table *, char **cell, double *score, double *adds);

/* Says how many cells were blank and how many words unknown so far, and forgets them. */
void features_note(struct features *);

void features_free(struct features *);

#endif
