#include "lib/survey/answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/survey/answers_own.h"
#include "lib/survey/instrument.h"

size_t
answers_sides(const struct answers_form *f)
{
	return f->parts ? ANSWERS_SIDES : 1;
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

	*p = (struct answers_entry){ map_at(a->groups, h->group, strlen(h->group), NULL), NULL,
	    h->place };
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

uint64_t
answers_rows(const struct answers *a)
{
	return a->rows;
}

size_t
answers_unpaired(const struct answers *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->npairs; i++)
		n += isnan(a->pair[i].value[0]) != isnan(a->pair[i].value[1]);
	return n;
}

void
answers_note_unpaired(size_t n)
{
	if (n > 0)
		opt_note("left out %zu answer%s without the other part", n, TEXT_PLURAL(n));
}
