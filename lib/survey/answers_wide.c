#define _GNU_SOURCE
#include "lib/survey/answers_wide.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/split.h"
#include "lib/io/header.h"
#include "lib/io/table.h"
#include "lib/survey/instrument.h"

static const size_t NONE = (size_t)-1;

struct columns {
	size_t at[ANSWERS_SIDES];	/* NONE: not in the table */
};

struct answers_wide {
	struct map *names;		/* of the items */
	struct columns *item;		/* numbered like the names */
	size_t room;
};

struct header {
	const struct table *t;
	const struct answers_parts *parts;
	const struct instrument *items;
	/* per letter, what follows it in the names of columns; NULL if there is an instrument */
	struct map *after[ANSWERS_SIDES];
};

static bool
has_letter(const struct answers_parts *p, const char *name, size_t side)
{
	return p->letter[side] && (name[0] | 0x20) == (p->letter[side] | 0x20) && name[1];
}

static void
collect_letters(struct header *h)
{
	for (size_t side = 0; side < ANSWERS_SIDES; side++) {
		h->after[side] = map_new();
		for (size_t i = 0; i < table_width(h->t); i++) {
			const char *name = table_name(h->t, i);

			if (has_letter(h->parts, name, side))
				map_at(h->after[side], name + 1, strlen(name + 1), NULL);
		}
	}
}

/* Is the rest of the name, behind a letter, an item? */
static bool
is_lettered(const struct header *h, const char *rest)
{
	size_t at;

	if (h->items)
		return instrument_find(h->items, rest, &at);
	return map_find(h->after[0], rest, strlen(rest), &at) &&
	    map_find(h->after[1], rest, strlen(rest), &at);
}

/* Is NAME a column ITEM.PART? */
static bool
is_dotted(const struct header *h, const char *name, char **item, size_t *side)
{
	const char *dot = strrchr(name, '.');
	size_t at;

	for (*side = 0; dot && dot > name && *side < ANSWERS_SIDES; ++*side) {
		if (!header_same(dot + 1, h->parts->word[*side]))
			continue;
		*item = mem_print("%.*s", (int)(dot - name), name);
		if (h->items == NULL || instrument_find(h->items, *item, &at))
			return true;
		free(*item);
		return false;
	}
	return false;
}

/* Does a column of this name hold answers? If so, the caller frees the name of the ITEM. */
static bool
is_answer(const struct header *h, const char *name, char **item, size_t *side)
{
	*side = 0;
	if (h->parts == NULL) {
		size_t at;
		const bool is = instrument_find(h->items, name, &at);

		*item = is ? mem_text(name) : NULL;
		return is;
	}
	if (is_dotted(h, name, item, side))
		return true;
	for (*side = 0; *side < ANSWERS_SIDES; ++*side)
		if (has_letter(h->parts, name, *side) && is_lettered(h, name + 1)) {
			*item = mem_text(name + 1);
			return true;
		}
	return false;
}

static void
add(struct answers_wide *w, const struct table *t, const char *item, size_t side, size_t at)
{
	bool is_new;
	const size_t i = map_at(w->names, item, strlen(item), &is_new);

	w->item = mem_grow(w->item, i + 1, &w->room, sizeof *w->item);
	if (is_new)
		w->item[i] = (struct columns){ { NONE, NONE } };
	if (w->item[i].at[side] != NONE)
		fail("%s: columns '%s' and '%s' hold the same answer", table_file(t),
		    table_name(t, w->item[i].at[side]), table_name(t, at));
	w->item[i].at[side] = at;
}

static void
need_both(const struct answers_wide *w, const struct header *h)
{
	for (size_t i = 0; h->parts && i < map_count(w->names); i++) {
		const size_t *at = w->item[i].at;

		if (at[0] == NONE || at[1] == NONE)
			fail("%s: column '%s' has no matching %s column",
			    table_file(h->t), table_name(h->t, at[0] == NONE ? at[1] : at[0]),
			    h->parts->word[at[0] == NONE ? 0 : 1]);
	}
}

struct answers_wide *
answers_wide_find(struct table *t, const struct answers_parts *parts,
    const struct instrument *items)
{
	if (table_fault(t))
		return NULL;
	struct answers_wide *w = mem_new(1, sizeof *w);
	struct header h = { .t = t, .parts = parts, .items = items };
	char *item;

	w->names = map_new();
	if (items == NULL)
		collect_letters(&h);
	for (size_t i = 0, side; i < table_width(t); i++)
		if (is_answer(&h, table_name(t, i), &item, &side)) {
			add(w, t, item, side, i);
			table_reads(t, i, RECIPE_NUMBER);
			free(item);
		}
	for (size_t side = 0; side < ANSWERS_SIDES && h.after[side]; side++)
		map_free(h.after[side]);
	need_both(w, &h);
	if (map_count(w->names) > 0)
		return w;
	answers_wide_free(w);
	return NULL;
}

struct answers_wide *
answers_wide_named(struct table *t, const char *names)
{
	struct answers_wide *w = mem_new(1, sizeof *w);
	size_t n;

	w->names = map_new();
	for (const char *s; (s = split_next(&names, ',', &n)) != NULL;) {
		char *name = mem_print("%.*s", (int)n, s);
		const size_t at = table_column(t, name);

		add(w, t, table_name(t, at), 0, at);
		table_reads(t, at, RECIPE_NUMBER);
		free(name);
	}
	return w;
}

void
answers_wide_free(struct answers_wide *w)
{
	map_free(w->names);
	free(w->item);
	free(w);
}

size_t
answers_wide_items(const struct answers_wide *w)
{
	return map_count(w->names);
}

const char *
answers_wide_name(const struct answers_wide *w, size_t item)
{
	return map_key(w->names, item);
}

const size_t *
answers_wide_columns(const struct answers_wide *w, size_t item)
{
	return w->item[item].at;
}
