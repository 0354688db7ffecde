/* likely_rows - prints pairs, clusters, and how many pairs of a truth are found (program). */
#ifndef LIKELY_ROWS_H
#define LIKELY_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/put.h"
#include "lib/match/likely.h"
#include "lib/match/people_rows.h"
#include "lib/match/truth.h"

struct likely_rows {
	const struct people *people;
	const struct likely *likely;
	struct people_on on;
	bool explain;
};

/* The pairs, by keep_id and other_id. */
void likely_rows_pairs(const struct likely_rows *, struct put *);

/*
 * Each customer that belongs to another one, directly or through others, with the best of its
 * pairs; by keep_id, which is the same for a whole cluster, and other_id.
 */
void likely_rows_clusters(const struct likely_rows *, struct put *);

#define LIKELY_ROWS_LEAST .5	/* the lowest threshold of the next table, which needs its pairs */

/* Precision and recall of tier 1, of tiers 1 and 2, and of all at several thresholds. */
void likely_rows_truth(const struct likely_rows *, struct truth *, double threshold, struct put *);

/* Notes what was left out, and clusters of more than MOST; whether there are such. */
bool likely_rows_note(const struct likely_rows *, int64_t most);

#endif
