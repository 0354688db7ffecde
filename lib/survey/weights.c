#include "lib/survey/weights.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/io/table.h"

struct weights {
	struct map *people;
	double *of;		/* n numbers per person */
	size_t n, room;
};

bool
weights_parse(const char *s, double *to, size_t n)
{
	char buf[NUM_SIZE];
	size_t len;

	for (size_t i = 0; i < n; i++) {
		const char *word = split_next(&s, ',', &len);

		if (word == NULL || len >= sizeof buf)
			return false;
		memcpy(buf, word, len);
		buf[len] = '\0';
		if (!num_parse(buf, &to[i]))
			return false;
	}
	return s == NULL;
}

static size_t
who_column(const struct table *t, const char *const *who)
{
	size_t at;

	for (const char *const *name = who; *name; name++)
		if (table_find(t, *name, &at))
			return at;
	return table_column(t, who[0]);
}

static void
read_row(struct weights *w, struct table *t, char **cell, size_t who, const char *const *name)
{
	bool is_new;
	const size_t at = map_at(w->people, cell[who], strlen(cell[who]), &is_new);

	if (!is_new)
		table_bad(t, table_name(t, who), "duplicate %s '%.80s'", table_name(t, who),
		    cell[who]);
	w->of = mem_grow(w->of, (at + 1) * w->n, &w->room, sizeof *w->of);
	for (size_t i = 0; i < w->n; i++) {
		const char *given = cell[table_column(t, name[i])];

		if (!num_parse(given, &w->of[at * w->n + i]))
			table_bad(t, name[i], "%s '%.80s' is not a number", name[i], given);
	}
}

struct weights *
weights_open(const char *path, const char *const *who, const char *const *name, size_t n,
    bool (*good)(const double *, size_t), const char *wrong)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const size_t id = who_column(t, who);
	struct weights *w = mem_new(1, sizeof *w);

	w->people = map_new();
	w->n = n;
	for (size_t i = 0; i < n; i++)
		(void)table_column(t, name[i]);
	for (char **cell; (cell = table_next(t)) != NULL;) {
		read_row(w, t, cell, id, name);
		if (!good(&w->of[(map_count(w->people) - 1) * n], n))
			table_bad(t, name[0], "%s to %s %s", name[0], name[n - 1], say(wrong));
	}
	table_close(t);
	free(files[0]);
	return w;
}

void
weights_free(struct weights *w)
{
	if (w == NULL)
		return;
	map_free(w->people);
	free(w->of);
	free(w);
}

const double *
weights_find(const struct weights *w, const char *who)
{
	size_t at;

	return map_find(w->people, who, strlen(who), &at) ? &w->of[at * w->n] : NULL;
}
