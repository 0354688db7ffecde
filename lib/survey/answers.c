#define _GNU_SOURCE
#include "lib/survey/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/survey/answers_own.h"
#include "lib/survey/instrument.h"

size_t
answers_parts(const struct answers_form *f)
{
	return f->part[0] ? ANSWERS_PARTS : 1;
}

const struct answers_entry *
answers_known(const struct answers *a, const struct answers_respondent *h)
{
	size_t at;

	return map_find(a->people, h->key.s, h->key.n, &at) ? &a->person[at] : NULL;
}

size_t
answers_enter(struct answers *a, const struct answers_respondent *h)
{
	bool is_new;
	const size_t at = map_at(a->people, h->key.s, h->key.n, &is_new), n = a->form->numbers;

	if (!is_new)
		return at;
	a->person = mem_grow(a->person, at + 1, &a->person_room, sizeof *a->person);
	struct answers_entry *p = &a->person[at];

	*p = (struct answers_entry){ map_at(a->groups, h->group, strlen(h->group), NULL), NULL, h->place };
	if (h->has_numbers) {
		p->number = mem_new(n, sizeof *p->number);
		memcpy(p->number, h->number, n * sizeof *p->number);
	}
	return at;
}

size_t
answers_item_add(struct answers *a, const char *name, size_t n)
{
	return map_at(a->items, name, n, NULL);
}

struct answers_pair *
answers_pair_add(struct answers *a, size_t person, size_t item)
{
	a->pair = mem_grow(a->pair, a->npairs + 1, &a->pair_room, sizeof *a->pair);
	a->pair[a->npairs] = (struct answers_pair){ item, person, { NAN, NAN } };
	return &a->pair[a->npairs++];
}

struct answers_pair *
answers_pair_at(struct answers *a, size_t person, size_t item)
{
	const size_t key[] = { person, item };
	bool is_new;
	const size_t at = map_at(a->answered, (const char *)key, sizeof key, &is_new);

	return is_new ? answers_pair_add(a, person, item) : &a->pair[at];
}

/* What was read, in order. */

static void
sort_groups(struct answers *a)
{
	const size_t n = map_count(a->groups);
	size_t *order = map_order(a->groups);

	a->rank = mem_new(n, sizeof *a->rank);
	a->group = mem_new(n, sizeof *a->group);
	for (size_t i = 0; i < n; i++) {
		a->rank[order[i]] = i;
		a->group[i] = map_key(a->groups, order[i]);
	}
	free(order);
}

static int
compare_waves(const char *x, const char *y)
{
	int64_t i, k;
	const bool x_counts = num_count(x, &i), y_counts = num_count(y, &k);

	if (x_counts != y_counts)
		return x_counts ? -1 : 1;
	if (x_counts && i != k)
		return i < k ? -1 : 1;
	return strcmp(x, y);
}

static int
compare_people(const void *x, const void *y)
{
	const struct answers_person *p = x, *q = y;
	const int who = strcmp(p->who, q->who);

	return who != 0 ? who : compare_waves(p->wave, q->wave);
}

static int
compare_pairs(const void *x, const void *y)
{
	const struct answers_pair *p = x, *q = y;

	if (p->person != q->person)
		return p->person < q->person ? -1 : 1;
	return (p->item > q->item) - (p->item < q->item);
}

static void
sort_people(struct answers *a)
{
	const size_t n = map_count(a->people);
	const struct answers_pair *pair = a->pair, *end = pair + a->npairs;

	if (a->npairs > 0)
		qsort(a->pair, a->npairs, sizeof *a->pair, compare_pairs);
	a->sorted = mem_new(n, sizeof *a->sorted);
	for (size_t i = 0; i < n; i++) {
		const char *who = map_key(a->people, i);
		const struct answers_pair *from = pair;

		while (pair < end && pair->person == i)
			pair++;
		a->sorted[i] = (struct answers_person){ who, who + strlen(who) + 1, a->rank[a->person[i].group],
			a->person[i].number, from, (size_t)(pair - from) };
	}
	qsort(a->sorted, n, sizeof *a->sorted, compare_people);
}

static void
check_source(const struct answers_opts *o, bool store, char **operands)
{
	if (store && *operands)
		opt_misuse("unexpected operand '%s': with -d the answers come from the store", *operands);
	if (store && o->survey == NULL)
		opt_misuse("-d requires --survey=NAME");
	if (!store && (o->survey || o->wave || o->as_of != DATE_NONE))
		opt_misuse("--survey, --wave and --as-of require -d");
	if ((o->survey && *o->survey == '\0') || (o->wave && *o->wave == '\0'))
		opt_misuse("--survey or --wave is empty");
}

struct answers *
answers_read(const struct answers_form *f, const struct answers_opts *o, char **operands)
{
	const bool store = o->store.db || o->store.standard;
	struct answers *a = mem_new(1, sizeof *a);

	check_source(o, store, operands);

	a->form = f;
	a->people = map_new();
	a->answered = map_new();
	a->groups = map_new();
	a->items = f->items ? NULL : map_new();
	if (o->by == NULL)
		map_at(a->groups, "", 0, NULL);
	if (store)
		answers_store_read(a, o);
	else
		answers_table_read(a, o, operands);
	sort_groups(a);
	sort_people(a);
	return a;
}

void
answers_free(struct answers *a)
{
	for (size_t i = 0; i < map_count(a->people); i++)
		free(a->person[i].number);
	free(a->person);
	free(a->sorted);
	free(a->pair);
	free(a->rank);
	free(a->group);
	map_free(a->items);
	map_free(a->people);
	map_free(a->answered);
	map_free(a->groups);
	free(a);
}

size_t
answers_people(const struct answers *a)
{
	return map_count(a->people);
}

const struct answers_person *
answers_person(const struct answers *a, size_t i)
{
	return &a->sorted[i];
}

size_t
answers_items(const struct answers *a)
{
	return a->items ? map_count(a->items) : instrument_count(a->form->items);
}

const char *
answers_item(const struct answers *a, size_t item)
{
	return a->items ? map_key(a->items, item) : instrument_name(a->form->items, item);
}

size_t
answers_groups(const struct answers *a)
{
	return map_count(a->groups);
}

const char *
answers_group(const struct answers *a, size_t group)
{
	return a->group[group];
}

void
answers_note_unpaired(const struct answers *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->npairs; i++)
		n += isnan(a->pair[i].value[0]) != isnan(a->pair[i].value[1]);
	if (n > 0)
		opt_note("left out %zu answer%s without the other part", n, n == 1 ? "" : "s");
}
