#include "lib/chart/svg_own.h"

#include <math.h>

/* A row per series and a column per point; the number of a cell stands on its colour. */
enum { CELL = 44, ROW = 26 };
static const double DARKEST = .62;	/* the text on it is still easy to read */

static double
names_width(const struct svg *s)
{
	double width = 0;

	for (size_t i = 0; i < s->c->lines; i++)
		if (s->c->name[i])
			width = fmax(width, svg_width(s->c->name[i]));
	return width;
}

static void
put_cell(const struct svg *s, size_t row, size_t column, double most, double cell)
{
	const double v = chart_at(s->c, row, column)->y;
	const double x = s->left + (double)column * cell, y = s->top + ROW * (double)row;
	char figure[FIGURE_SIZE];

	if (isnan(v))
		return;
	markup_add(s->out, "<rect class=\"cell\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" "
	    "height=\"%d\" fill-opacity=\"%.3f\"/>\n", x, y, cell - 1, ROW - 1,
	    most > 0 ? DARKEST * fmin(fmax(v, 0) / most, 1) : 0);
	svg_text(s, x + cell / 2, y + ROW / 2. + SVG_DROP, SVG_MIDDLE, "",
	    svg_short(s, v, figure));
}

double
svg_heat(struct svg *s)
{
	const double most = chart_darkest(s->c);

	if (s->c->x_title) {
		svg_text(s, s->left, s->top + SVG_LINE / 2. + SVG_DROP, SVG_START, "soft",
		    s->c->x_title);
		s->top += SVG_LINE;
	}
	s->left += names_width(s) + SVG_GAP;
	const double fits = (SVG_WIDTH - SVG_GAP - s->left) / (double)s->c->points;
	const double cell = fmax(CELL, fmin(fits, 2 * CELL));

	s->right = s->left + cell * (double)s->c->points;
	s->top += SVG_LINE;
	for (size_t i = 0; i < s->c->points; i++)
		if (s->c->label[i])
			svg_text(s, s->left + cell * ((double)i + .5), s->top - SVG_GAP,
			    SVG_MIDDLE, "soft", s->c->label[i]);
	for (size_t r = 0; r < s->c->lines; r++) {
		if (s->c->name[r])
			svg_text(s, SVG_GAP, s->top + ROW * ((double)r + .5) + SVG_DROP, SVG_START,
			    "", s->c->name[r]);
		for (size_t i = 0; i < s->c->points; i++)
			put_cell(s, r, i, most, cell);
	}
	return s->top + ROW * (double)s->c->lines + SVG_GAP;
}
