/*
 * gaps - what groups of respondents expect and find, from their answers (program).
 */
#ifndef GAPS_H
#define GAPS_H
#include <stddef.h>

#include "lib/servqual.h"

struct answers;
struct instrument;
struct weights;

struct gaps {			/* of a group */
	struct servqual_gap *item, *dimension;	/* by the instrument */
	struct servqual_gap plain, weighted;
	struct mean *weight;	/* of each dimension */
};

struct gaps_weights {		/* the first that there is; none: each respondent's own */
	const struct weights *file;
	const double *common;
};

struct gaps_left_out {		/* respondents */
	size_t incomplete;	/* without a gap in each dimension: not in plain, nor in weighted */
	size_t unweighted;	/* not in weighted */
	size_t weighted;	/* who has weights */
};

/* One for each group of the answers, in their order. */
struct gaps *gaps_of(const struct answers *, const struct instrument *, const struct gaps_weights *, struct gaps_left_out *);
void gaps_free(struct gaps *, size_t groups);

#endif
