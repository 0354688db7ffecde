#include "lib/report/cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/table.h"

struct cells *
cells_read(int fd)
{
	struct cells *g = mem_new(1, sizeof *g);
	char *path = mem_print("/proc/self/fd/%d", fd);
	struct table *t = table_open((char *[]){ path, NULL }, &(struct table_opts){ 0 });
	size_t room = 0;

	g->columns = table_width(t);
	g->name = mem_new(g->columns, sizeof *g->name);
	for (size_t i = 0; i < g->columns; i++)
		g->name[i] = mem_text(table_name(t, i));
	for (char **cell; (cell = table_next(t)) != NULL; g->rows++) {
		g->cell = mem_grow(g->cell, (g->rows + 1) * g->columns, &room, sizeof *g->cell);
		for (size_t i = 0; i < g->columns; i++)
			g->cell[g->rows * g->columns + i] = mem_text(cell[i]);
	}
	table_close(t);
	free(path);
	return g;
}

void
cells_free(struct cells *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->columns; i++)
		free(g->name[i]);
	for (size_t i = 0; i < g->rows * g->columns; i++)
		free(g->cell[i]);
	free(g->name);
	free(g->cell);
	free(g);
}

const char *
cells_text(const struct cells *g, size_t row, const char *column)
{
	for (size_t i = 0; i < g->columns; i++)
		if (strcmp(g->name[i], column) == 0)
			return g->cell[row * g->columns + i];
	return NULL;
}

double
cells_number(const struct cells *g, size_t row, const char *column)
{
	const char *cell = cells_text(g, row, column);
	double x;

	return cell && num_parse(cell, &x) ? x : NAN;
}

bool
cells_meets(const struct cells *g, size_t row, const char *condition)
{
	if (condition == NULL)
		return true;
	const char *equals = strchr(condition, '=');
	const bool not = equals > condition && equals[-1] == '!';
	char *column = mem_print("%.*s", (int)(equals - condition) - not, condition);
	const char *cell = cells_text(g, row, column);

	free(column);
	if (cell == NULL)
		return false;
	if (equals[1] == '@') {
		const char *other = cells_text(g, row, equals + 2);

		return other && (strcmp(cell, other) == 0) != not;
	}
	const bool listed = equals[1] ? text_lists(equals + 1, cell, strlen(cell)) : !*cell;

	return listed != not;
}

/* Whether the first cells of a row are those of KEY, which have commas between them. */
static bool
begins(const struct cells *g, size_t row, const char *key)
{
	for (size_t i = 0; i < g->columns; i++) {
		const char *cell = g->cell[row * g->columns + i];
		const size_t n = strlen(cell);

		if (strncmp(key, cell, n) != 0 || (key[n] != '\0' && key[n] != ','))
			return false;
		if (key[n] == '\0')
			return true;
		key += n + 1;
	}
	return false;
}

bool
cells_find(const struct cells *g, const char *key, size_t *row)
{
	for (size_t i = 0; i < g->rows; i++)
		if (strchr(key, '=') ? cells_meets(g, i, key) : begins(g, i, key)) {
			*row = i;
			return true;
		}
	return false;
}
