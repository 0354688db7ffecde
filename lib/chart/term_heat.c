/* A heat map: a number per cell, and a block that is darker the more it is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/term_own.h"

enum { CELL_LEAST = 5, SHADES = 5 };

/* A share as whole percent: the unit is the same in all cells, and stands in the title. */
static void
add_number(const struct chart *c, double y, size_t width, struct text *t)
{
	char figure[FIGURE_SIZE] = "";

	if (c->unit == FIGURE_SHARE && !isnan(y))
		snprintf(figure, sizeof figure, "%.0f", 100 * y);
	else
		figure_short(c->unit, y, c->chinese, figure);
	term_cell(t, figure, width, true);
}

/* Of five shades, the one of a value; the first is blank. */
static const char *
shade(double y, double darkest)
{
	static const char *const shades[SHADES] = { " ", "░", "▒", "▓", "█" };
	const double at = y / darkest;

	return !(at > 0) ? " " : shades[at >= 1 ? SHADES - 1 : (size_t)(at * SHADES)];
}

struct heat {
	const struct chart *c;
	struct term *sheet;
	size_t name;		/* the width of the names */
	double darkest;
};

static void
add_line(const struct heat *h, size_t line, size_t from, size_t to)
{
	struct text *t = h->sheet->out;

	term_cell(t, h->c->name[line] ? h->c->name[line] : "", h->name, false);
	for (size_t i = from; i < to; i++) {
		const double y = chart_at(h->c, line, i)->y;

		term_add(t, " ");
		term_take(h->sheet, TERM_S0);
		term_add(t, shade(y, h->darkest));
		term_take(h->sheet, TERM_PLAIN);
		add_number(h->c, y, CELL_LEAST - 2, t);
	}
	term_add(t, "\n");
}

/* The columns FROM to TO - 1. */
static void
add_block(const struct heat *h, size_t from, size_t to)
{
	struct text *t = h->sheet->out;

	term_cell(t, "", h->name, false);
	for (size_t i = from; i < to; i++)
		term_cell(t, h->c->label[i] ? h->c->label[i] : "", CELL_LEAST, true);
	term_add(t, "\n");
	for (size_t line = 0; line < h->c->lines; line++)
		add_line(h, line, from, to);
}

/* Columns that do not fit the width stand in another block below. */
void
term_heat(const struct chart *c, struct term *sheet)
{
	const struct heat h = { c, sheet, term_widest(c->name, c->lines, sheet->width / 3),
		chart_darkest(c) };
	const size_t fit = (sheet->width - h.name) / CELL_LEAST;

	if (c->x_title)
		term_line(sheet->out, mem_text(c->x_title), sheet->width);
	for (size_t from = 0; from < c->points; from += fit) {
		if (from > 0)
			term_add(sheet->out, "\n");
		add_block(&h, from, from + fit < c->points ? from + fit : c->points);
	}
}
