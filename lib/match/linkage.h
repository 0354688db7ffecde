/*
 * linkage - the model of Fellegi and Sunter (1969) of pairs of records (pure).
 *
 * A pair has a level per field: how far the two cells agree; level 0 is that a cell is missing. A
 * pair is a match or not. A field has the level l with the probability m[l] in a match, and u[l] in
 * any other pair, and the fields are independent, given which of the two the pair is. A missing
 * cell says nothing. The weight of a level is log2(m / u).
 *
 * u is counted in random pairs. m is estimated by EM (Dempster, Laird and Rubin 1977; Winkler 1988)
 * in pairs that agree in some fields, the blocks: these fields say nothing within the block, and
 * the share of matches is its own in each.
 */
#ifndef LINKAGE_H
#define LINKAGE_H
#include <stddef.h>
#include <stdint.h>

enum { LINKAGE_FIELDS = 16, LINKAGE_LEVELS = 8, LINKAGE_BLOCKS = 32 };

/* The levels of the fields: three bits per field, field 0 the lowest. */
typedef uint64_t linkage_pattern;

static inline unsigned
linkage_level(linkage_pattern p, size_t field)
{
	return (unsigned)(p >> 3 * field & 7);
}

static inline linkage_pattern
linkage_at(size_t field, unsigned level)
{
	return (linkage_pattern)level << 3 * field;
}

struct linkage {
	size_t fields;
	double m[LINKAGE_FIELDS][LINKAGE_LEVELS];	/* of level 1 and more; the sum is 1 */
	double u[LINKAGE_FIELDS][LINKAGE_LEVELS];
	double share[LINKAGE_BLOCKS];	/* of matches in each block */
	int rounds;			/* of EM, until it converged; 0: it did not */
};

struct linkage_seen {		/* a pattern in a block */
	linkage_pattern pattern;
	unsigned block;
	double n;		/* how many pairs have it */
};

/*
 * Estimates m and the shares, from SEEN and the u and m of the model. PRIOR pairs with the m that
 * comes in are added to what is seen, so that few pairs say little. BLOCK[b] has a bit per field
 * that says nothing in the block b.
 */
void linkage_fit(struct linkage *, const struct linkage_seen *seen, size_t n,
    const unsigned *block, size_t blocks, double prior);

/* The sum of the weights, without the fields of the bits SKIP. */
double linkage_weight(const struct linkage *, linkage_pattern, unsigned skip);

/* The probability of a match, if PRIOR is log2 of the odds before the fields were compared. */
double linkage_score(double weight, double prior);

#endif
