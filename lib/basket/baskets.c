#include "lib/basket/baskets.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/sort.h"

static struct baskets *
empty(size_t n, size_t customers, size_t items)
{
	struct baskets *b = mem_new(1, sizeof *b);

	b->customers = customers;
	b->items = items;
	b->from = mem_new(customers + 1, sizeof *b->from);
	b->item = mem_new(n, sizeof *b->item);
	b->first = mem_new(n, sizeof *b->first);
	b->item_from = mem_new(items + 1, sizeof *b->item_from);
	return b;
}

/* Appends an item to the basket of the latest customer. */
static void
append(struct baskets *b, size_t customer, uint32_t item, int32_t day)
{
	const size_t at = b->from[customer + 1]++;

	b->filled += at == b->from[customer];
	b->item[at] = item;
	b->first[at] = day;
	b->item_from[item + 1]++;
}

/* Begins the basket of a customer, after those of all customers before. */
static void
begin(struct baskets *b, size_t customer)
{
	b->from[customer + 1] = b->from[customer];
}

/* The customers of each item, from the items of each customer. */
static void
transpose(struct baskets *b)
{
	size_t *at = mem_new(b->items, sizeof *at);

	for (size_t i = 0; i < b->items; i++)
		b->item_from[i + 1] += b->item_from[i];
	memcpy(at, b->item_from, b->items * sizeof *at);
	b->customer = mem_new(b->from[b->customers], sizeof *b->customer);
	for (size_t c = 0; c < b->customers; c++)
		for (size_t k = b->from[c]; k < b->from[c + 1]; k++)
			b->customer[at[b->item[k]]++] = (uint32_t)c;
	free(at);
}

/* By customer, then by item. */
static void
sort_lines(const struct baskets_line *line, size_t n, uint64_t *key, uint64_t *day)
{
	for (size_t i = 0; i < n; i++) {
		key[i] = (uint64_t)line[i].customer << 32 | line[i].item;
		day[i] = (uint32_t)line[i].day;
	}
	sort_with(key, day, n);
}

struct baskets *
baskets_new(const struct baskets_line *line, size_t n, size_t customers, size_t items)
{
	struct baskets *b = empty(n, customers, items);
	uint64_t *key = mem_new(n, sizeof *key), *day = mem_new(n, sizeof *day);
	size_t i = 0;

	sort_lines(line, n, key, day);
	for (size_t c = 0; c < customers; c++) {
		begin(b, c);
		while (i < n && key[i] >> 32 == c) {
			const uint64_t pair = key[i];
			int32_t first = INT32_MAX;

			for (; i < n && key[i] == pair; i++)
				if ((int32_t)day[i] < first)
					first = (int32_t)day[i];
			append(b, c, (uint32_t)pair, first);
		}
	}
	free(key);
	free(day);
	transpose(b);
	return b;
}

void
baskets_free(struct baskets *b)
{
	free(b->from);
	free(b->item);
	free(b->first);
	free(b->item_from);
	free(b->customer);
	free(b);
}

int32_t
baskets_last(const struct baskets *b, size_t customer)
{
	int32_t last = DATE_NONE;

	for (size_t k = b->from[customer]; k < b->from[customer + 1]; k++)
		last = b->first[k] > last ? b->first[k] : last;
	return last;
}

struct baskets *
baskets_before_last(const struct baskets *b)
{
	struct baskets *to = empty(b->from[b->customers], b->customers, b->items);

	for (size_t c = 0; c < b->customers; c++) {
		const int32_t last = baskets_last(b, c);

		begin(to, c);
		for (size_t k = b->from[c]; k < b->from[c + 1]; k++)
			if (b->first[k] < last)
				append(to, c, b->item[k], b->first[k]);
	}
	transpose(to);
	return to;
}
