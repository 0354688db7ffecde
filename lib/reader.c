#include "lib/reader.h"

#include <stdlib.h>

#include "lib/block.h"
#include "lib/mem.h"
#include "lib/table.h"
#include "lib/work.h"

struct slot {
	struct block *block;
	size_t at;		/* its own number */
	bool read;
};

struct reader {
	struct table *in;
	unsigned slots;
	struct slot *slot;
	struct slot **order;	/* those of this round */
	size_t count;
	void (*work)(void *, size_t, struct block *);
	void *ctx;
};

static void
read_slot(void *ctx, size_t i)
{
	struct reader *r = ctx;
	struct slot *s = &r->slot[i];

	s->read = table_read(r->in, s->block);
	if (!s->read)
		return;
	block_split(s->block);
	r->work(r->ctx, i, s->block);
}

static int
by_number(const void *a, const void *b)
{
	const uint64_t i = (*(struct slot *const *)a)->block->number, k = (*(struct slot *const *)b)->block->number;

	return (i > k) - (i < k);
}

bool
reader_round(struct reader *r, void (*work)(void *, size_t, struct block *), void *ctx)
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

size_t
reader_count(const struct reader *r)
{
	return r->count;
}

size_t
reader_slot(const struct reader *r, size_t k)
{
	return r->order[k]->at;
}

struct block *
reader_block(const struct reader *r, size_t slot)
{
	return r->slot[slot].block;
}

void
reader_judge(struct reader *r)
{
	for (size_t k = 0; k < r->count; k++)
		table_judge(r->in, r->order[k]->block);
}

struct reader *
reader_open(struct table *in, unsigned slots)
{
	struct reader *r = mem_new(1, sizeof *r);

	r->in = in;
	r->slots = slots;
	r->slot = mem_new(slots, sizeof *r->slot);
	r->order = mem_new(slots, sizeof(struct slot *));
	for (unsigned i = 0; i < slots; i++)
		r->slot[i] = (struct slot){ .block = block_new(), .at = i };
	return r;
}

void
reader_close(struct reader *r)
{
	for (unsigned i = 0; i < r->slots; i++)
		block_free(r->slot[i].block);
	free(r->slot);
	free(r->order);
	free(r);
}
