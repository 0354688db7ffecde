/* Where the current row comes from. */
#include "lib/io/table_own.h"

#include <string.h>

#include "lib/base/mem.h"

/* The file and line of a row of a converted table; NULL: this row has no other place. */
static const char *
origin(const struct table *t, uint64_t *line)
{
	return t->next > 0 ? block_file(t->block, t->next - 1, line) : NULL;
}

/* The name, valid to the end of the tool, as the names of operands are. */
static const char *
keep_name(const char *name)
{
	static char **kept;
	static size_t n, room;

	for (size_t i = n; i-- > 0;)	/* rows of the latest file follow one another */
		if (strcmp(kept[i], name) == 0)
			return kept[i];
	kept = mem_grow(kept, n + 1, &room, sizeof *kept);
	return kept[n++] = mem_text(name);
}

uint64_t
table_line(const struct table *t)
{
	uint64_t line;

	return origin(t, &line) ? line : t->line0 + t->block->line[t->next - 1];
}

const char *
table_file(const struct table *t)
{
	uint64_t line;
	const char *file = origin(t, &line);

	if (file)
		return keep_name(file);
	return t->block->file ? t->block->file : t->file;	/* before the first row */
}
