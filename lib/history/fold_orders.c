#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/history/fold_own.h"

/* Skips the order_id of the customer's previous row; fold_orders removes other duplicates. */
void
fold_add_order(struct fold_part *p, size_t customer, const struct fold_row *r)
{
	const uint64_t day = fold_event_day(r->day);
	const size_t had = p->tail_room;

	p->order_tail = mem_grow(p->order_tail, customer + 1, &p->tail_room, sizeof *p->order_tail);
	if (p->tail_room > had)
		memset(p->order_tail + had, 0, (p->tail_room - had) * sizeof *p->order_tail);
	uint64_t tail = p->order_tail[customer];

	if (tail != 0 && p->order[tail - 1].hash == r->order) {
		if (day < p->order[tail - 1].day)
			p->order[tail - 1].day = day & ((1U << 22) - 1);
		return;
	}
	p->order = mem_grow(p->order, p->norders + 1, &p->order_room, sizeof *p->order);
	p->order[p->norders] = (struct order){
		r->order, tail & ((UINT64_C(1) << 42) - 1), day & ((1U << 22) - 1),
	};
	p->order_tail[customer] = ++p->norders;
}

/* By order_id; within one by day. */
static int
by_hash(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash > y->hash ? 1 : -1;
	return (x->day > y->day) - (x->day < y->day);
}

struct order *
fold_orders(const struct fold_part *p, size_t customer, size_t *n)
{
	const uint64_t tail = customer < p->tail_room ? p->order_tail[customer] : 0;
	size_t all = 0, k = 0;

	*n = 0;
	if (tail == 0)
		return NULL;
	for (uint64_t i = tail; i != 0; i = p->order[i - 1].prev)
		all++;
	struct order *order = mem_new(all, sizeof *order);

	for (uint64_t i = tail; i != 0; i = p->order[i - 1].prev)
		order[k++] = p->order[i - 1];
	qsort(order, all, sizeof *order, by_hash);
	for (size_t i = 0; i < all; i++)
		if (i == 0 || order[i].hash != order[*n - 1].hash)
			order[(*n)++] = order[i];
	return order;
}

size_t
fold_days_until(const struct fold_day *day, size_t days, uint64_t at)
{
	size_t low = 0, high = days;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (fold_event_day(day[middle].day) <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
fold_count_orders(const struct fold_part *p, size_t customer, struct fold_day *day, size_t days)
{
	size_t n;
	struct order *order = fold_orders(p, customer, &n);

	for (size_t i = 0; i < n; i++) {
		const size_t until = fold_days_until(day, days, order[i].day);

		if (until > 0)
			day[until - 1].orders++;
	}
	free(order);
}
