#define _GNU_SOURCE
#include "lib/survey/answers_own.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/date.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"

/* answers_read, and the order of people and groups: see answers.h. */

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
		a->sorted[i] = (struct answers_person){ who, who + strlen(who) + 1,
		    a->rank[a->person[i].group], a->person[i].number, from,
		    (size_t)(pair - from) };
	}
	qsort(a->sorted, n, sizeof *a->sorted, compare_people);
}

void
answers_check(const struct answers_opts *o, char **operands)
{
	const bool store = store_is_wanted(&o->store);

	if (store && *operands)
		opt_misuse("unexpected operand '%s': with -d the answers come from the store",
		    *operands);
	if (store && o->survey == NULL)
		opt_misuse("-d requires --survey=NAME");
	if (!store && (o->survey || o->wave || o->as_of != DATE_NONE))
		opt_misuse("--survey, --wave and --as-of require -d");
	if ((o->survey && *o->survey == '\0') || (o->wave && *o->wave == '\0'))
		opt_misuse("--survey or --wave is empty");
}

struct answers *
answers_read(const struct answers_form *f, const struct answers_opts *o, struct store *store,
    char **operands)
{
	struct answers *a = mem_new(1, sizeof *a);

	a->form = f;
	a->people = map_new();
	a->answered = map_new();
	a->groups = map_new();
	a->items = f->items ? NULL : map_new();
	if (o->by == NULL)
		map_at(a->groups, "", 0, NULL);
	if (store)
		answers_store_read(a, o, store);
	else
		answers_table_read(a, o, operands);
	sort_groups(a);
	sort_people(a);
	return a;
}
