/* scorecard_rows - the scorecards of subjects, one per wave, from their marks (program). */
#ifndef SCORECARD_ROWS_H
#define SCORECARD_ROWS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/survey/answers.h"

struct scorecard_rows_opts {
	struct answers_opts in;
	const char *instrument;		/* the items to mark; NULL or empty: misuse */
	const char *benchmark;		/* marks to compare with, or NULL */
};

/*
 * A subject in a wave. Points are from 0 to 100, or the marks of a balance; NAN for an item without
 * a mark.
 */
struct scorecard_row {
	const char *subject, *wave;
	/* per item: in this wave, and in the previous wave of the subject */
	double *points, *before;
	bool uneven;		/* both waves have marks, but not for the same items */
};

struct scorecard_rows {
	struct answers_form form;
	struct answers *answers;
	struct instrument *items;
	size_t n, at;		/* the number of items; the next person */
	double *weight;		/* per item */
	bool *is_cost;		/* per item of a balance; NULL: no balance */
	double *benchmark;	/* per item; NULL: none */
	struct scorecard_row card;
};

struct scorecard_rows *scorecard_rows_open(const struct scorecard_rows_opts *, struct store *,
    char **operands);
void scorecard_rows_close(struct scorecard_rows *);

/*
 * The next row, by subject in bytewise order, then by wave; NULL at the end. Valid until the next
 * call.
 */
const struct scorecard_row *scorecard_rows_next(struct scorecard_rows *);

/*
 * The score of the benchmark for the items that have marks in this row, so that the scores compare
 * the same items. NAN without a benchmark.
 */
double scorecard_rows_benchmark(const struct scorecard_rows *, const struct scorecard_row *);

#endif
