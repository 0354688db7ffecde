#include "lib/forget/canary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/text.h"

/*
 * Most places are ruled out by one bit: that of their first four bytes (the filter). The others are
 * looked up by their first CANARY_HEAD bytes, and compared with all pieces that begin so.
 */
enum { WORD = 4, EVERY = 512, LONG_PIECE = 32, BITS_MIN = 16, BITS_MAX = 27, BITS_PER_PIECE = 6 };

struct piece {
	size_t at, n;		/* in the bytes of all pieces */
	size_t number;
	size_t next;		/* the next one with the same head, plus 1; 0: none */
};

struct canary {
	struct text bytes;
	struct piece *piece;
	size_t n, room;
	struct map *heads;
	size_t *first;		/* per head: a piece, plus 1 */
	size_t first_room;
	uint64_t *filter;	/* NULL: not built since the last piece was added */
	int bits;
};

bool
canary_is_short(const char *s, size_t n)
{
	size_t digits = 0;

	while (digits < n && s[digits] >= '0' && s[digits] <= '9')
		digits++;
	return n < CANARY_HEAD || (digits == n && n < CANARY_DIGITS);
}

struct canary *
canary_new(void)
{
	struct canary *c = mem_new(1, sizeof *c);

	c->heads = map_new();
	return c;
}

void
canary_free(struct canary *c)
{
	map_free(c->heads);
	text_free(&c->bytes);
	free(c->piece);
	free(c->first);
	free(c->filter);
	free(c);
}

static void
add_piece(struct canary *c, const char *s, size_t n, size_t number)
{
	bool is_new;
	const size_t head = map_at(c->heads, s, CANARY_HEAD, &is_new);

	c->piece = mem_grow(c->piece, c->n + 1, &c->room, sizeof *c->piece);
	c->first = mem_grow(c->first, head + 1, &c->first_room, sizeof *c->first);
	c->piece[c->n] = (struct piece){ c->bytes.n, n, number, is_new ? 0 : c->first[head] };
	c->first[head] = ++c->n;
	text_add(&c->bytes, s, n);
	free(c->filter);
	c->filter = NULL;
}

void
canary_add(struct canary *c, const char *s, size_t n, size_t number)
{
	if (n <= CANARY_PIECE) {
		add_piece(c, s, n, number);
		return;
	}
	for (size_t at = 0; at + LONG_PIECE <= n; at += EVERY)
		add_piece(c, s + at, LONG_PIECE, number);
	add_piece(c, s + n - LONG_PIECE, LONG_PIECE, number);
}

static size_t
bit_of(const struct canary *c, const char *s)
{
	uint32_t word;

	memcpy(&word, s, WORD);
	return (word * UINT32_C(2654435761)) >> (32 - c->bits);
}

static void
build(struct canary *c)
{
	c->bits = BITS_MIN;
	while (c->bits < BITS_MAX && (size_t)1 << c->bits >> BITS_PER_PIECE < c->n)
		c->bits++;
	c->filter = mem_new((size_t)1 << c->bits >> 6, sizeof *c->filter);
	for (size_t i = 0; i < c->n; i++) {
		const size_t bit = bit_of(c, c->bytes.s + c->piece[i].at);

		c->filter[bit >> 6] |= UINT64_C(1) << (bit & 63);
	}
}

/* Looks up one place that the filter does not rule out; N bytes follow from it. */
static void
look(const struct canary *c, const char *s, size_t n, size_t offset,
    void (*found)(void *, size_t, size_t), void *ctx)
{
	size_t head;

	if (!map_find(c->heads, s, CANARY_HEAD, &head))
		return;
	for (size_t i = c->first[head]; i > 0; i = c->piece[i - 1].next) {
		const struct piece *p = &c->piece[i - 1];

		if (p->n <= n && memcmp(c->bytes.s + p->at, s, p->n) == 0)
			found(ctx, p->number, offset);
	}
}

void
canary_search(struct canary *c, const char *s, size_t n,
    void (*found)(void *, size_t, size_t), void *ctx)
{
	if (c->n == 0)
		return;
	if (c->filter == NULL)
		build(c);
	for (size_t i = 0; i + CANARY_HEAD <= n; i++) {
		const size_t bit = bit_of(c, s + i);

		if (c->filter[bit >> 6] >> (bit & 63) & 1)
			look(c, s + i, n - i, i, found, ctx);
	}
}
