/*
 * truth - pairs of ids that are known to be the same person: how many of them are found (program).
 *
 * If a and b are the same person, and b and c are, so are a and c.
 */
#ifndef TRUTH_H
#define TRUTH_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/reading.h"
#include "lib/match/people.h"

struct truth;

/*
 * Reads CSV: the columns keep_id and other_id, or else the first two. A row with an id that is not
 * among the people, or with the same one twice, is bad.
 */
struct truth *truth_read(const char *file, const struct people *, const struct reading *,
    bool skip_bad);
void truth_free(struct truth *);

/* The number of pairs; with --against, of one of the list and one of the others. */
int64_t truth_pairs(const struct truth *);
bool truth_is_same(struct truth *, uint32_t a, uint32_t b);

#endif
