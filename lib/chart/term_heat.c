/* A heat map: a number per cell, and a block that is darker the more it is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

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

static const char *
shade(const struct chart_range *r, double y)
{
	static const char *const shades[SHADES] = { " ", "░", "▒", "▓", "█" };
	const double low = r->low < 0 ? r->low : 0, span = r->high - low;
	const double at = span > 0 ? (y - low) / span : 0;

	if (isnan(y))
		return " ";
	return shades[at >= 1 ? SHADES - 1 : (size_t)(at * SHADES)];
}

void
term_heat(const struct chart *c, size_t width, struct text *t)
{
	const struct chart_range r = chart_range_y(c);
	const size_t name = term_widest(c->name, c->lines, width / 3);
	const size_t fit = (width - name - 2) / CELL_LEAST;
	const size_t columns = c->points < fit ? c->points : fit;

	term_cell(t, c->x_title ? c->x_title : "", name, false);
	for (size_t i = 0; i < columns; i++)
		term_cell(t, c->label[i] ? c->label[i] : "", CELL_LEAST, true);
	term_add(t, columns < c->points ? " …\n" : "\n");
	for (size_t line = 0; line < c->lines; line++) {
		term_cell(t, c->name[line] ? c->name[line] : "", name, false);
		for (size_t i = 0; i < columns; i++) {
			const double y = chart_at(c, line, i)->y;

			term_add(t, " ");
			term_add(t, shade(&r, y));
			add_number(c, y, CELL_LEAST - 2, t);
		}
		term_add(t, "\n");
	}
}
