/*
 * canary - searches bytes for many values at once (pure).
 *
 * A value is cut into pieces if it is long, because SQLite cuts long rows into pages. One piece is
 * enough to find the value. A short value would be found by chance: these are not searched for.
 */
#ifndef CANARY_H
#define CANARY_H
#include <stdbool.h>
#include <stddef.h>

struct canary;

enum {
	CANARY_HEAD = 6,	/* bytes: a shorter value is short */
	CANARY_DIGITS = 9,	/* the same for one of digits only */
	CANARY_PIECE = 64,	/* a longer value is cut */
};

bool canary_is_short(const char *, size_t n);

struct canary *canary_new(void);
void canary_free(struct canary *);

/* Adds a value that is not short, with a number of the caller's. */
void canary_add(struct canary *, const char *, size_t n, size_t number);

/*
 * Calls FOUND for each piece in N bytes, with the number of its value and the offset. A piece that
 * lies across the end is not found: let blocks overlap by CANARY_PIECE bytes.
 */
void canary_search(struct canary *, const char *, size_t n,
    void (*found)(void *ctx, size_t number, size_t offset), void *ctx);

#endif
