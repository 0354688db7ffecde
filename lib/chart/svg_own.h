/* svg_own - what the files of svg share: the frame of a drawing, and texts in it (pure). */
#ifndef SVG_OWN_H
#define SVG_OWN_H
#include <stdbool.h>

#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/chart/markup.h"
#include "lib/chart/ticks.h"

enum {
	SVG_WIDTH = 420, SVG_HEIGHT = 250,
	SVG_LINE = 20,		/* from one line of text to the next */
	SVG_GAP = 6,		/* between a text and what it belongs to */
	SVG_DROP = 4,		/* from the middle of a text to its base line */
	SVG_SERIES = 8,		/* the classes s0 to s7 of the style */
};

struct svg_axis {
	struct ticks ticks;
	double from, to;	/* where its ends are in the drawing */
};

/* What a drawing knows: the chart, where to add, and the area within the axes. */
struct svg {
	const struct chart *c;
	struct text *out;
	double left, top, right, bottom;
	struct svg_axis x, y;
};

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

/* How wide a text is, about. */
double svg_width(const char *);

/* Adds a text at a place; CLASS is of the style. */
void svg_text(const struct svg *, double x, double y, enum svg_anchor, const char *class,
    const char *);

/* The same, but of a text that may be too long for ROOM: its end becomes an ellipsis. */
void svg_fit(const struct svg *, double x, double y, enum svg_anchor, const char *class,
    const char *, double room);

void svg_line(const struct svg *, double x1, double y1, double x2, double y2, const char *class);
void svg_box(const struct svg *, double x, double y, double width, double height,
    const char *class);

/* A number in the unit of the y axis, short. */
const char *svg_short(const struct svg *, double, char to[static FIGURE_SIZE]);

/* That of a bar or point: a share has the digits that a table has, the others are short. */
const char *svg_figure(const struct svg *, double, char to[static FIGURE_SIZE]);

double svg_at(const struct svg_axis *, double);		/* where a number is on an axis */
double svg_slot(const struct svg *, size_t point);	/* the middle of a point in its order */

/* The names of the series in one line, if there are several; moves the top down. */
void svg_legend(struct svg *);

/* Chooses the y axis and draws its ticks with lines across; ZERO: it must include 0. */
void svg_axis_y(struct svg *, bool zero);

/* Draws ticks of numbers below, and the titles of both axes. */
void svg_axis_x(struct svg *);

/* Draws as many of the labels below as there is room for. */
void svg_labels_x(const struct svg *);

void svg_marks(const struct svg *);	/* lines across, with their names */

/* Each draws one kind, and returns the height that it needs. */
double svg_bars(struct svg *);
double svg_line_chart(struct svg *);
double svg_columns(struct svg *);
double svg_lorenz(struct svg *);
double svg_heat(struct svg *);
double svg_scatter(struct svg *);
double svg_treemap(struct svg *);

#endif
