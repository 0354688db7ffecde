#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/care/worklist_own.h"

int
worklist_by_customer(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	if (x->who != y->who)
		return x->who < y->who ? -1 : 1;
	if (x->rule->priority != y->rule->priority)
		return x->rule->priority > y->rule->priority ? -1 : 1;
	if (x->rule->reason != y->rule->reason)
		return x->rule->reason < y->rule->reason ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return strcmp(x->occasion, y->occasion);
}

static int
ids_by_text(const void *a, const void *b, void *due)
{
	return strcmp(due_id(due, *(const size_t *)a), due_id(due, *(const size_t *)b));
}

static int
by_rank(const void *a, const void *b, void *rank)
{
	const size_t x = ((const struct due_item *)a)->who, y = ((const struct due_item *)b)->who;
	const size_t *of = rank;

	return x == y ? worklist_by_customer(a, b) : of[x] < of[y] ? -1 : 1;
}

void
worklist_order_items(struct due *due, struct due_item *item, size_t n)
{
	const size_t all = due_customers(due);
	size_t *who = mem_new(all, sizeof *who), *rank = mem_new(all, sizeof *rank);

	for (size_t i = 0; i < all; i++)
		who[i] = i;
	if (all > 0)
		qsort_r(who, all, sizeof *who, ids_by_text, due);
	for (size_t i = 0; i < all; i++)
		rank[who[i]] = i;
	if (n > 0)
		qsort_r(item, n, sizeof *item, by_rank, rank);
	free(who);
	free(rank);
}

static int
persons_by_priority(const void *a, const void *b)
{
	const struct worklist_person *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? -1 : 1;
	return strcmp(x->id, y->id);
}

void
worklist_order_persons(struct worklist_person *p, size_t n)
{
	if (n > 0)
		qsort(p, n, sizeof *p, persons_by_priority);
}

/* The same order; of one customer, what is held out comes first. */
static int
rows_by_priority(const void *a, const void *b)
{
	const struct worklist_row *x = a, *y = b;

	if (x->priority != y->priority)
		return x->priority > y->priority ? -1 : 1;
	if (x->spend != y->spend)
		return x->spend > y->spend ? -1 : 1;
	const int order = strcmp(x->id, y->id);

	return order != 0 ? order : y->held - x->held;
}

void
worklist_order_rows(struct worklist_row *r, size_t n)
{
	if (n > 0)
		qsort(r, n, sizeof *r, rows_by_priority);
}
