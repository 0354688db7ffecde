/*
 * joined - which of n things belong together, when pairs of them do: union-find (pure).
 *
 * Takes almost constant time per pair (Tarjan 1975).
 */
#ifndef JOINED_H
#define JOINED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct joined;

struct joined *joined_new(size_t n);
void joined_free(struct joined *);

/* The two belong together; false if they did before. */
bool joined_add(struct joined *, uint32_t, uint32_t);

/* One of the things that belong together with this one: the same for all of them. */
uint32_t joined_root(struct joined *, uint32_t);

/* How many belong together with this one, itself included. */
uint32_t joined_size(struct joined *, uint32_t);

#endif
