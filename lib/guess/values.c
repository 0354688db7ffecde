#include "lib/guess/values.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/guess/sheet.h"

struct values {
	struct map *text;
	size_t *rows, room;	/* of each text */
	uint32_t *of_row;
	size_t first;
};

static uint32_t
add(struct values *v, const char *s)
{
	bool is_new;
	const size_t i = map_at(v->text, s, strlen(s), &is_new);

	if (is_new) {
		v->rows = mem_grow(v->rows, i + 1, &v->room, sizeof *v->rows);
		v->rows[i] = 0;
	}
	v->rows[i]++;
	return (uint32_t)i;
}

struct values *
values_new(const struct sheet *sheet, size_t at, size_t first, size_t end)
{
	struct values *v = mem_new(1, sizeof *v);

	v->text = map_new();
	v->of_row = mem_new(end - first, sizeof *v->of_row);
	v->first = first;
	for (size_t r = first; r < end; r++)
		v->of_row[r - first] = add(v, at < sheet->row[r].n ? sheet->row[r].cell[at] : "");
	return v;
}

void
values_free(struct values *v)
{
	if (v == NULL)
		return;
	map_free(v->text);
	free(v->rows);
	free(v->of_row);
	free(v);
}

size_t
values_count(const struct values *v)
{
	return map_count(v->text);
}

const char *
values_text(const struct values *v, size_t i)
{
	return map_key(v->text, i);
}

size_t
values_rows(const struct values *v, size_t i)
{
	return v->rows[i];
}

size_t
values_of_row(const struct values *v, size_t row)
{
	return v->of_row[row - v->first];
}
