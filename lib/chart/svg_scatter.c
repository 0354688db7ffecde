#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdlib.h>

/*
 * A label stands right of its point, or else left, above or below it, or beside a corner: at the
 * first place where it covers no other label and no point.
 */
enum { HEIGHT = 340, RADIUS = 5 };

struct area {
	double left, top, right, bottom;
};

struct taken {
	struct area *area;
	size_t n;
};

static bool
overlaps(const struct area *a, const struct area *b)
{
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool
is_free(const struct svg *s, const struct taken *t, const struct area *a)
{
	if (a->left < s->left || a->right > SVG_WIDTH || a->top < s->top || a->bottom > s->bottom)
		return false;
	for (size_t i = 0; i < t->n; i++)
		if (overlaps(&t->area[i], a))
			return false;
	return true;
}

/* Finds a place for the label: the left end of its middle line. Returns false if there is none. */
static bool
place(const struct svg *s, const struct taken *t, double x, double y, double width,
    struct area *at)
{
	const double half = SVG_LINE / 2. - 2, far = RADIUS + 3;
	const double left[] = { x + far, x - far - width, x - width / 2, x - width / 2,
		x + far, x + far, x - far - width, x - far - width };
	const double middle[] = { y, y, y - far - half, y + far + half, y - half, y + half,
		y - half, y + half };

	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		*at = (struct area){ left[i], middle[i] - half, left[i] + width, middle[i] + half };
		if (is_free(s, t, at))
			return true;
	}
	return false;
}

static void
put_labels(const struct svg *s, struct taken *t)
{
	for (size_t i = 0; i < s->c->points; i++) {
		const struct chart_value *v = chart_at(s->c, 0, i);
		struct area at;

		if (isnan(v->x) || isnan(v->y) || s->c->label[i] == NULL ||
		    !place(s, t, svg_at(&s->x, v->x), svg_at(&s->y, v->y),
		    svg_width(s->c->label[i]), &at))
			continue;
		svg_text(s, at.left, (at.top + at.bottom) / 2 + SVG_DROP, SVG_START,
		    v->strong ? "strong halo" : "halo", s->c->label[i]);
		t->area[t->n++] = at;
	}
}

static void
put_points(const struct svg *s, struct taken *t)
{
	for (size_t i = 0; i < s->c->points; i++) {
		const struct chart_value *v = chart_at(s->c, 0, i);

		if (isnan(v->x) || isnan(v->y))
			continue;
		const double x = svg_at(&s->x, v->x), y = svg_at(&s->y, v->y);

		if (!isnan(v->low) && !isnan(v->high))
			svg_line(s, x, svg_at(&s->y, v->low), x, svg_at(&s->y, v->high), "span");
		markup_add(s->out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>\n",
		    v->strong ? "odd" : "dot", x, y, RADIUS);
		t->area[t->n++] = (struct area){ x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS };
	}
}

static void
put_quadrants(const struct svg *s)
{
	for (size_t i = 0; i < CHART_QUADRANTS; i++)
		if (s->c->quadrant[i])
			svg_text(s, i % 2 ? s->right : s->left + SVG_GAP,
			    i < 2 ? s->top + SVG_LINE - SVG_GAP : s->bottom - SVG_GAP,
			    i % 2 ? SVG_END : SVG_START, "soft", s->c->quadrant[i]);
}

double
svg_scatter(struct svg *s)
{
	struct taken t = { mem_new(2 * s->c->points, sizeof *t.area), 0 };

	s->bottom = HEIGHT - SVG_LINE * (s->c->x_title ? 2 : 1);
	svg_axis_y(s, false);
	svg_axis_x(s);
	put_quadrants(s);
	svg_marks(s);
	markup_add(s->out, "<g class=\"s0\">\n");
	put_points(s, &t);
	put_labels(s, &t);
	markup_add(s->out, "</g>\n");
	free(t.area);
	return HEIGHT;
}
