#define _GNU_SOURCE
#include "lib/draw/draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/io/table.h"

struct columns {		/* SIZE_MAX: the table has no such column */
	size_t label[DRAW_LABELS], nlabels, until;
	size_t series, y, x, low, high, inner_low, inner_high, second, strong, mark;
};

struct row {
	struct chart_value value;
	double second, mark;
	size_t point, line;
};

struct rows {
	const struct draw_plot *p;
	char *y;			/* the name of the column */
	struct map *points, *lines;	/* their labels and names */
	struct row *row;
	size_t n, room;
};

static size_t
find(const struct table *t, const char *name)
{
	size_t at;

	return name && table_find(t, name, &at) ? at : SIZE_MAX;
}

/* The first of the words, with commas between them, that is a column. */
static size_t
find_first(const struct table *t, const char *words)
{
	char name[DRAW_NAME];

	for (const char *s = words; *s; s += strspn(s, ",")) {
		const size_t n = strcspn(s, ",");

		snprintf(name, sizeof name, "%.*s", (int)n, s);
		if (find(t, name) != SIZE_MAX)
			return find(t, name);
		s += n;
	}
	opt_misuse("--plot needs the column '%s' of the table; leave out what prints others", name);
}

static struct columns
columns_of(const struct draw_plot *p, const struct table *t)
{
	struct columns c = { .until = find(t, p->label_until), .series = find(t, p->series),
		.y = find_first(t, p->y), .x = find(t, p->x), .low = find(t, p->low),
		.high = find(t, p->high), .inner_low = find(t, p->inner_low),
		.inner_high = find(t, p->inner_high), .second = find(t, p->second),
		.strong = find(t, p->strong[0]), .mark = find(t, p->mark) };

	for (size_t i = 0; i < DRAW_LABELS; i++) {
		const size_t at = find(t, p->label[i]);

		if (at != SIZE_MAX)
			c.label[c.nlabels++] = at;
	}
	return c;
}

static double
number(char **cell, size_t at)
{
	double x;

	return at != SIZE_MAX && num_parse(cell[at], &x) ? x : NAN;
}

static void
add_label(struct text *t, const char *cell)
{
	if (*cell == '\0')
		return;
	if (t->n > 0)
		text_add(t, " ", 1);
	text_add(t, cell, strlen(cell));
}

/* The number of the point with the label of this row. */
static size_t
point_of(struct rows *r, const struct columns *c, char **cell)
{
	struct text t = { 0 };

	for (size_t i = 0; i < c->nlabels; i++)
		add_label(&t, cell[c->label[i]]);
	for (size_t i = 0; c->until != SIZE_MAX && i < c->until; i++)
		add_label(&t, cell[i]);
	const size_t at = map_at(r->points, t.n > 0 ? t.s : "", t.n, NULL);

	text_free(&t);
	return at;
}

static void
add_row(struct rows *r, const struct columns *c, char **cell)
{
	const char *line = c->series == SIZE_MAX ? "" : cell[c->series];
	const bool strong = c->strong != SIZE_MAX && strcmp(cell[c->strong], r->p->strong[1]) == 0;

	r->row = mem_grow(r->row, r->n + 1, &r->room, sizeof *r->row);
	r->row[r->n++] = (struct row){ .value = { number(cell, c->x), number(cell, c->y),
		number(cell, c->low), number(cell, c->high), number(cell, c->inner_low),
		number(cell, c->inner_high), strong }, .second = number(cell, c->second),
		.mark = number(cell, c->mark), .point = point_of(r, c, cell),
		.line = map_at(r->lines, line, strlen(line), NULL) };
}

static struct rows
read_rows(const struct draw_plot *p, const char *path)
{
	struct rows r = { .p = p, .points = map_new(), .lines = map_new() };
	char *file = mem_text(path), *files[] = { file, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const struct columns c = columns_of(p, t);

	r.y = mem_text(table_name(t, c.y));
	for (char **cell; (cell = table_next(t));)
		add_row(&r, &c, cell);
	table_close(t);
	cite_rename(path, "");
	free(file);
	return r;
}

/* The value of the mark if all rows have the same; else NAN. */
static double
mark_of(const struct rows *r)
{
	for (size_t i = 1; i < r->n; i++)
		if (r->row[i].mark != r->row[0].mark)
			return NAN;
	return r->row[0].mark;
}

static void
set_marks(struct chart *c, const struct rows *r)
{
	const struct draw_plot *p = r->p;
	const double mark = mark_of(r);

	if (!isnan(mark))
		chart_add_mark(c, p->mark, mark, false);
	if (p->kind != CHART_SCATTER)
		return;
	if (!isnan(p->split_y))
		chart_add_mark(c, p->y_title, p->split_y, false);
	if (!isnan(p->split_x))
		chart_add_mark(c, p->x_title, p->split_x, true);
}

static void
set_texts(struct chart *c, const struct rows *r)
{
	const struct draw_plot *p = r->p;
	const bool second = p->second != NULL;

	c->id = "plot";
	c->title = c->about = p->title ? p->title : r->y;
	c->y_title = p->y_title;
	c->x_title = p->x_title;
	c->unit = p->unit;
	c->x_unit = p->x_unit;
	for (size_t i = 0; i < c->points; i++)
		c->label[i] = map_key(r->points, i);
	for (size_t i = 0; i < c->lines; i++)
		c->name[i] = second ? p->names[i] : map_key(r->lines, i);
}

static struct chart *
chart_of(const struct rows *r)
{
	const bool second = r->p->second != NULL;
	struct chart *c = chart_new(r->p->kind, second ? 2 : map_count(r->lines),
	    map_count(r->points));

	for (size_t i = 0; i < r->n; i++) {
		*chart_at(c, second ? 0 : r->row[i].line, r->row[i].point) = r->row[i].value;
		if (second)
			chart_at(c, 1, r->row[i].point)->y = r->row[i].second;
	}
	set_texts(c, r);
	set_marks(c, r);
	return c;
}

void
draw_table(const struct draw_plot *p, const char *form, const char *path)
{
	struct rows r = read_rows(p, path);

	if (r.n == 0) {
		opt_note("there is nothing to plot: the table has no rows");
	} else {
		struct chart *c = chart_of(&r);

		draw_chart(c, form);
		chart_free(c);
	}
	map_free(r.points);
	map_free(r.lines);
	free(r.row);
	free(r.y);
}
