/*
 * likely_own - how likely pairs are found; only for the files of likely (program).
 *
 *	likely_weight.c		what the fields of a pair say
 *	likely_fit.c		the model, fitted to a sample of the pairs of each pass
 *	likely.c		compares all pairs of the passes, and keeps the likely ones
 *
 * blocks.h says which pairs have something in common.
 */
#ifndef LIKELY_OWN_H
#define LIKELY_OWN_H
#include "lib/match/blocks.h"
#include "lib/match/likely.h"

enum { LIKELY_PARTS = 64 };

struct likely_search;

struct likely_run {			/* over a part of the pairs of each pass */
	const struct likely_search *s;
	struct likely_pair *pair;
	size_t n, room, compared, refused;
};

struct likely_seen {			/* the patterns of the sample */
	struct map *at;
	struct linkage_seen *of;
	size_t room;
};

struct likely_search {
	const struct people *p;
	struct likely *to;
	double least;
	struct blocks *blocks;
	unsigned now;		/* the fields of the pass */
	struct likely_seen seen;
	unsigned block;		/* of the pairs that are sampled */
	double share;		/* how many of them are taken */
	struct likely_run run[LIKELY_PARTS];
};

/* The model as it is without any data. */
void likely_usual(struct linkage *, size_t fields);

/* Fits the model, the odds before the comparison, and the fields that families share. */
void likely_fit(struct likely_search *);

/* The given name is another, or the whole name is. */
bool likely_is_renamed(linkage_pattern);

#endif
