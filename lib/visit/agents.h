/*
 * agents - when each of several agents is free, so that the next caller goes to the first of them
 * (pure).
 *
 * The times are a heap: FREE_AT[0] is the least, and none is less than that of its parent. An
 * ascending array is a heap, too.
 */
#ifndef AGENTS_H
#define AGENTS_H
#include <stddef.h>

/* The first agent to be free works until END, which is not before that. */
void agents_occupy(double *free_at, size_t n, double end);

#endif
