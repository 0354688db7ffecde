/* training - learns a score from a table of features, and scores rows by it (program). */
#ifndef TRAINING_H
#define TRAINING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/parts.h"
#include "lib/io/table.h"
#include "lib/learn/features.h"
#include "lib/learn/flag.h"

struct put;

#define TRAINING_RIDGE 1.	/* the default penalty of features.h */

struct training_opts {
	struct features_opts of;
	int64_t folds, seed;	/* folds 0: no cross-validation */
	const char *save;	/* a model file; NULL: none */
	/* draw curves instead of the rows of cross-validation, in this form (draw.h) */
	const char *plot;
};

#define TRAINING_DEFAULTS { .of.ridge = TRAINING_RIDGE, .seed = 1 }

/* For the option table of a tool. */
#define TRAINING_OPTS(o) \
	{ OPT_TEXT, 0, "label", "COLUMN", \
	    "learn to predict this column of two values from all others", &(o)->of.label }, \
	{ OPT_TEXT, 0, "yes", "WORD", \
	    "the value of that column to predict", &(o)->of.yes }, \
	{ OPT_MANY, 0, "without", "COLUMN", \
	    "do not use this column as a feature", &(o)->of.without }, \
	{ OPT_MANY, 0, "with", "COLUMN", \
	    "use this column though it differs in every row or counts up", &(o)->of.with }, \
	{ OPT_NUMBER, 0, "ridge", "PENALTY", \
	    "penalty on half the sum of squared standardised coefficients; 0: none (1)", \
	    &(o)->of.ridge }, \
	{ OPT_COUNT, 0, "cv", "K", \
	    "print the quality on held-out rows, by K-fold cross-validation", &(o)->folds }, \
	{ OPT_COUNT, 0, "seed", "N", "random seed for the folds (1)", &(o)->seed }, \
	{ OPT_OUTPUT, 0, "save", "FILE", "write the model to FILE too", &(o)->save }, \
	READING_OPTS(&(o)->of.reading), \
	{ OPT_FLAG, 0, "skip-bad", NULL, \
	    "leave out bad rows, report the first 20, exit 1", &(o)->of.skip_bad }, \
	PARTS_OPT(&(o)->of.partition)

/*
 * Learns from the rows. Prints the model or, with folds, its quality on rows that it did not learn
 * from.
 */
void training_learn(const char *tool, const struct training_opts *, char **operands, struct put *);

/* Is this the model file of a table of features? */
bool training_made(const char *path);

struct training_use {
	const char *path;	/* of the model */
	struct flag_limits limits;
	enum flag least;	/* leave out rows with a lower flag */
	const struct reading *reading;
	bool skip_bad;
};

/* Prints the rows with the columns risk, flag, reasons and method. */
void training_score(const struct training_use *, char **operands, struct put *);

#endif
