#include "lib/points/lots.h"

#include <stdlib.h>

#include "lib/base/mem.h"

struct lot *
lots_open(struct lots *l, const struct lot *opened, int64_t points)
{
	l->lot = mem_grow(l->lot, l->n + 1, &l->room, sizeof *l->lot);
	struct lot *lot = &l->lot[l->n++];

	*lot = *opened;
	lot->entry = NULL;
	lot->n = lot->room = 0;
	lots_add(lot, lot->day, points);
	return lot;
}

void
lots_add(struct lot *lot, int32_t day, int64_t points)
{
	size_t at = lot->n;

	lot->entry = mem_grow(lot->entry, lot->n + 1, &lot->room, sizeof *lot->entry);
	for (; at > 1 && lot->entry[at - 1].day > day; at--)
		lot->entry[at] = lot->entry[at - 1];
	lot->entry[at] = (struct lots_entry){ day, points };
	lot->n++;
}

void
lots_free(struct lots *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->lot[i].entry);
	free(l->lot);
	*l = (struct lots){ 0 };
}

struct lot *
lots_find(const struct lots *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->lot[i].id == id)
			return &l->lot[i];
	return NULL;
}

bool
lots_is_debt(const struct lot *lot)
{
	return lot->entry[0].points < 0;
}

bool
lots_is_usable(const struct lot *lot, int32_t day)
{
	return lot->usable <= day && lot->expires > day;
}

int64_t
lots_left(const struct lot *lot, int32_t day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < lot->n && lot->entry[i].day <= day; i++)
		sum += lot->entry[i].points;
	return sum;
}

int64_t
lots_spare(const struct lot *lot, int32_t day)
{
	const int64_t sign = lots_is_debt(lot) ? -1 : 1;
	int64_t sum = 0, least = INT64_MAX;

	if (lot->day > day)
		return 0;
	for (size_t i = 0; i < lot->n; i++) {
		sum += sign * lot->entry[i].points;
		if ((i + 1 == lot->n || lot->entry[i + 1].day > day) && sum < least)
			least = sum;
	}
	return least > 0 ? least : 0;
}

/* The age of a lot: one that is not written yet has a number below 0, and -1 before -2. */
static int64_t
age(const struct lot *lot)
{
	return lot->id < 0 ? INT64_MAX / 2 - lot->id : lot->id;
}

static int
by_expiry(const void *a, const void *b)
{
	const struct lot *x = a, *y = b;

	if (x->expires != y->expires)
		return x->expires < y->expires ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (age(x) > age(y)) - (age(x) < age(y));
}

void
lots_sort(struct lots *l)
{
	if (l->n > 1)
		qsort(l->lot, l->n, sizeof *l->lot, by_expiry);
}

struct lots_sums
lots_sum(const struct lots *l, int32_t day)
{
	struct lots_sums s = { 0 };

	for (size_t i = 0; i < l->n; i++) {
		const struct lot *lot = &l->lot[i];
		const int64_t left = lots_left(lot, day);

		if (lot->day > day || lot->expires <= day)
			continue;
		if (lots_is_debt(lot))
			s.owed -= left;
		else if (lot->usable <= day)
			s.usable += left;
		else
			s.pending += left;
	}
	return s;
}

int64_t
lots_take(const struct lots *l, int32_t day, int64_t points, int64_t **part)
{
	*part = mem_new(l->n, sizeof **part);
	for (size_t i = 0; i < l->n && points > 0; i++) {
		const struct lot *lot = &l->lot[i];

		if (lots_is_debt(lot) || !lots_is_usable(lot, day))
			continue;
		const int64_t spare = lots_spare(lot, day);

		(*part)[i] = spare < points ? spare : points;
		points -= (*part)[i];
	}
	return points;
}
