#define _GNU_SOURCE
#include "lib/draw/draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/draw/draw_values.h"
#include "lib/io/cite.h"
#include "lib/io/opt.h"
#include "lib/io/put.h"
#include "lib/io/table.h"

struct columns {		/* SIZE_MAX: the table has no such column */
	const struct table *of;
	size_t label[DRAW_LABELS], nlabels, until;
	size_t panel[DRAW_LABELS], npanel, mark[DRAW_MARKS];
	size_t series, y, x, low, high, inner_low, inner_high, second, past, strong, n;
};

struct row {
	struct chart_value value;
	double second, n, mark[DRAW_MARKS];
	size_t point, line;
};

struct rows {			/* of a chart */
	const struct draw_plot *p;
	const char *title;
	struct map *points, *lines;	/* their labels and names */
	struct row *row;
	size_t n, room;
	char **name;			/* of the lines, with their n; NULL: without it */
	bool joins;			/* the line of the past, and that of the forecasts */
};

struct panels {
	const struct draw_plot *p;
	char *y;			/* the name of the column */
	struct map *title;
	struct rows *of;
	size_t room;
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
	const char *rest = words;
	char name[DRAW_NAME];
	size_t n;

	for (const char *s; (s = split_next(&rest, ',', &n)) != NULL;) {
		snprintf(name, sizeof name, "%.*s", (int)n, s);
		if (find(t, name) != SIZE_MAX)
			return find(t, name);
	}
	opt_misuse("--plot needs the column '%s' of the table; leave out what prints others", name);
}

/* Those of the names that are columns; returns how many. */
static size_t
find_all(const struct table *t, const char *const *name, size_t *to)
{
	size_t n = 0;

	for (size_t i = 0; i < DRAW_LABELS; i++)
		if (find(t, name[i]) != SIZE_MAX)
			to[n++] = find(t, name[i]);
	return n;
}

static struct columns
columns_of(const struct draw_plot *p, const struct table *t)
{
	struct columns c = { .of = t, .until = find(t, p->label_until),
		.series = find(t, p->series),
		.y = find_first(t, p->y), .x = find(t, p->x), .low = find(t, p->low),
		.high = find(t, p->high), .inner_low = find(t, p->inner_low),
		.inner_high = find(t, p->inner_high), .second = find(t, p->second),
		.past = find(t, p->past),
		.strong = find(t, p->strong[0]), .n = find(t, p->n) };

	c.nlabels = find_all(t, p->label, c.label);
	c.npanel = find_all(t, p->panel, c.panel);
	for (size_t i = 0; i < DRAW_MARKS; i++)
		c.mark[i] = find(t, p->mark[i]);
	return c;
}

static double
number(char **cell, size_t at)
{
	double x;

	return at != SIZE_MAX && num_parse(cell[at], &x) ? x : NAN;
}

/* A cell as people read it. */
static const char *
said(const struct columns *c, char **cell, size_t at)
{
	return say_word(SAY_CELL, table_name(c->of, at), cell[at]);
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

/* The number of a text of these columns, and of all before UNTIL, in the map. */
static size_t
text_at(struct map *m, const struct columns *c, char **cell, const size_t *at, size_t n,
    size_t until)
{
	struct text t = { 0 };

	for (size_t i = 0; i < n; i++)
		add_label(&t, said(c, cell, at[i]));
	for (size_t i = 0; until != SIZE_MAX && i < until; i++)
		add_label(&t, said(c, cell, i));
	const size_t number = map_at(m, t.n > 0 ? t.s : "", t.n, NULL);

	text_free(&t);
	return number;
}

static bool
is_strong(const struct draw_plot *p, const char *cell)
{
	return p->strong[1] ? strcmp(cell, p->strong[1]) == 0 : *cell != '\0';
}

/* Whether the row is of the time before the forecasts. */
static bool
is_past(const struct columns *c, char **cell)
{
	return c->past != SIZE_MAX && isnan(number(cell, c->y));
}

static const char *
line_of(const struct rows *r, const struct columns *c, char **cell)
{
	if (c->series != SIZE_MAX)
		return said(c, cell, c->series);
	return c->past == SIZE_MAX ? "" : say_cell(r->p->names[!is_past(c, cell)]);
}

static void
add_row(struct rows *r, const struct columns *c, char **cell)
{
	const char *line = line_of(r, c, cell);
	const bool strong = c->strong != SIZE_MAX && is_strong(r->p, cell[c->strong]);

	r->row = mem_grow(r->row, r->n + 1, &r->room, sizeof *r->row);
	struct row *row = &r->row[r->n++];

	*row = (struct row){ .value = { number(cell, c->x),
		number(cell, is_past(c, cell) ? c->past : c->y),
		number(cell, c->low), number(cell, c->high), number(cell, c->inner_low),
		number(cell, c->inner_high), strong }, .second = number(cell, c->second),
		.n = number(cell, c->n), .line = map_at(r->lines, line, strlen(line), NULL) };
	if (!r->p->histogram)
		row->point = text_at(r->points, c, cell, c->label, c->nlabels,
		    c->until);
	for (size_t i = 0; i < DRAW_MARKS; i++)
		row->mark[i] = number(cell, c->mark[i]);
}

/* The rows of the panel that this row belongs to. */
static struct rows *
rows_of(struct panels *p, const struct columns *c, char **cell)
{
	const size_t had = map_count(p->title);
	const size_t at = text_at(p->title, c, cell, c->panel, c->npanel, SIZE_MAX);

	p->of = mem_grow(p->of, at + 1, &p->room, sizeof *p->of);
	if (at == had)
		p->of[at] = (struct rows){ .p = p->p, .points = map_new(), .lines = map_new(),
			.joins = c->past != SIZE_MAX && c->series == SIZE_MAX };
	return &p->of[at];
}

static struct panels
read_panels(const struct draw_plot *p, const char *path)
{
	struct panels all = { .p = p, .title = map_new() };
	char *file = mem_text(path), *files[] = { file, NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	const struct columns c = columns_of(p, t);

	all.y = mem_text(table_name(t, c.y));
	for (char **cell; (cell = table_next(t));)
		add_row(rows_of(&all, &c, cell), &c, cell);
	table_close(t);
	cite_rename(path, "");
	free(file);
	for (size_t i = 0; i < map_count(all.title); i++)
		all.of[i].title = c.npanel > 0 ? map_key(all.title, i) :
		    p->title ? say_cell(p->title) : say_word(SAY_CELL, "column", all.y);
	return all;
}

/* The number of a mark if all rows have the same; else NAN. */
static double
mark_of(const struct rows *r, size_t mark)
{
	for (size_t i = 1; i < r->n; i++)
		if (r->row[i].mark[mark] != r->row[0].mark[mark])
			return NAN;
	return r->row[0].mark[mark];
}

static void
set_marks(struct chart *c, const struct rows *r)
{
	const struct draw_plot *p = r->p;

	for (size_t i = 0; i < DRAW_MARKS; i++)
		chart_add_mark(c, p->mark[i] ? say_word(SAY_CELL, "column", p->mark[i]) : NULL,
		    mark_of(r, i), false);
	if (p->kind != CHART_SCATTER)
		return;
	if (!isnan(p->split_y))
		chart_add_mark(c, say_cell(p->y_title), p->split_y, false);
	if (!isnan(p->split_x))
		chart_add_mark(c, say_cell(p->x_title), p->split_x, true);
}

static void
set_texts(struct chart *c, const struct rows *r)
{
	const struct draw_plot *p = r->p;
	const bool second = p->second != NULL;

	c->id = "plot";
	c->title = c->about = r->title;
	c->y_title = say_cell(p->y_title);
	c->x_title = say_cell(p->x_title);
	c->unit = p->unit;
	c->x_unit = p->x_unit;
	c->note = say_cell(p->note);
	for (size_t i = 0; i < c->points; i++)
		c->label[i] = map_key(r->points, i);
	for (size_t i = 0; i < c->lines; i++)
		c->name[i] = second ? say_cell(p->names[i]) : map_key(r->lines, i);
}

/* The names of the rows of a heat map, each with its number of observations. */
static void
set_names(struct chart *c, struct rows *r)
{
	char figure[FIGURE_SIZE];

	r->name = mem_new(c->lines, sizeof *r->name);
	for (size_t i = 0; i < r->n; i++) {
		char **name = &r->name[r->row[i].line];

		if (*name == NULL)
			*name = mem_print("%s n=%s", map_key(r->lines, r->row[i].line),
			    figure_text(FIGURE_COUNT, r->row[i].n, figure));
	}
	for (size_t i = 0; i < c->lines; i++)
		c->name[i] = r->name[i];
}

static void
set_counts(struct chart *c, struct rows *r)
{
	if (r->p->kind == CHART_HEAT) {
		set_names(c, r);
		return;
	}
	c->count = mem_new(c->points, sizeof *c->count);
	for (size_t i = 0; i < r->n; i++)
		c->count[r->row[i].point] = r->row[i].n;
}

/* The line of the forecasts begins at the last value before them. */
static void
join(struct chart *c)
{
	for (size_t i = 1; c->lines == 2 && i < c->points; i++)
		if (isnan(chart_at(c, 0, i)->y) && !isnan(chart_at(c, 0, i - 1)->y))
			chart_at(c, 1, i - 1)->y = chart_at(c, 0, i - 1)->y;
}

static struct chart *
chart_of(struct rows *r)
{
	const bool second = r->p->second != NULL;
	struct chart *c = chart_new(r->p->kind, second ? 2 : map_count(r->lines),
	    map_count(r->points));

	for (size_t i = 0; i < r->n; i++) {
		*chart_at(c, second ? 0 : r->row[i].line, r->row[i].point) = r->row[i].value;
		if (second)
			chart_at(c, 1, r->row[i].point)->y = r->row[i].second;
	}
	if (r->joins)
		join(c);
	set_texts(c, r);
	set_marks(c, r);
	if (r->p->n)
		set_counts(c, r);
	return c;
}

static bool
has_values(const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (!isnan(r->row[i].value.y))
			return true;
	return false;
}

static void
draw_histogram(const struct rows *r, const char *form)
{
	double *x = mem_new(r->n, sizeof *x);
	size_t n = 0;

	for (size_t i = 0; i < r->n; i++)
		if (!isnan(r->row[i].value.y))
			x[n++] = r->row[i].value.y;
	draw_values(r->title, r->p->unit, x, n, r->n - n, form);
	free(x);
}

/* A single chart is drawn in any case; of several only those with a value. */
static void
draw_panels(const struct panels *p, const char *form)
{
	const size_t all = map_count(p->title);
	struct chart **c = mem_new(all, sizeof(struct chart *));
	size_t n = 0;

	for (size_t i = 0; i < all; i++)
		if (p->p->panel[0] == NULL || has_values(&p->of[i]))
			c[n++] = chart_of(&p->of[i]);
	if (n == 0)
		opt_note("there is nothing to plot: no row has a value");
	else
		draw_chart(c, n, form);
	while (n > 0)
		chart_free(c[--n]);
	free(c);
}

static void
free_rows(struct rows *r)
{
	for (size_t i = 0; r->name && i < map_count(r->lines); i++)
		free(r->name[i]);
	free(r->name);
	map_free(r->points);
	map_free(r->lines);
	free(r->row);
}

/* PATH has the table as CSV. */
static void
draw_table(const struct draw_plot *p, const char *form, const char *path)
{
	struct panels all = read_panels(p, path);

	if (map_count(all.title) == 0)
		opt_note("there is nothing to plot: the table has no rows");
	else if (p->histogram)
		draw_histogram(&all.of[0], form);
	else
		draw_panels(&all, form);
	for (size_t i = 0; i < map_count(all.title); i++)
		free_rows(&all.of[i]);
	map_free(all.title);
	free(all.of);
	free(all.y);
}

void
draw_use(struct put_opts *o, const struct draw_plot *p)
{
	o->chart = p;
	o->draw = draw_table;
}
