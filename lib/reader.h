/*
 * reader - a table by blocks, in rounds: each thread takes one, then all are judged in their order (program).
 *
 * What comes of it must not depend on the number of threads: whoever works on a block keeps what he
 * finds apart, by SLOT, and puts it together in an order of his own, or in that of the blocks.
 */
#ifndef READER_H
#define READER_H
#include <stdbool.h>
#include <stddef.h>

struct block;
struct reader;
struct table;

/* SLOTS blocks a round, on as many threads. */
struct reader *reader_open(struct table *, unsigned slots);
void reader_close(struct reader *);

/*
 * Call work(ctx, slot, block), on some thread, for each block of the next round, which is split
 * already; false at the end of the table.
 */
bool reader_round(struct reader *, void (*work)(void *ctx, size_t slot, struct block *), void *ctx);

/* The blocks of this round as the input has them, k from 0. */
size_t reader_count(const struct reader *);
size_t reader_slot(const struct reader *, size_t k);
struct block *reader_block(const struct reader *, size_t slot);

/* What is bad in them; once a round, when all is done with them. */
void reader_judge(struct reader *);

#endif
