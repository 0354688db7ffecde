#include "lib/chart/svg_own.h"

#include <math.h>
#include <stdlib.h>

/*
 * The largest rectangles come first. Rows are laid along the shorter side of what is left, each
 * with as many rectangles as make the least square of them squarest (Bruls, Huizing and van Wijk,
 * Squarified Treemaps, 2000).
 */
enum { HEIGHT = 260 };
static const double BOLD = .88;	/* bold letters are wider */

struct tile {
	double area;
	size_t point;
};

struct space {
	double x, y, width, height;
};

static int
by_area(const void *a, const void *b)
{
	const struct tile *s = a, *t = b;

	return s->area != t->area ? (s->area < t->area) - (s->area > t->area)
	    : (s->point > t->point) - (s->point < t->point);
}

/* The worst ratio of the sides of a row of areas, whose sum is SUM, along SIDE. */
static double
worst(double least, double most, double sum, double side)
{
	return fmax(side * side * most / (sum * sum), sum * sum / (side * side * least));
}

/* How many tiles the next row takes; *sum is their area. */
static size_t
row_length(const struct tile *t, size_t n, double side, double *sum)
{
	double best = INFINITY;
	size_t k = 0;

	for (*sum = 0; k < n; k++) {
		const double ratio = worst(t[k].area, t[0].area, *sum + t[k].area, side);

		if (ratio > best)
			break;
		best = ratio;
		*sum += t[k].area;
	}
	return k;
}

static void
put_tile(const struct svg *s, const struct tile *t, const struct space *at)
{
	const char *label = s->c->label[t->point];
	char figure[FIGURE_SIZE];

	svg_box(s, at->x, at->y, at->width, at->height, "tile");
	if (at->height < SVG_LINE + SVG_GAP || at->width < 3 * SVG_LINE)
		return;
	if (label)
		svg_fit(s, at->x + SVG_GAP, at->y + SVG_LINE - SVG_DROP, SVG_START, "strong", label,
		    BOLD * (at->width - 2 * SVG_GAP));
	if (at->height >= 2 * SVG_LINE + SVG_GAP)
		svg_fit(s, at->x + SVG_GAP, at->y + 2 * SVG_LINE - SVG_DROP, SVG_START, "",
		    svg_short(s, chart_at(s->c, 0, t->point)->y, figure),
		    at->width - 2 * SVG_GAP);
}

/* Lays a row of K tiles at the left or the top of what is left, and takes it away. */
static void
put_row(const struct svg *s, const struct tile *t, size_t k, double sum, struct space *left)
{
	const bool upright = left->width > left->height;
	const double depth = sum / (upright ? left->height : left->width);
	double along = 0;

	for (size_t i = 0; i < k; i++) {
		const double length = t[i].area / depth;

		put_tile(s, &t[i], upright
		    ? &(struct space){ left->x, left->y + along, depth, length }
		    : &(struct space){ left->x + along, left->y, length, depth });
		along += length;
	}
	if (upright) {
		left->x += depth;
		left->width -= depth;
	} else {
		left->y += depth;
		left->height -= depth;
	}
}

double
svg_treemap(struct svg *s)
{
	struct tile *t = mem_new(s->c->points, sizeof *t);
	struct space left = { s->left, s->top, s->right - s->left, HEIGHT - 2 * s->top };
	double all = 0, sum;
	size_t n = 0;

	for (size_t i = 0; i < s->c->points; i++)
		if (chart_at(s->c, 0, i)->y > 0) {
			t[n++] = (struct tile){ chart_at(s->c, 0, i)->y, i };
			all += t[n - 1].area;
		}
	for (size_t i = 0; i < n; i++)
		t[i].area *= left.width * left.height / all;
	qsort(t, n, sizeof *t, by_area);
	for (size_t i = 0, k; i < n; i += k) {
		k = row_length(t + i, n - i, fmin(left.width, left.height), &sum);
		put_row(s, t + i, k, sum, &left);
	}
	free(t);
	return HEIGHT;
}
