/*
 * chart - what a chart shows, for every renderer (pure).
 *
 * A chart is data: its kind, its labels, and series of values with their intervals. It says nothing
 * about colours, sizes or fonts; svg.h draws it, and so can a renderer for the terminal.
 *
 * All series have the same number of points. Point i of every series has the label i. NAN is a
 * value that is not there: a renderer leaves a gap, and never draws 0 for it.
 *
 * The kinds, and what they read:
 *   CHART_BARS       y: a horizontal bar per point, with its interval low to high. A second series
 *                    is a mark on the bar, such as the value of the period before.
 *   CHART_LINE       y over the points in their order; low to high is a band, and inner_low to
 *                    inner_high a darker band in it. strong marks a point.
 *   CHART_COLUMNS    y: a column per point without gaps; the label is the class of a histogram.
 *   CHART_LORENZ     y over x, both from 0 to 1, with the diagonal of equality.
 *   CHART_HEAT       y: a cell per series (row) and point (column); darker means more.
 *   CHART_SCATTER    y over x, each point with its label; the marks divide it into quadrants.
 *   CHART_CONTROL    as CHART_LINE; the marks are its centre and limits, strong the points outside.
 *   CHART_TREEMAP    y: a rectangle per point of the first series; its area is the value.
 */
#ifndef CHART_H
#define CHART_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/chart/figure.h"

enum chart_kind {
	CHART_BARS, CHART_LINE, CHART_COLUMNS, CHART_LORENZ, CHART_HEAT, CHART_SCATTER,
	CHART_CONTROL, CHART_TREEMAP,
};

struct chart_value {
	double x, y, low, high, inner_low, inner_high;
	bool strong;	/* to be noticed: outside its limits, or worse than its target */
};

/* A line across the chart: a target, a mean, a limit. */
struct chart_mark {
	const char *name;
	double at;
	bool upright;	/* AT is on the x axis; otherwise on the y axis */
};

enum { CHART_MARKS = 8, CHART_QUADRANTS = 4 };

struct chart {
	enum chart_kind kind;
	const char *id;			/* unique in a page: letters, digits and '-' */
	const char *title;		/* of a few words */
	const char *about;		/* the alt text: one or two sentences */
	const char *x_title, *y_title;	/* NULL: none */
	enum figure_unit x_unit, unit;	/* of x; of y and the intervals */
	bool chinese;			/* short numbers count in 万 */
	size_t points, lines;		/* LINES is the number of series */
	const char **label;		/* of each point; NULL: none */
	const char **name;		/* of each series; NULL: none */
	struct chart_value *value;	/* lines x points; see chart_at */
	double *count;			/* of the observations of each point; NULL: not known */
	const char *note;		/* a sentence below the drawing; NULL: none */
	struct chart_mark mark[CHART_MARKS];
	size_t marks;
	/* CHART_SCATTER: upper left, upper right, lower left, lower right; NULL: none */
	const char *quadrant[CHART_QUADRANTS];
};

/*
 * A chart without texts, whose values are NAN. The texts are not copied: they must stay valid as
 * long as the chart.
 */
struct chart *chart_new(enum chart_kind, size_t lines, size_t points);
void chart_free(struct chart *);

/* The value of series LINE at POINT. */
struct chart_value *chart_at(const struct chart *, size_t line, size_t point);

/* The bytes of the first line of a text in WIDTH columns: up to a blank, or between Chinese. */
size_t chart_wrap(const char *, size_t width);

/* More than CHART_MARKS are ignored. */
void chart_add_mark(struct chart *, const char *name, double at, bool upright);

struct chart_range {
	double low, high;	/* NAN: the chart has no value */
};

/* The least and the largest x; the same of y with its intervals and marks. */
struct chart_range chart_range_x(const struct chart *);
struct chart_range chart_range_y(const struct chart *);

/*
 * The value of the darkest colour of a heat map: the largest, but of shares the largest below 1. In
 * a table of retention the first column is 100 % everywhere and would make the others pale.
 */
double chart_darkest(const struct chart *);

#endif
