#include "lib/guess/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/guess/loaded.h"
#include "lib/guess/wording.h"
#include "lib/io/language.h"
#include "lib/io/lexicon.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

enum { VAGUE = 1 };	/* the weight of a name that counts only as it is written */

struct alias {
	char *role, *name;	/* normalised; NAME may be a part of a name, if PART */
	int weight;
	bool part;
};

struct names {
	struct alias *alias;
	size_t n, room;
	struct map *whole;	/* the index of an alias, by its name */
	struct map *meant;	/* and by what its words mean */
	size_t *of, *of_meant;
	size_t of_room, of_meant_room;
	struct wording *wording;
	struct map *ours[2];	/* names that we print, in English and Chinese */
	const char **ours_of[2];
	size_t ours_room[2];
};

/* Without blanks and punctuation, in lower case and compatible form. The caller frees it. */
static char *
normalise(const char *s)
{
	char *to = wording_plain(s);
	size_t n = 0;

	for (const char *from = to; *from; from++)
		if (*from != ' ')
			to[n++] = *from;
	to[n] = '\0';
	return to;
}

/* Finds an alias by this name, if no other has it. */
static void
index_alias(struct map *map, size_t **of, size_t *room, const char *name, size_t alias)
{
	bool is_new;
	const size_t at = map_at(map, name, strlen(name), &is_new);

	if (is_new) {
		*of = mem_grow(*of, at + 1, room, sizeof **of);
		(*of)[at] = alias;
	}
}

static void
add_alias(struct names *names, const char *role, const char *name, int weight)
{
	struct alias a = { .role = mem_text(role), .name = normalise(name), .weight = weight,
		.part = *name == '*' };
	char *plain = wording_plain(name), *means = wording_means(names->wording, plain);

	names->alias = mem_grow(names->alias, names->n + 1, &names->room, sizeof *names->alias);
	names->alias[names->n] = a;
	if (!a.part)
		index_alias(names->whole, &names->of, &names->of_room, a.name, names->n);
	if (!a.part && means && weight > VAGUE)
		index_alias(names->meant, &names->of_meant, &names->of_meant_room, means, names->n);
	names->n++;
	free(plain);
	free(means);
}

static void
add_ours(struct names *names, bool chinese, const char *column, const char *loaded)
{
	const char *name = chinese ? say_word(SAY_CELL, "column", column) : column;
	bool is_new;
	const size_t at = map_at(names->ours[chinese], name, strlen(name), &is_new);

	names->ours_of[chinese] = mem_grow(names->ours_of[chinese], at + 1,
	    &names->ours_room[chinese], sizeof *names->ours_of[chinese]);
	if (is_new)
		names->ours_of[chinese][at] = loaded;
}

/* A name may be that of two columns: first come those that are loaded. */
static void
open_ours(struct names *names, bool chinese)
{
	names->ours[chinese] = map_new();
	for (enum loaded f = 0; f < LOADED_TOOLS; f++)
		for (const char *const *field = loaded_by(f); *field; field++)
			add_ours(names, chinese, *field, *field);
	for (size_t i = 0; lexicon_at(i); i++)
		add_ours(names, chinese, lexicon_at(i)->name, "");
}

struct names *
names_open(void)
{
	struct names *names = mem_new(1, sizeof *names);
	char *path = share_path("presets/aliases.csv"), *files[] = { path, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t role = table_column(t, "column"), name = table_column(t, "alias");
	const size_t weight = table_column(t, "weight");

	names->whole = map_new();
	names->meant = map_new();
	names->wording = wording_open();
	for (char **cell; (cell = table_next(t)) != NULL;)
		add_alias(names, cell[role], cell[name], (int)strtol(cell[weight], NULL, 10));
	table_close(t);
	free(path);
	language_cells("zh");	/* table-guess prints no cells */
	open_ours(names, false);
	open_ours(names, true);
	return names;
}

static const struct alias *
find(const struct names *names, const char *s)
{
	size_t at;

	if (map_find(names->whole, s, strlen(s), &at))
		return &names->alias[names->of[at]];
	for (size_t i = 0; i < names->n; i++)
		if (names->alias[i].part && strstr(s, names->alias[i].name))
			return &names->alias[i];
	return NULL;
}

/* By what the words of the name mean, in any language and order. */
static const struct alias *
find_meant(const struct names *names, const char *name)
{
	char *plain = wording_plain(name), *means = wording_means(names->wording, plain);
	size_t at;
	const bool found = means && map_find(names->meant, means, strlen(means), &at);

	free(plain);
	free(means);
	return found ? &names->alias[names->of_meant[at]] : NULL;
}

/* What stands in brackets at the end may say nothing: "(0-10)". */
static bool
drop_bracket(char *s)
{
	char *bracket = strrchr(s, '(');
	const bool ends = bracket && bracket > s && s[strlen(s) - 1] == ')';

	if (ends)
		*bracket = '\0';
	return ends;
}

const char *
names_role(const struct names *names, const char *name, int *weight)
{
	char *s = normalise(name), *bare = wording_plain(name);
	const struct alias *a = find(names, s);

	if (a == NULL)
		a = find_meant(names, name);
	if (a == NULL && drop_bracket(s))
		a = find(names, s);
	if (a == NULL && drop_bracket(bare))
		a = find_meant(names, bare);
	free(s);
	free(bare);
	*weight = a ? a->weight : 0;
	return a ? a->role : NULL;
}

const char *
names_ours(const struct names *names, const char *name, bool chinese)
{
	size_t at;

	return map_find(names->ours[chinese], name, strlen(name), &at) ?
	    names->ours_of[chinese][at] : NULL;
}

void
names_close(struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		free(names->alias[i].role);
		free(names->alias[i].name);
	}
	free(names->alias);
	free(names->of);
	free(names->of_meant);
	map_free(names->whole);
	map_free(names->meant);
	for (size_t i = 0; i < 2; i++) {
		map_free(names->ours[i]);
		free(names->ours_of[i]);
	}
	wording_close(names->wording);
	free(names);
}
