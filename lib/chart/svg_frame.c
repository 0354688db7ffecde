#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A character of a Latin text is this wide on average in a wide font, such as DejaVu Sans, and 客 at
 * most twice as wide.
 */
static const double CHARACTER = 7.7;

double
svg_width(const char *s)
{
	return CHARACTER * (double)text_width(s, strlen(s));
}

void
svg_text(const struct svg *s, double x, double y, enum svg_anchor anchor, const char *class,
    const char *words)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"",
		" text-anchor=\"end\"" };

	markup_add(s->out, "<text x=\"%.1f\" y=\"%.1f\"%s", x, y, anchors[anchor]);
	if (*class)
		markup_add(s->out, " class=\"%s\"", class);
	markup_add(s->out, ">");
	markup_text(s->out, words);
	markup_add(s->out, "</text>\n");
}

void
svg_fit(const struct svg *s, double x, double y, enum svg_anchor anchor, const char *class,
    const char *words, double room)
{
	const size_t width = room > 0 ? (size_t)(room / CHARACTER) : 0;
	const size_t fits = text_fit(words, width);

	if (words[fits] == '\0') {
		svg_text(s, x, y, anchor, class, words);
	} else if (width > 1) {
		char *part = mem_print("%.*s…", (int)text_fit(words, width - 1), words);

		svg_text(s, x, y, anchor, class, part);
		free(part);
	}
}

void
svg_line(const struct svg *s, double x1, double y1, double x2, double y2, const char *class)
{
	markup_add(s->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
	    x1, y1, x2, y2, class);
}

void
svg_box(const struct svg *s, double x, double y, double width, double height, const char *class)
{
	markup_add(s->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
	    "class=\"%s\"/>\n", x, y, width, height, class);
}

const char *
svg_short(const struct svg *s, double x, char to[static FIGURE_SIZE])
{
	return figure_short(s->c->unit, x, s->c->chinese, to);
}

const char *
svg_figure(const struct svg *s, double x, char to[static FIGURE_SIZE])
{
	const bool share = s->c->unit == FIGURE_SHARE || s->c->unit == FIGURE_CHANGE ||
	    s->c->unit == FIGURE_POINTS;

	return share ? figure_text(s->c->unit, x, to) : svg_short(s, x, to);
}

double
svg_at(const struct svg_axis *a, double x)
{
	const double span = a->ticks.to - a->ticks.from;

	return a->from + (a->to - a->from) * (x - a->ticks.from) / span;
}

double
svg_slot(const struct svg *s, size_t point)
{
	return s->left + (s->right - s->left) * ((double)point + .5) / (double)s->c->points;
}

void
svg_legend(struct svg *s)
{
	double x = s->left;

	if (s->c->lines < 2)
		return;
	for (size_t i = 0; i < s->c->lines && s->c->name[i]; i++) {
		char class[16];

		snprintf(class, sizeof class, "s%zu curve", i % SVG_SERIES);
		svg_line(s, x, s->top + SVG_LINE / 2., x + 22, s->top + SVG_LINE / 2., class);
		svg_text(s, x + 22 + SVG_GAP, s->top + SVG_LINE / 2. + SVG_DROP, SVG_START, "",
		    s->c->name[i]);
		x += 22 + 3 * SVG_GAP + svg_width(s->c->name[i]);
	}
	s->top += SVG_LINE + SVG_GAP;
}

static char *
tick(const struct svg_axis *a, enum figure_unit unit, size_t i, bool chinese,
    char to[static FIGURE_SIZE])
{
	return figure_tick(unit, ticks_at(&a->ticks, i), a->ticks.step, chinese, to);
}

/* The widest of the numbers on the axis. */
static double
ticks_width(const struct svg *s)
{
	char figure[FIGURE_SIZE];
	double width = 0;

	for (size_t i = 0; i < s->y.ticks.n; i++)
		width = fmax(width,
		    svg_width(tick(&s->y, s->c->unit, i, s->c->chinese, figure)));
	return width;
}

void
svg_axis_y(struct svg *s, bool zero)
{
	struct chart_range r = chart_range_y(s->c);
	char figure[FIGURE_SIZE];

	if (isnan(r.low))
		r = (struct chart_range){ 0, 1 };
	if (zero)
		r = (struct chart_range){ fmin(r.low, 0), fmax(r.high, 0) };
	if (s->c->kind == CHART_LORENZ)
		r = (struct chart_range){ 0, 1 };
	s->y = (struct svg_axis){ ticks_in(s->c->unit, r.low, r.high, 5), s->bottom, s->top };
	if (s->c->y_title) {
		svg_text(s, s->left, s->top + SVG_LINE / 2. + SVG_DROP, SVG_START, "soft",
		    s->c->y_title);
		s->y.to = s->top += SVG_LINE + SVG_GAP;
	}
	s->left += ticks_width(s) + SVG_GAP;
	for (size_t i = 0; i < s->y.ticks.n; i++) {
		const double at = ticks_at(&s->y.ticks, i), y = svg_at(&s->y, at);

		svg_line(s, s->left, y, s->right, y,
		    fabs(at) < s->y.ticks.step / 2 ? "base" : "rule");
		svg_text(s, s->left - SVG_GAP, y + SVG_DROP, SVG_END, "soft",
		    tick(&s->y, s->c->unit, i, s->c->chinese, figure));
	}
}

/* The title of the x axis stands below its numbers or labels. */
static void
put_title_x(const struct svg *s)
{
	if (s->c->x_title)
		svg_text(s, s->right, s->bottom + 2 * SVG_LINE - SVG_GAP / 2., SVG_END, "soft",
		    s->c->x_title);
}

void
svg_axis_x(struct svg *s)
{
	const bool shares = s->c->kind == CHART_LORENZ;	/* the whole diagonal must be seen */
	const struct chart_range seen = chart_range_x(s->c);
	const struct chart_range r = { shares || isnan(seen.low) ? 0 : seen.low,
		shares || isnan(seen.high) ? 1 : seen.high };
	char figure[FIGURE_SIZE];

	s->x = (struct svg_axis){ ticks_in(s->c->x_unit, r.low, r.high, 5), s->left, s->right };
	for (size_t i = 0; i < s->x.ticks.n; i++) {
		const double at = ticks_at(&s->x.ticks, i), x = svg_at(&s->x, at);

		svg_line(s, x, s->bottom, x, s->bottom + SVG_DROP, "base");
		svg_text(s, x, s->bottom + SVG_LINE - SVG_GAP / 2.,
		    i + 1 == s->x.ticks.n ? SVG_END : SVG_MIDDLE, "soft",
		    tick(&s->x, s->c->x_unit, i, s->c->chinese, figure));
	}
	put_title_x(s);
}

void
svg_labels_x(const struct svg *s)
{
	const double room = (s->right - s->left) / (double)s->c->points;
	double widest = 0;

	for (size_t i = 0; i < s->c->points; i++)
		if (s->c->label[i])
			widest = fmax(widest, svg_width(s->c->label[i]));
	const size_t each = (size_t)fmax(1, ceil((widest + SVG_GAP) / room));

	double free = INFINITY;		/* left of the last label */

	/* from the right, so that the latest period has its label */
	for (size_t i = s->c->points; i-- > 0;) {
		const double at = fmin(svg_slot(s, i), SVG_WIDTH - widest / 2);

		if ((s->c->points - 1 - i) % each != 0 || s->c->label[i] == NULL ||
		    at + widest / 2 > free)
			continue;
		svg_text(s, at, s->bottom + SVG_LINE - SVG_GAP / 2., SVG_MIDDLE, "soft",
		    s->c->label[i]);
		free = at - widest / 2;
	}
	put_title_x(s);
}

/* The name and the number of a line across, above it at the right end. */
static void
put_mark(const struct svg *s, const struct chart_mark *m)
{
	char figure[FIGURE_SIZE];
	const double y = svg_at(&s->y, m->at);
	char *words = mem_print("%s %s", m->name, svg_short(s, m->at, figure));

	svg_line(s, s->left, y, s->right, y, "mark");
	svg_text(s, s->left + SVG_GAP, y - SVG_DROP, SVG_START, "soft halo", words);
	free(words);
}

void
svg_marks(const struct svg *s)
{
	for (size_t i = 0; i < s->c->marks; i++) {
		const struct chart_mark *m = &s->c->mark[i];

		if (!m->upright) {
			put_mark(s, m);
		} else {
			const double x = svg_at(&s->x, m->at);

			svg_line(s, x, s->top, x, s->bottom, "mark");
			svg_text(s, x + SVG_DROP, s->bottom - SVG_GAP, SVG_START, "soft halo",
			    m->name);
		}
	}
}
