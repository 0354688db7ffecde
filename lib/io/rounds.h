/*
 * rounds - reads a table in rounds of blocks: each thread works on one block, then all blocks are
 * judged in the order of the input (program).
 *
 * The result must not depend on the number of threads. So the caller keeps the results of each SLOT
 * apart, and combines them in an order of its own or in the order of the blocks.
 */
#ifndef ROUNDS_H
#define ROUNDS_H
#include <stdbool.h>
#include <stddef.h>

struct block;
struct rounds;
struct table;

/* A round has SLOTS blocks, on as many threads. */
struct rounds *rounds_open(struct table *, unsigned slots);
void rounds_close(struct rounds *);

/* From now on, WORK gets each block before it is split, and calls block_split or block_skip. */
void rounds_unsplit(struct rounds *);

/*
 * Calls work(ctx, slot, block) for each block of the next round, on different threads. The block is
 * already split, unless rounds_unsplit was called. False at the end of the table.
 */
bool rounds_next(struct rounds *, void (*work)(void *ctx, size_t slot, struct block *), void *ctx);

/* The blocks of this round in the order of the input, K from 0. */
size_t rounds_count(const struct rounds *);
size_t rounds_slot(const struct rounds *, size_t k);
struct block *rounds_block(const struct rounds *, size_t slot);

/* Acts on the bad rows of the round. Call it once per round, after all other work on it. */
void rounds_judge(struct rounds *);

#endif
