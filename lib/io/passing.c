#include "lib/io/passing.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

struct passing {
	struct put *out;
	size_t n, *column;
};

static bool
is_ours(const struct put_head *ours, const char *name)
{
	for (; ours->name; ours++)
		if (strcmp(ours->name, name) == 0)
			return true;
	return false;
}

struct passing *
passing_new(struct put *out, const struct table *t, enum put_kind kind, const struct put_head *ours)
{
	struct passing *p = mem_new(1, sizeof *p);

	table_need_unique(t);
	p->out = out;
	p->column = mem_new(table_width(t), sizeof *p->column);
	for (size_t i = 0; i < table_width(t); i++)
		if (!is_ours(ours, table_name(t, i))) {
			put_column(out, table_name(t, i), kind);
			p->column[p->n++] = i;
		}
	put_columns(out, ours);
	return p;
}

void
passing_free(struct passing *p)
{
	free(p->column);
	free(p);
}

void
passing_put(const struct passing *p, char *const *cell)
{
	for (size_t i = 0; i < p->n; i++)
		put_text(p->out, cell[p->column[i]]);
}
