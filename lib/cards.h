/*
 * cards - the scorecards of subjects, wave by wave, from their marks (program).
 */
#ifndef CARDS_H
#define CARDS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/answers.h"

struct cards_opts {
	struct answers_opts in;
	const char *instrument;		/* what is marked; NULL or empty: misuse */
	const char *benchmark;		/* marks to compare with, or NULL */
};

struct card {			/* of a subject in a wave; points are from 0 to 100, NAN where nothing is marked */
	const char *subject, *wave;
	double *points, *before;	/* of each item, now and in the subject's wave before */
	bool uneven;		/* both waves are marked, but not in the same items */
};

struct cards {
	struct answers_form form;
	struct answers *answers;
	struct instrument *items;
	size_t n, at;		/* items; the next person */
	double *weight;		/* of each item, as the rest */
	double *benchmark;	/* NULL: none */
	struct card card;
};

struct cards *cards_open(const struct cards_opts *, char **operands);
void cards_close(struct cards *);

/* The next, by subject bytewise and then by wave; valid until the next call; NULL at the end. */
const struct card *cards_next(struct cards *);

/* The score of the benchmark in the items that are marked here: like is compared with like.  NAN without one. */
double cards_benchmark(const struct cards *, const struct card *);

#endif
