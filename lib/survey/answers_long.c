#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/survey/answers_own.h"
#include "lib/survey/instrument.h"

__attribute__((format(printf, 3, 4))) static bool
bad(const struct answers_source *s, const char *column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *why = mem_vprint(say(fmt), ap);

	va_end(ap);
	s->bad(s->ctx, column, why);
	free(why);
	return false;
}

/* Does the row say the same of the person as an earlier row? Group and numbers must not differ. */
static bool
agrees(const struct answers *a, const struct answers_source *s, const struct answers_respondent *h)
{
	const struct answers_entry *p = answers_known(a, h);

	if (p == NULL)
		return true;
	const char *before = map_key(a->groups, p->group);

	if (strcmp(before, h->group) != 0)
		return bad(s, s->by, "%s '%.80s' differs from '%.80s' of '%s' in %s %ju", s->by,
		    h->group, before, h->key.s, say(s->place), (uintmax_t)p->place);
	if (h->has_numbers != (p->number != NULL) ||
	    (p->number && memcmp(p->number, h->number, a->form->numbers * sizeof *p->number) != 0))
		return bad(s, a->form->number[0], "weights differ from %s %ju", say(s->place),
		    (uintmax_t)p->place);
	return true;
}

/*
 * Finds the item in the instrument. Without an instrument the item is added later, together with
 * its answer.
 */
static bool
read_item(const struct answers *a, const struct answers_source *s, const char *name, size_t *item)
{
	if (name[0] == '\0')
		return bad(s, "item", "item is empty");
	if (a->items || instrument_find(a->form->items, name, item))
		return true;
	return bad(s, "item", "item '%.80s' is not in the instrument", name);
}

static bool
read_side(const struct answers *a, const struct answers_source *s, const char *given, size_t *side)
{
	const struct answers_parts *parts = a->form->parts;

	for (*side = 0; given && *side < ANSWERS_SIDES; ++*side)
		if (strcmp(given, parts->word[*side]) == 0)
			return true;
	*side = 0;
	return given == NULL || bad(s, "part", "part '%.80s' is neither %s nor %s", given,
	    parts->word[0], parts->word[1]);
}

static bool
read_value(const struct answers *a, const struct answers_source *s, size_t item, const char *given,
    double *to)
{
	*to = NAN;
	const char *wrong = given[0] == '\0' ? NULL : a->form->value(a->form->ctx, item, given, to);

	return wrong == NULL || bad(s, "value", "value '%.80s' %s", given, wrong);
}

void
answers_take(struct answers *a, const struct answers_source *s, const struct answers_respondent *h,
    const struct answers_cells *row)
{
	size_t item = 0, side;
	double value;

	if (!agrees(a, s, h) || !read_item(a, s, row->item, &item) ||
	    !read_side(a, s, row->side, &side) || !read_value(a, s, item, row->value, &value))
		return;
	const size_t person = answers_enter(a, h);

	if (a->items)
		item = answers_item_add(a, row->item, strlen(row->item));
	if (isnan(value))
		return;
	struct answers_pair *pair = answers_pair_at(a, person, item);

	if (isnan(pair->value[side]))
		pair->value[side] = value;
	else
		bad(s, "item", "duplicate answer to item '%.80s' by '%s'%s%s", row->item, h->key.s,
		    a->form->parts ? ": " : "",
		    a->form->parts ? a->form->parts->word[side] : "");
}
