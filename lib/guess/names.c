#include "lib/guess/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

struct alias {
	char *role, *name;	/* normalised; NAME may be a part of a name, if PART */
	int weight;
	bool part;
};

struct names {
	struct alias *alias;
	size_t n, room;
	struct map *whole;	/* the index of an alias, by its name */
	size_t *of;
	size_t of_room;
};

/* Without blanks and punctuation, in lower case and compatible form. The caller frees it. */
static char *
normalise(const char *s)
{
	size_t n = 0, k = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)s, strlen(s), NULL, UNINORM_NFKC, NULL, &n);
	char *to = mem_new(n + 1, 1);

	for (size_t i = 0; folded && i < n; i++)
		if (strchr(" \t\n_-.:#/*'\"", (char)folded[i]) == NULL)
			to[k++] = (char)folded[i];
	free(folded);
	return to;
}

static void
add_alias(struct names *names, const char *role, const char *name, int weight)
{
	struct alias a = { .role = mem_text(role), .name = normalise(name), .weight = weight,
		.part = *name == '*' };
	bool is_new;

	names->alias = mem_grow(names->alias, names->n + 1, &names->room, sizeof *names->alias);
	names->alias[names->n] = a;
	const size_t at = a.part ? 0 : map_at(names->whole, a.name, strlen(a.name), &is_new);

	if (!a.part && is_new) {
		names->of = mem_grow(names->of, at + 1, &names->of_room, sizeof *names->of);
		names->of[at] = names->n;
	}
	names->n++;
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
	for (char **cell; (cell = table_next(t)) != NULL;)
		add_alias(names, cell[role], cell[name], (int)strtol(cell[weight], NULL, 10));
	table_close(t);
	free(path);
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

const char *
names_role(const struct names *names, const char *name, int *weight)
{
	char *s = normalise(name);
	const struct alias *a = find(names, s);
	char *bracket = strrchr(s, '(');

	if (a == NULL && bracket && bracket > s && s[strlen(s) - 1] == ')') {
		*bracket = '\0';
		a = find(names, s);
	}
	free(s);
	*weight = a ? a->weight : 0;
	return a ? a->role : NULL;
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
	map_free(names->whole);
	free(names);
}
