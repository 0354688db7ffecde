/* diff_own - what the files diff*.c share (pure). */
#ifndef DIFF_OWN_H
#define DIFF_OWN_H
#include "lib/base/map.h"
#include "lib/diff/diff.h"

#define DIFF_NOBODY UINT32_MAX

struct diff_fact {
	uint32_t customer;	/* number of the id, or DIFF_NOBODY */
	uint32_t group, label;
	uint32_t side;
	union diff_value value;
	int64_t model;		/* see diff_model */
};

struct diff {
	bool means, many;
	struct map *ids, *words;
	bool *there[DIFF_SIDES];	/* per customer */
	size_t there_room[DIFF_SIDES];
	struct diff_fact *fact;
	size_t n, room;
	int64_t count[DIFF_SIDES];
	bool ordered;
};

/* The facts of one customer, or one fact that is not linked; in the order of the input. */
struct diff_span {
	const struct diff_fact *fact;
	size_t n;
};

/* Goes to the next span, from the one before it; { 0 } is before the first. False at the end. */
bool diff_next(struct diff *, struct diff_span *);

/* The last fact of a side; NULL: there is none. */
const struct diff_fact *diff_last(const struct diff_span *, enum diff_side);

/* What became of the customer, between these labels. The group is 0. */
struct diff_key diff_fate(const struct diff *, const struct diff_span *);

/* The place of each word in the order of their bytes; the caller frees it. */
uint32_t *diff_ranks(const struct diff *);

/* For qsort_r, with the ranks: the order of rows that diff.h states. */
int diff_compare(const struct diff_key *, const struct diff_key *, const uint32_t *rank);

#endif
