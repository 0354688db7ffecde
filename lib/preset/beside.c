#define _GNU_SOURCE
#include "lib/preset/beside.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/fail.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/table.h"
#include "lib/preset/cell.h"
#include "lib/preset/preset.h"

struct beside {
	const char *key;
	bool fold;
	size_t width;
	char **name;
	struct map *keys;
	char **cell;		/* WIDTH of them for each key */
	size_t room;
	struct arena texts;
};

static bool
is_header(void *ctx, char *const *name, size_t n)
{
	const struct beside *b = ctx;

	return preset_find(b->key, name, n, 0, b->fold) < n;
}

static char *
keep(struct beside *b, const char *s)
{
	return arena_text(&b->texts, s, strlen(s));
}

static void
take_row(struct beside *b, char **row, size_t key)
{
	const char *id = cell_trim(row[key]);
	bool is_new;
	const size_t at = map_at(b->keys, id, strlen(id), &is_new);

	if (!is_new)
		return;
	b->cell = mem_grow(b->cell, (at + 1) * b->width, &b->room, sizeof *b->cell);
	for (size_t i = 0; i < b->width; i++)
		b->cell[at * b->width + i] = keep(b, cell_trim(row[i]));
}

struct beside *
beside_open(const char *file, const struct reading *reading, const char *key, bool fold)
{
	struct beside *b = mem_new(1, sizeof *b);
	char *path = mem_text(file), *files[] = { path, NULL };

	*b = (struct beside){ .key = key, .fold = fold, .keys = map_new() };
	const struct reading_layout layout = { .is_header = is_header, .ctx = b };
	struct reading r = *reading;

	r.layout = &layout;
	struct table *t = table_open(files, &(struct table_opts){ .reading = &r });

	b->width = table_width(t);
	b->name = mem_new(b->width, sizeof *b->name);
	for (size_t i = 0; i < b->width; i++)
		b->name[i] = keep(b, table_name(t, i));
	const size_t at = preset_find(key, b->name, b->width, 0, fold);

	if (at == b->width)
		fail("%s: no column '%s'", file, key);
	for (char **row; (row = table_next(t)) != NULL;)
		take_row(b, row, at);
	table_close(t);
	free(path);
	return b;
}

void
beside_free(struct beside *b)
{
	map_free(b->keys);
	arena_free(&b->texts);
	free(b->name);
	free(b->cell);
	free(b);
}

size_t
beside_width(const struct beside *b)
{
	return b->width;
}

const char *
beside_name(const struct beside *b, size_t column)
{
	return b->name[column];
}

char **
beside_row(const struct beside *b, const char *key)
{
	size_t at;

	return map_find(b->keys, key, strlen(key), &at) ? &b->cell[at * b->width] : NULL;
}
