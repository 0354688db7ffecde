#include "lib/base/bag.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/mem.h"

struct slot {
	uint64_t low;
	uint32_t high;	/* its last bit is set; 0: the slot is empty */
	uint32_t count;
};

struct bag {
	struct slot *slot;
	size_t mask, n;
};

/* At most three of four slots are taken. */
static size_t
room(size_t mask)
{
	return mask / 4 * 3;
}

struct bag *
bag_new(size_t expected)
{
	struct bag *b = mem_new(1, sizeof *b);

	b->mask = 63;
	while (room(b->mask) < expected)
		b->mask = b->mask * 2 + 1;
	b->slot = mem_new(b->mask + 1, sizeof *b->slot);
	return b;
}

void
bag_free(struct bag *b)
{
	if (b == NULL)
		return;
	free(b->slot);
	free(b);
}

static struct slot
slot_of(const char *key, size_t n)
{
	const XXH128_hash_t h = XXH3_128bits(key, n);

	return (struct slot){ h.low64, (uint32_t)h.high64 | 1, 0 };
}

/* The slot that holds the key, or the empty slot where it belongs. */
static struct slot *
seek(const struct bag *b, const struct slot *key)
{
	size_t i = key->low & b->mask;

	while (b->slot[i].high != 0 &&
	    (b->slot[i].low != key->low || b->slot[i].high != key->high))
		i = (i + 1) & b->mask;
	return &b->slot[i];
}

static void
grow(struct bag *b)
{
	struct slot *old = b->slot;
	const size_t n = b->mask + 1;

	b->mask = b->mask * 2 + 1;
	b->slot = mem_new(b->mask + 1, sizeof *b->slot);
	for (size_t i = 0; i < n; i++)
		if (old[i].high != 0)
			*seek(b, &old[i]) = old[i];
	free(old);
}

static struct slot *
take(struct bag *b, const struct slot *key, bool *is_new)
{
	struct slot *s = seek(b, key);

	*is_new = s->high == 0;
	if (!*is_new)
		return s;
	if (b->n == room(b->mask)) {
		grow(b);
		s = seek(b, key);
	}
	b->n++;
	*s = *key;
	return s;
}

uint32_t *
bag_at(struct bag *b, const char *key, size_t n, bool *is_new)
{
	const struct slot s = slot_of(key, n);
	bool ignored;

	return &take(b, &s, is_new ? is_new : &ignored)->count;
}

uint32_t *
bag_find(const struct bag *b, const char *key, size_t n)
{
	const struct slot s = slot_of(key, n);
	struct slot *at = seek(b, &s);

	return at->high == 0 ? NULL : &at->count;
}

void
bag_update(struct bag *to, const struct bag *from)
{
	bool is_new;

	for (size_t i = 0; i <= from->mask; i++)
		if (from->slot[i].high != 0)
			take(to, &from->slot[i], &is_new)->count = from->slot[i].count;
}
