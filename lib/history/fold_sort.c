#define _GNU_SOURCE	/* qsort_r */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/huge.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"
#include "lib/history/fold_own.h"

int
fold_compare(const struct fold_part *p, size_t customer, const struct fold_part *q, size_t other)
{
	const struct customer *x = fold_customer_at(p, customer), *y = fold_customer_at(q, other);

	if (x->id.far.is_far || y->id.far.is_far)
		return strcmp(fold_id_of(p, x), fold_id_of(q, y));
	const bool first = x->id.word[0] == y->id.word[0];
	const uint64_t i = be64toh(x->id.word[first]), k = be64toh(y->id.word[first]);

	return (i > k) - (i < k);
}

static int
by_id(const void *a, const void *b, void *part)
{
	const struct fold_part *p = part;

	return fold_compare(p, *(const uint64_t *)a, p, *(const uint64_t *)b);
}

/* The first eight bytes of an id, as a number of the same order. */
static uint64_t
prefix(const struct fold_part *p, const struct customer *c)
{
	uint64_t w = c->id.word[0];

	if (c->id.far.is_far)
		memcpy(&w, fold_id_of(p, c), sizeof w);
	return be64toh(w);
}

/* By radix on the first bytes; then sorts runs of ids with the same first bytes. */
static uint32_t *
sorted_numbers(struct fold_part *p)
{
	uint64_t *key = huge_room(p->n, sizeof *key), *number = huge_room(p->n, sizeof *number);

	for (size_t i = 0; i < p->n; i++) {
		key[i] = prefix(p, fold_customer_at(p, i));
		number[i] = i;
	}
	sort_with(key, number, p->n);
	for (size_t i = 0, end; i < p->n; i = end) {
		for (end = i + 1; end < p->n && key[end] == key[i]; end++)
			;
		if (end - i > 1)
			qsort_r(number + i, end - i, sizeof *number, by_id, p);
	}
	free(key);
	uint32_t *order = mem_resize(NULL, p->n, sizeof *order);

	for (size_t i = 0; i < p->n; i++)
		order[i] = (uint32_t)number[i];
	free(number);
	return order;
}

/* Gives the customers the numbers of their places in the order. */
static void
move_customers(struct fold_part *p, const uint32_t *order)
{
	struct fold_part to = { .n = 0 };

	for (size_t i = 0; i < p->n; i++) {
		if (i + FOLD_AHEAD < p->n)
			__builtin_prefetch(fold_customer_at(p, order[i + FOLD_AHEAD]));
		if (to.n == to.room)
			fold_more_customers(&to);
		*fold_customer_at(&to, to.n++) = *fold_customer_at(p, order[i]);
	}
	fold_free_customers(p);
	p->piece = to.piece;
	p->pieces = to.pieces;
	p->piece_room = to.piece_room;
	p->room = to.room;
}

uint32_t *
fold_sort(struct fold_part *p, bool move)
{
	size_t i = 1;

	fold_free_slots(p);
	while (i < p->n && fold_compare(p, i - 1, p, i) < 0)
		i++;
	if (i >= p->n)
		return NULL;
	uint32_t *order = sorted_numbers(p);

	if (!move || p->costs || p->order_tail || p->next)
		return order;
	move_customers(p, order);
	free(order);
	return NULL;
}
