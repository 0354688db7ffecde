#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdint.h>

/* LINE, CONTROL, COLUMNS and LORENZ: values over an axis from left to right. */

enum { DOTS_MOST = 30 };	/* a longer line has no dots */

/* The bounds of a band at a point. */
struct bounds {
	double low, high;
};

static struct bounds
bounds_of(const struct chart_value *v, bool inner)
{
	return inner ? (struct bounds){ v->inner_low, v->inner_high }
	    : (struct bounds){ v->low, v->high };
}

static bool
has_band(const struct svg *s, size_t line, size_t point, bool inner)
{
	const struct bounds b = bounds_of(chart_at(s->c, line, point), inner);

	return !isnan(b.low) && !isnan(b.high);
}

/* The band of the points FROM to TO - 1; of a single point, a line with its bounds. */
static void
put_band(const struct svg *s, size_t line, size_t from, size_t to, bool inner)
{
	if (to - from == 1) {
		const struct bounds b = bounds_of(chart_at(s->c, line, from), inner);
		const double x = svg_slot(s, from);

		svg_line(s, x, svg_at(&s->y, b.low), x, svg_at(&s->y, b.high), "span");
		return;
	}
	markup_add(s->out, "<path class=\"%s\" d=\"", inner ? "inner" : "band");
	for (size_t i = from; i < to; i++)
		markup_add(s->out, "%c%.1f %.1f", i == from ? 'M' : 'L', svg_slot(s, i),
		    svg_at(&s->y, bounds_of(chart_at(s->c, line, i), inner).high));
	for (size_t i = to; i-- > from;)
		markup_add(s->out, "L%.1f %.1f", svg_slot(s, i),
		    svg_at(&s->y, bounds_of(chart_at(s->c, line, i), inner).low));
	markup_add(s->out, "Z\"/>\n");
}

static void
put_bands(const struct svg *s, size_t line, bool inner)
{
	for (size_t i = 0; i < s->c->points; i++) {
		size_t end = i;

		while (end < s->c->points && has_band(s, line, end, inner))
			end++;
		if (end > i)
			put_band(s, line, i, end, inner);
		i = end;
	}
}

/* A curve through the values; a gap begins a new part. */
static void
put_curve(const struct svg *s, size_t line)
{
	bool drawn = false;

	markup_add(s->out, "<path class=\"s%zu curve\" d=\"", line % SVG_SERIES);
	for (size_t i = 0; i < s->c->points; i++) {
		const double y = chart_at(s->c, line, i)->y;

		if (!isnan(y))
			markup_add(s->out, "%c%.1f %.1f", drawn ? 'L' : 'M', svg_slot(s, i),
			    svg_at(&s->y, y));
		drawn = !isnan(y);
	}
	markup_add(s->out, "\"/>\n");
}

/* A strong point is a diamond. */
static void
put_dots(const struct svg *s, size_t line)
{
	for (size_t i = 0; i < s->c->points; i++) {
		const struct chart_value *v = chart_at(s->c, line, i);

		if (isnan(v->y))
			continue;
		const double x = svg_slot(s, i), y = svg_at(&s->y, v->y);

		if (v->strong)
			markup_add(s->out,
			    "<path class=\"odd\" d=\"M%.1f %.1fl6 6l-6 6l-6-6z\"/>\n", x, y - 6);
		else if (s->c->points <= DOTS_MOST)
			markup_add(s->out, "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" "
			    "r=\"3\"/>\n", x, y);
	}
}

/* The last point of a line that has a value; SIZE_MAX: there is none. */
static size_t
last_point(const struct svg *s, size_t line)
{
	size_t i = s->c->points;

	while (i > 0 && isnan(chart_at(s->c, line, i - 1)->y))
		i--;
	return i > 0 ? i - 1 : SIZE_MAX;
}

/* Does the last value of another line, a little higher, take the room above? */
static bool
is_below(const struct svg *s, size_t line, double y)
{
	for (size_t k = 0; k < s->c->lines; k++) {
		const size_t last = k == line ? SIZE_MAX : last_point(s, k);
		const double up = last == SIZE_MAX ? -1 : svg_at(&s->y, y) -
		    svg_at(&s->y, chart_at(s->c, k, last)->y);

		if (up >= 0 && up < 2 * SVG_LINE && (up > 0 || k < line))
			return true;
	}
	return false;
}

/* The number at the last value: above it, or below if another line or the curve is above. */
static void
put_last(const struct svg *s, size_t line)
{
	char figure[FIGURE_SIZE];
	const size_t i = last_point(s, line);

	if (i == SIZE_MAX)
		return;
	const double y = chart_at(s->c, line, i)->y, x = svg_slot(s, i);
	const bool falls = i > 0 && chart_at(s->c, line, i - 1)->y > y;
	const bool below = (falls || is_below(s, line, y)) &&
	    svg_at(&s->y, y) + SVG_LINE + SVG_GAP < s->bottom;

	svg_text(s, fmin(x + SVG_GAP, s->right),
	    svg_at(&s->y, y) + (below ? SVG_LINE : -2 * SVG_GAP), SVG_END, "strong halo",
	    svg_figure(s, y, figure));
}

/* Amounts and numbers begin at 0; so do shares that come near to it. */
static bool
begins_at_zero(const struct chart *c)
{
	const struct chart_range r = chart_range_y(c);

	return c->unit == FIGURE_AMOUNT || c->unit == FIGURE_COUNT ||
	    (c->unit == FIGURE_SHARE && r.low < r.high / 2);
}

double
svg_line_chart(struct svg *s)
{
	s->bottom = SVG_HEIGHT - SVG_LINE * (s->c->x_title ? 2 : 1);
	svg_legend(s);
	svg_axis_y(s, begins_at_zero(s->c));
	svg_labels_x(s);
	for (size_t i = 0; i < s->c->lines; i++) {
		markup_add(s->out, "<g class=\"s%zu\">\n", i % SVG_SERIES);
		put_bands(s, i, false);
		put_bands(s, i, true);
		put_curve(s, i);
		put_dots(s, i);
		markup_add(s->out, "</g>\n");
	}
	svg_marks(s);
	for (size_t i = 0; i < s->c->lines; i++)
		put_last(s, i);
	return SVG_HEIGHT;
}

double
svg_columns(struct svg *s)
{
	char figure[FIGURE_SIZE];

	s->bottom = SVG_HEIGHT - SVG_LINE * (s->c->x_title ? 2 : 1);
	s->top += SVG_LINE;
	svg_axis_y(s, true);
	svg_labels_x(s);
	const double room = (s->right - s->left) / (double)s->c->points;

	markup_add(s->out, "<g class=\"s0\">\n");
	for (size_t i = 0; i < s->c->points; i++) {
		const double y = chart_at(s->c, 0, i)->y;

		if (isnan(y))
			continue;
		const double x = svg_slot(s, i), zero = svg_at(&s->y, 0), top = svg_at(&s->y, y);

		svg_box(s, x - room / 2 + .5, fmin(top, zero), room - 1, fabs(zero - top), "bar");
		if (svg_width(svg_short(s, y, figure)) <= room)
			svg_text(s, x, fmin(top, zero) - SVG_DROP, SVG_MIDDLE, "", figure);
	}
	markup_add(s->out, "</g>\n");
	return SVG_HEIGHT;
}

double
svg_lorenz(struct svg *s)
{
	s->bottom = SVG_HEIGHT - SVG_LINE * (s->c->x_title ? 2 : 1);
	svg_legend(s);
	svg_axis_y(s, true);
	svg_axis_x(s);
	svg_line(s, s->left, s->bottom, s->right, s->top, "mark");
	for (size_t l = 0; l < s->c->lines; l++) {
		bool drawn = false;

		markup_add(s->out, "<path class=\"s%zu curve\" d=\"", l % SVG_SERIES);
		for (size_t i = 0; i < s->c->points; i++) {
			const struct chart_value *v = chart_at(s->c, l, i);

			if (!isnan(v->y))
				markup_add(s->out, "%c%.1f %.1f", drawn ? 'L' : 'M',
				    svg_at(&s->x, v->x), svg_at(&s->y, v->y));
			drawn = drawn || !isnan(v->y);
		}
		markup_add(s->out, "\"/>\n");
	}
	svg_marks(s);
	return SVG_HEIGHT;
}
