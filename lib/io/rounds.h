/*
 * rounds - a table by blocks, in rounds: each thread takes one, then all are judged in their order (program).
 *
 * What comes of it must not depend on the number of threads: whoever works on a block keeps what he
 * finds apart, by SLOT, and puts it together in an order of his own, or in that of the blocks.
 */
#ifndef ROUNDS_H
#define ROUNDS_H
#include <stdbool.h>
#include <stddef.h>

struct block;
struct rounds;
struct table;

/* SLOTS blocks a round, on as many threads. */
struct rounds *rounds_open(struct table *, unsigned slots);
void rounds_close(struct rounds *);

/*
 * Call work(ctx, slot, block), on some thread, for each block of the next round, which is split
 * already; false at the end of the table.
 */
bool rounds_next(struct rounds *, void (*work)(void *ctx, size_t slot, struct block *), void *ctx);

/* The blocks of this round as the input has them, k from 0. */
size_t rounds_count(const struct rounds *);
size_t rounds_slot(const struct rounds *, size_t k);
struct block *rounds_block(const struct rounds *, size_t slot);

/* What is bad in them; once a round, when all is done with them. */
void rounds_judge(struct rounds *);

#endif
