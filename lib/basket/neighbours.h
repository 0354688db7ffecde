/*
 * neighbours - the items that are most often bought by the same customers as an item (pure).
 *
 * Only positive associations count: pairs that more customers bought than if the two items were
 * independent (association.h).
 */
#ifndef NEIGHBOURS_H
#define NEIGHBOURS_H
#include <stddef.h>
#include <stdint.h>

#include "lib/basket/baskets.h"
#include "lib/stat/association.h"

enum neighbours_score { NEIGHBOURS_LLR, NEIGHBOURS_COSINE, NEIGHBOURS_LIFT };
#define NEIGHBOURS_SCORES "llr|cosine|lift"

struct neighbours_opts {
	int score;		/* enum neighbours_score: what they are ranked by */
	int64_t support;	/* the least number of customers who bought both */
	int64_t most;		/* the most neighbours of an item */
	unsigned threads;
};

struct neighbour {
	uint32_t item, both;	/* both: customers who bought the two items */
	double score;
};

struct neighbours {
	size_t items, most;
	size_t *n;		/* per item: the number of its neighbours */
	struct neighbour *of;	/* per item MOST places: the highest score first; of equals, the
				   lower item */
};

/*
 * The result does not depend on the number of threads. The time grows with the sum over the
 * customers of the square of the items that each bought. The caller frees it with neighbours_free.
 */
struct neighbours *neighbours_find(const struct baskets *, const struct neighbours_opts *);
void neighbours_free(struct neighbours *);

/*
 * Inserts NEW into TO, which has *n items in their order and room for MOST; if it is full, the last
 * one is lost.
 */
void neighbours_insert(struct neighbour *to, size_t *n, size_t most, const struct neighbour *new);

/* The counts for two items, which BOTH customers bought. */
struct association neighbours_counts(const struct baskets *, uint32_t item, uint32_t other,
    uint32_t both);

#endif
