/*
 * blocks - which pairs of people are compared: only those that have something in common (pure).
 *
 * Each pass of the table in blocks.c gives each person up to four keys: the e-mail address, the
 * birthday, the letters of the name, ... The keys are sorted, and people with the same key form a
 * group, whose pairs are compared. A group beyond the limit of its pass is crowded: its people are
 * marked, and only a finer pass looks at them again. So the number of pairs grows with the number
 * of people, and not with its square.
 */
#ifndef BLOCKS_H
#define BLOCKS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/match/people.h"

enum { BLOCKS_CROWD = 20 };	/* the limit of a phone, an address, a number of another system */

#define BLOCKS_BIT(f) (1u << PEOPLE_##f)	/* BLOCKS_BIT(NAME) */

struct blocks;

struct blocks *blocks_new(const struct people *);
void blocks_free(struct blocks *);

size_t blocks_passes(const struct blocks *);

/* Makes the groups of a pass; passes in their order. Returns the number of the pairs. */
double blocks_begin(struct blocks *, size_t pass);

/*
 * Of the pass that has begun: the fields that agree in all of its pairs, a bit each, if a sample of
 * them is of use for the model; else 0.
 */
unsigned blocks_fields(const struct blocks *);

/* Calls FN with each pair of a part of the groups, from 0 to PARTS - 1. */
typedef void blocks_fn(void *ctx, size_t a, size_t b);
void blocks_each(const struct blocks *, size_t part, size_t parts, blocks_fn *, void *ctx);

/* How many pairs there are of so many people; with --against, of INCOMING and of OTHERS. */
double blocks_pairs(const struct people *, double incoming, double others);

#endif
