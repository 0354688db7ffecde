/*
 * simulate - a queue of callers, caller by caller, to check the formulas of erlang.h (pure).
 */
#ifndef SIMULATE_H
#define SIMULATE_H
#include <stdint.h>

#include "lib/visit/erlang.h"

struct simulate_level {
	double level;		/* the share of callers answered within the target */
	double se;		/* its standard error, by the means of batches */
};

/*
 * CALLERS from 100 on, after as many twentieths of them have filled the queue. The same SEED gives
 * the same result. A queue that grows for ever has the level of a long time, about 0.
 */
struct simulate_level simulate_level(const struct erlang *, int64_t agents, int64_t callers,
    uint64_t seed);

#endif
