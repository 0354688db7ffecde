/* random - random numbers for unit tests, the same in every run (xorshift, Marsaglia 2003). */
#ifndef RANDOM_H
#define RANDOM_H
#include <stdint.h>

static uint64_t random_state = UINT64_C(88172645463325252);

static inline uint64_t
random_next(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	return random_state ^= random_state << 17;
}

/* From 0 to N - 1. */
static inline unsigned
random_below(unsigned n)
{
	return (unsigned)((random_next() >> 11) % n);
}

#endif
