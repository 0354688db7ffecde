/*
 * candidates - finds the maximum of the interior of a model of btyd.h and of each of its seven
 * limits (pure).
 *
 * The likelihood of few customers often has several maxima, and that of the interior may lie at a
 * limit. So the search for each candidate climbs from the best points of a grid. If the likelihood
 * rises next to a limit, the search climbs from there too.
 */
#ifndef CANDIDATES_H
#define CANDIDATES_H
#include "lib/value/likelihood.h"

static inline size_t
candidates_place(enum btyd_rates rates, enum btyd_limit limit)
{
	return (size_t)rates * BTYD_LIMITS + limit;
}

/* Searches for all candidates. STAGES is the k of a model that has one, else 0. */
void candidates_search(struct likelihood *, enum btyd_model, int stages,
    struct btyd_candidate to[static BTYD_CANDIDATES]);

/*
 * Climbs from the candidates of a sample of the same histories, whose likelihood is OF_SAMPLE. A
 * candidate that is clearly worse in the sample is left out: its log-likelihood is NAN. False if no
 * candidate is good, because the sample differs from the data as a whole.
 */
bool candidates_near(struct likelihood *, struct likelihood *of_sample,
    const struct btyd_candidate sample[static BTYD_CANDIDATES],
    struct btyd_candidate to[static BTYD_CANDIDATES]);

/* The index of the candidate with the fewest parameters within 1e-6 of the best log-likelihood. */
size_t candidates_choose(const struct btyd_candidate[static BTYD_CANDIDATES]);

#endif
