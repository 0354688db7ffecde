#include "lib/report/cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/split.h"
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

/* What stands after the operator: the cell of another column with @, else these words. */
static const char *
operand(const struct cells *g, size_t row, const char *words)
{
	return *words == '@' ? cells_text(g, row, words + 1) : words;
}

/* Whether the numbers are in this order; false if one of them is none. */
static bool
compares(const char *cell, char operator, const char *other)
{
	double x, y;

	if (other == NULL || !num_parse(cell, &x) || !num_parse(other, &y))
		return false;
	return operator == '<' ? x < y : x > y;
}

static bool
meets_one(const struct cells *g, size_t row, char *condition)
{
	char *mark = strpbrk(condition, "!=<>");
	const char operator = *mark;
	const char *words = mark + (operator == '!' ? 2 : 1);

	*mark = '\0';
	const char *cell = cells_text(g, row, condition), *other = operand(g, row, words);

	if (cell == NULL)
		return false;
	if (operator == '<' || operator == '>')
		return compares(cell, operator, other);
	const bool same = *words == '@' ? other && strcmp(cell, other) == 0
	    : *words ? split_has(words, ',', cell) : !*cell;

	return (*words != '@' || other) && same != (operator == '!');
}

bool
cells_meets(const struct cells *g, size_t row, const char *conditions)
{
	if (conditions == NULL)
		return true;
	char *copy = mem_text(conditions), *rest;
	bool all = true;

	for (char *one = strtok_r(copy, "&", &rest); one; one = strtok_r(NULL, "&", &rest))
		all = all && meets_one(g, row, one);
	free(copy);
	return all;
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
		if (strpbrk(key, "=<>") ? cells_meets(g, i, key) : begins(g, i, key)) {
			*row = i;
			return true;
		}
	return false;
}
