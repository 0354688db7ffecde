#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * A row per point: its label, the bar, and the number at the right end, so that the numbers can be
 * read from top to bottom.
 */
enum { ROW = 28, BAR = 16, LABEL_MOST = 205, COUNT = FIGURE_SIZE + 8 };

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
		width = fmax(width, svg_width(svg_figure(s, chart_at(s->c, 0, i)->y, figure)));
	return width;
}

/* Beside the number: "n=30", or the value of the second series; "" if there is none. */
static const char *
count_of(const struct svg *s, size_t point, char to[static COUNT])
{
	char figure[FIGURE_SIZE];

	*to = '\0';
	if (s->c->count && !isnan(s->c->count[point]))
		snprintf(to, COUNT, "n=%s", figure_text(FIGURE_COUNT, s->c->count[point],
		    figure));
	else if (s->c->count == NULL && s->c->lines > 1)
		snprintf(to, COUNT, "%s", svg_figure(s, chart_at(s->c, 1, point)->y, figure));
	return to;
}

static double
counts_width(const struct svg *s)
{
	char count[COUNT];
	double width = 0;

	for (size_t i = 0; i < s->c->points; i++)
		width = fmax(width, svg_width(count_of(s, i, count)));
	return width > 0 ? width + 2 * SVG_GAP : 0;
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

/* COUNTS: counts_width of the chart. */
static void
put_row(const struct svg *s, size_t i, double counts)
{
	const struct chart_value *v = chart_at(s->c, 0, i);
	const double y = s->top + ROW * ((double)i + .5), zero = svg_at(&s->x, 0);
	char figure[FIGURE_SIZE], count[COUNT];

	if (s->c->label[i])
		svg_fit(s, SVG_GAP, y + SVG_DROP, SVG_START, v->strong ? "strong" : "",
		    s->c->label[i], LABEL_MOST);
	if (*count_of(s, i, count))
		svg_text(s, SVG_WIDTH - SVG_GAP, y + SVG_DROP, SVG_END, "soft", count);
	if (isnan(v->y))
		return;
	const double x = svg_at(&s->x, v->y);

	svg_box(s, fmin(x, zero), y - BAR / 2., fabs(x - zero), BAR, "bar");
	put_span(s, v, y);
	if (s->c->lines > 1 && !isnan(chart_at(s->c, 1, i)->y)) {
		const double at = svg_at(&s->x, chart_at(s->c, 1, i)->y);

		svg_line(s, at, y - BAR / 2. - 2, at, y + BAR / 2. + 2, "before");
	}
	svg_text(s, SVG_WIDTH - SVG_GAP - counts, y + SVG_DROP, SVG_END,
	    v->strong ? "strong" : "", svg_figure(s, v->y, figure));
}

/* A line through all bars, with its name and number below. */
static void
put_mark(const struct svg *s, const struct chart_mark *m)
{
	char figure[FIGURE_SIZE];
	const double x = svg_at(&s->x, m->at);
	char *words = mem_print("%s %s", m->name, svg_short(s, m->at, figure));
	const double half = svg_width(words) / 2;

	svg_line(s, x, s->top, x, s->bottom, "mark");
	svg_text(s, fmin(x, SVG_WIDTH - SVG_GAP - half), s->bottom + SVG_LINE - SVG_GAP,
	    SVG_MIDDLE, "soft", words);
	free(words);
}

double
svg_bars(struct svg *s)
{
	const double counts = counts_width(s);
	struct chart_range r = chart_range_y(s->c);

	put_legend(s);
	s->left += labels_width(s) + 2 * SVG_GAP;
	s->right -= figures_width(s) + counts + 3 * SVG_GAP;
	s->bottom = s->top + ROW * (double)s->c->points;
	r = (struct chart_range){ fmin(r.low, 0), fmax(r.high, 0) };
	if (!(r.high > r.low))
		r.high = 1;
	/* without round ends: there are no numbers on this axis */
	s->x = (struct svg_axis){ { r.low, r.high, r.high - r.low, 2 }, s->left, s->right };
	svg_line(s, svg_at(&s->x, 0), s->top, svg_at(&s->x, 0), s->bottom, "base");
	for (size_t i = 0; i < s->c->marks; i++)
		put_mark(s, &s->c->mark[i]);
	markup_add(s->out, "<g class=\"s0\">\n");
	for (size_t i = 0; i < s->c->points; i++)
		put_row(s, i, counts);
	markup_add(s->out, "</g>\n");
	return s->bottom + (s->c->marks > 0 ? SVG_LINE : 0) + SVG_GAP;
}
