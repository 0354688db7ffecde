/*
 * scorecard_rows - the scorecards of subjects, wave by wave, from their marks (program).
 */
#ifndef SCORECARD_ROWS_H
#define SCORECARD_ROWS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/survey/answers.h"

struct scorecard_rows_opts {
	struct answers_opts in;
	const char *instrument;		/* what is marked; NULL or empty: misuse */
	const char *benchmark;		/* marks to compare with, or NULL */
};

/* of a subject in a wave; points are from 0 to 100, NAN where nothing is marked */
struct scorecard_row {
	const char *subject, *wave;
	double *points, *before;	/* of each item, now and in the subject's wave before */
	bool uneven;		/* both waves are marked, but not in the same items */
};

struct scorecard_rows {
	struct answers_form form;
	struct answers *answers;
	struct instrument *items;
	size_t n, at;		/* items; the next person */
	double *weight;		/* of each item, as the rest */
	double *benchmark;	/* NULL: none */
	struct scorecard_row card;
};

struct scorecard_rows *scorecard_rows_open(const struct scorecard_rows_opts *, struct store *,
    char **operands);
void scorecard_rows_close(struct scorecard_rows *);

/* The next, by subject bytewise and then by wave; valid until the next call; NULL at the end. */
const struct scorecard_row *scorecard_rows_next(struct scorecard_rows *);

/* The score of the benchmark in the items that are marked here: like is compared with like.  NAN without one. */
double scorecard_rows_benchmark(const struct scorecard_rows *, const struct scorecard_row *);

#endif
