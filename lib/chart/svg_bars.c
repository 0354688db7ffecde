#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdlib.h>

/*
 * A row per point: its label, the bar, and the number at the right end, so that the numbers can be
 * read from top to bottom.
 */
enum { ROW = 28, BAR = 16, LABEL_MOST = 185 };

static double
labels_width(const struct svg *s)
{
	double width = 0;

	for (size_t i = 0; i < s->c->points; i++)
		if (s->c->label[i])
			width = fmax(width, svg_width(s->c->label[i]));
	return fmin(width, LABEL_MOST);
}

static double
figures_width(const struct svg *s)
{
	char figure[FIGURE_SIZE];
	double width = 0;

	for (size_t i = 0; i < s->c->points; i++)
		width = fmax(width, svg_width(svg_short(s, chart_at(s->c, 0, i)->y, figure)));
	return width;
}

static void
put_legend(struct svg *s)
{
	double x = s->left;

	if (s->c->lines < 2 || s->c->name[0] == NULL || s->c->name[1] == NULL)
		return;
	markup_add(s->out, "<g class=\"s0\">\n");
	svg_box(s, x, s->top + 4, 14, 12, "bar");
	markup_add(s->out, "</g>\n");
	svg_text(s, x += 14 + SVG_GAP, s->top + 14, SVG_START, "", s->c->name[0]);
	x += svg_width(s->c->name[0]) + 3 * SVG_GAP;
	svg_line(s, x, s->top + 2, x, s->top + 18, "before");
	svg_text(s, x + SVG_GAP + 2, s->top + 14, SVG_START, "", s->c->name[1]);
	s->top += SVG_LINE + SVG_GAP;
}

/* The interval: a line with ends. */
static void
put_span(const struct svg *s, const struct chart_value *v, double y)
{
	if (isnan(v->low) || isnan(v->high))
		return;
	const double from = svg_at(&s->x, v->low), to = svg_at(&s->x, v->high);

	svg_line(s, from, y, to, y, "span");
	svg_line(s, from, y - SVG_DROP, from, y + SVG_DROP, "span");
	svg_line(s, to, y - SVG_DROP, to, y + SVG_DROP, "span");
}

static void
put_row(const struct svg *s, size_t i)
{
	const struct chart_value *v = chart_at(s->c, 0, i);
	const double y = s->top + ROW * ((double)i + .5), zero = svg_at(&s->x, 0);
	char figure[FIGURE_SIZE];

	if (s->c->label[i])
		svg_fit(s, SVG_GAP, y + SVG_DROP, SVG_START, v->strong ? "strong" : "",
		    s->c->label[i], LABEL_MOST);
	if (isnan(v->y))
		return;
	const double x = svg_at(&s->x, v->y);

	svg_box(s, fmin(x, zero), y - BAR / 2., fabs(x - zero), BAR, "bar");
	put_span(s, v, y);
	if (s->c->lines > 1 && !isnan(chart_at(s->c, 1, i)->y)) {
		const double at = svg_at(&s->x, chart_at(s->c, 1, i)->y);

		svg_line(s, at, y - BAR / 2. - 2, at, y + BAR / 2. + 2, "before");
	}
	svg_text(s, SVG_WIDTH - SVG_GAP, y + SVG_DROP, SVG_END, v->strong ? "strong" : "",
	    svg_short(s, v->y, figure));
}

double
svg_bars(struct svg *s)
{
	struct chart_range r = chart_range_y(s->c);

	put_legend(s);
	s->left += labels_width(s) + 2 * SVG_GAP;
	s->right -= figures_width(s) + 3 * SVG_GAP;
	s->bottom = s->top + ROW * (double)s->c->points;
	r = (struct chart_range){ fmin(r.low, 0), fmax(r.high, 0) };
	if (!(r.high > r.low))
		r.high = 1;
	/* without round ends: there are no numbers on this axis */
	s->x = (struct svg_axis){ { r.low, r.high, r.high - r.low, 2 }, s->left, s->right };
	svg_line(s, svg_at(&s->x, 0), s->top, svg_at(&s->x, 0), s->bottom, "base");
	for (size_t i = 0; i < s->c->marks; i++)
		svg_line(s, svg_at(&s->x, s->c->mark[i].at), s->top,
		    svg_at(&s->x, s->c->mark[i].at), s->bottom, "mark");
	markup_add(s->out, "<g class=\"s0\">\n");
	for (size_t i = 0; i < s->c->points; i++)
		put_row(s, i);
	markup_add(s->out, "</g>\n");
	return s->bottom + SVG_GAP;
}
