/*
 * training - a score learned from any table of features, and rows scored by it (program).
 */
#ifndef TRAINING_H
#define TRAINING_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/learn/features.h"
#include "lib/learn/flag.h"

struct put;

#define TRAINING_RIDGE 1.	/* the usual penalty: features.h */

struct training_opts {
	struct features_opts of;
	int64_t folds, seed;	/* folds 0: no cross-validation */
	const char *save;	/* a model file; NULL: none */
	int plot;		/* enum plot_form: curves instead of the rows of folds; -1: no */
};

/* Learns; prints what was learned as a model file does, or with folds how good it is on rows not learned from. */
void training_learn(const char *tool, const struct training_opts *, char **operands, struct put *);

/* Is it the model file of a table? */
bool training_made(const char *path);

/* The rows with the columns risk, flag, reasons and method; those of a flag below LEAST are left out. */
void training_score(const char *path, char **operands, const struct flag_limits *, enum flag least, bool skip_bad, struct put *);

#endif
