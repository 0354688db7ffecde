#include "lib/io/rounds.h"

#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/base/work.h"
#include "lib/io/block.h"
#include "lib/io/table.h"

struct slot {
	struct block *block;
	size_t at;		/* its number, from 0 */
	bool read;
};

struct rounds {
	struct table *in;
	unsigned slots;
	struct slot *slot;
	struct slot **order;	/* the slots of this round, in the order of the input */
	size_t count;
	bool unsplit;
	void (*work)(void *, size_t, struct block *);
	void *ctx;
};

static void
read_slot(void *ctx, size_t i)
{
	struct rounds *r = ctx;
	struct slot *s = &r->slot[i];

	s->read = table_read(r->in, s->block);
	if (!s->read)
		return;
	if (!r->unsplit)
		block_split(s->block);
	r->work(r->ctx, i, s->block);
}

static int
by_number(const void *a, const void *b)
{
	const uint64_t i = (*(struct slot *const *)a)->block->number;
	const uint64_t k = (*(struct slot *const *)b)->block->number;

	return (i > k) - (i < k);
}

bool
rounds_next(struct rounds *r, void (*work)(void *, size_t, struct block *), void *ctx)
{
	r->work = work;
	r->ctx = ctx;
	work_each(r->slots, r->slots, read_slot, r);
	r->count = 0;
	for (unsigned i = 0; i < r->slots; i++)
		if (r->slot[i].read)
			r->order[r->count++] = &r->slot[i];
	if (r->count > 1)
		qsort(r->order, r->count, sizeof *r->order, by_number);
	return r->count > 0;
}

void
rounds_unsplit(struct rounds *r)
{
	r->unsplit = true;
}

size_t
rounds_count(const struct rounds *r)
{
	return r->count;
}

size_t
rounds_slot(const struct rounds *r, size_t k)
{
	return r->order[k]->at;
}

struct block *
rounds_block(const struct rounds *r, size_t slot)
{
	return r->slot[slot].block;
}

void
rounds_judge(struct rounds *r)
{
	for (size_t k = 0; k < r->count; k++)
		table_judge(r->in, r->order[k]->block);
}

struct rounds *
rounds_open(struct table *in, unsigned slots)
{
	struct rounds *r = mem_new(1, sizeof *r);

	r->in = in;
	r->slots = slots;
	r->slot = mem_new(slots, sizeof *r->slot);
	r->order = mem_new(slots, sizeof(struct slot *));
	for (unsigned i = 0; i < slots; i++)
		r->slot[i] = (struct slot){ .block = block_new(), .at = i };
	return r;
}

void
rounds_close(struct rounds *r)
{
	for (unsigned i = 0; i < r->slots; i++)
		block_free(r->slot[i].block);
	free(r->slot);
	free(r->order);
	free(r);
}
