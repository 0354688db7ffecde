#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

struct fold *
fold_new(unsigned parts)
{
	struct fold *f = mem_new(1, sizeof *f);

	f->parts = parts;
	f->part = mem_new(parts, sizeof *f->part);
	for (unsigned i = 0; i < parts; i++) {
		f->part[i].mask = FOLD_SLOTS - 1;
		f->part[i].shift = 32 - (unsigned)__builtin_ctz(FOLD_SLOTS);
		f->part[i].slot = huge_new(FOLD_SLOTS, sizeof *f->part[i].slot);
	}
	return f;
}

void
fold_drop_days(struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++)
		f->part[i].no_days = true;
}

bool
fold_is_jumbled(const struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++)
		if (f->part[i].is_jumbled)
			return true;
	return false;
}

static void
free_days(struct fold_part *p)
{
	for (size_t i = 0; i < p->chunks; i++)
		if (i == 0)
			free(p->events[i]);	/* see more_events */
		else
			huge_free(p->events[i], FOLD_CHUNK, sizeof **p->events);
	free(p->events);
	for (size_t i = 0; i < p->costs_chunks; i++)
		free(p->event_costs[i]);
	free(p->event_costs);
	free(p->order);
	free(p->order_tail);
	free(p->next);
	free(p->costs);
	fold_free_slots(p);
	p->events = NULL;
	p->chunks = 0;
	p->event_costs = NULL;
	p->costs_chunks = 0;
	p->order = NULL;
	p->order_tail = NULL;
	p->next = NULL;
	p->costs = NULL;
}

void
fold_free(struct fold *f)
{
	for (unsigned i = 0; i < f->parts; i++) {
		free_days(&f->part[i]);
		fold_free_customers(&f->part[i]);
		text_free(&f->part[i].far);
	}
	free(f->part);
	free(f);
}

void
fold_settle(struct fold_part *p)
{
	free_days(p);
}

uint64_t
fold_hash(const char *s, size_t n)
{
	uint64_t h = XXH3_64bits(s, n);

	return h ? h : 1;	/* 0 means: without an order_id */
}

uint64_t
fold_order(const char *order_id, size_t n, const char *source, size_t m)
{
	if (m == 0)
		return fold_hash(order_id, n);
	const uint64_t h = XXH3_64bits_withSeed(order_id, n, fold_hash(source, m));

	return h ? h : 1;
}

unsigned
fold_parts(const struct fold *f)
{
	return f->parts;
}

struct fold_part *
fold_part(const struct fold *f, unsigned i)
{
	return &f->part[i];
}

/* Uses bits 24 to 31: the tag, from which the slot comes, has the upper half. */
unsigned
fold_part_of(const struct fold *f, uint64_t hash)
{
	return (unsigned)((hash >> 24 & 0xff) * f->parts >> 8);
}
