/*
 * candidates - the interior of a model of btyd.h and its seven limits, each at its own maximum
 * (pure).
 *
 * The likelihood of few customers often has several maxima, and the interior's may lie at a limit.
 * So each candidate is climbed from the best points of a grid, and a limit is searched again
 * beyond itself where the likelihood rises away from it.
 */
#ifndef CANDIDATES_H
#define CANDIDATES_H
#include "lib/value/likelihood.h"

static inline size_t
candidates_place(enum btyd_rates rates, enum btyd_limit limit)
{
	return (size_t)rates * BTYD_LIMITS + limit;
}

/* All of them, from nothing. */
void candidates_search(struct likelihood *, enum btyd_model,
    struct btyd_candidate to[static BTYD_CANDIDATES]);

/*
 * From those of a sample of the same histories: only those that the sample could not rule out; the
 * others have a log-likelihood of NAN.  False where that is not enough, because the data as a
 * whole are unlike the sample.
 */
bool candidates_near(struct likelihood *,
    const struct btyd_candidate sample[static BTYD_CANDIDATES],
    struct btyd_candidate to[static BTYD_CANDIDATES]);

/* The one with the fewest parameters within 1e-6 of the best log-likelihood. */
size_t candidates_choose(const struct btyd_candidate[static BTYD_CANDIDATES]);

#endif
