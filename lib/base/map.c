#define _GNU_SOURCE
#include "lib/base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"

struct slot {
	uint32_t tag;	/* the upper half of the hash */
	uint32_t at;	/* the number of the key plus 1; 0: the slot is empty */
};

struct map {
	struct slot *slot;
	size_t mask, n;
	size_t *from;	/* n + 1 offsets into keys: where each key starts, and the end */
	size_t room;
	struct text keys;
};

struct map *
map_new(void)
{
	struct map *m = mem_new(1, sizeof *m);

	m->mask = 63;
	m->slot = mem_new(m->mask + 1, sizeof *m->slot);
	m->from = mem_grow(m->from, 1, &m->room, sizeof *m->from);
	m->from[0] = 0;
	return m;
}

const char *
map_key(const struct map *m, size_t at)
{
	return m->keys.s + m->from[at];
}

size_t
map_key_size(const struct map *m, size_t at)
{
	return m->from[at + 1] - m->from[at] - 1;
}

size_t
map_count(const struct map *m)
{
	return m->n;
}

/* The slot that holds the key, or the empty slot where it belongs. */
static struct slot *
seek(const struct map *m, const char *key, size_t n, uint64_t hash)
{
	for (size_t i = hash & m->mask;; i = (i + 1) & m->mask) {
		struct slot *s = &m->slot[i];

		if (s->at == 0)
			return s;
		size_t k = s->at - 1;

		if (s->tag == hash >> 32 && map_key_size(m, k) == n &&
		    memcmp(map_key(m, k), key, n) == 0)
			return s;
	}
}

static void
rehash(struct map *m)
{
	free(m->slot);
	m->mask = m->mask * 2 + 1;
	m->slot = mem_new(m->mask + 1, sizeof *m->slot);
	for (size_t k = 0; k < m->n; k++) {
		size_t n = map_key_size(m, k);
		uint64_t hash = XXH3_64bits(map_key(m, k), n);

		*seek(m, map_key(m, k), n, hash) = (struct slot){ (uint32_t)(hash >> 32),
		    (uint32_t)(k + 1) };
	}
}

size_t
map_at(struct map *m, const char *key, size_t n, bool *is_new)
{
	uint64_t hash = XXH3_64bits(key, n);
	struct slot *s = seek(m, key, n, hash);

	if (is_new)
		*is_new = s->at == 0;
	if (s->at != 0)
		return s->at - 1;
	*s = (struct slot){ (uint32_t)(hash >> 32), (uint32_t)(++m->n) };
	text_add(&m->keys, key, n);
	text_add(&m->keys, "", 1);
	m->from = mem_grow(m->from, m->n + 1, &m->room, sizeof *m->from);
	m->from[m->n] = m->keys.n;
	if (m->n * 2 > m->mask)
		rehash(m);
	return m->n - 1;
}

bool
map_find(const struct map *m, const char *key, size_t n, size_t *at)
{
	const struct slot *s = seek(m, key, n, XXH3_64bits(key, n));

	if (s->at == 0)
		return false;
	*at = s->at - 1;
	return true;
}

static int
compare_keys(const void *x, const void *y, void *ctx)
{
	const struct map *m = ctx;
	const size_t a = *(const size_t *)x, b = *(const size_t *)y;
	const size_t na = map_key_size(m, a), nb = map_key_size(m, b);
	const int c = memcmp(map_key(m, a), map_key(m, b), na < nb ? na : nb);

	return c ? c : (na > nb) - (na < nb);
}

size_t *
map_order(const struct map *m)
{
	size_t *order = mem_new(m->n, sizeof *order);

	for (size_t i = 0; i < m->n; i++)
		order[i] = i;
	qsort_r(order, m->n, sizeof *order, compare_keys, (void *)(uintptr_t)m);
	return order;
}

void
map_free(struct map *m)
{
	if (m == NULL)
		return;
	free(m->slot);
	free(m->from);
	text_free(&m->keys);
	free(m);
}
