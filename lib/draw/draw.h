/*
 * draw - the chart of a table that a tool prints, for the terminal, as SVG or as PNG (program).
 *
 * A struct draw_plot says which columns are what. The tool has the option DRAW_OPT, and calls
 * draw_use before it opens its table. put.h then hands the table over: it is read, as any other
 * table, and drawn on standard output.
 */
#ifndef DRAW_H
#define DRAW_H
#include "lib/chart/chart.h"

struct put_opts;

enum draw_form { DRAW_TERM, DRAW_SVG, DRAW_PNG };
#define DRAW_FORMS "term|svg|png"

#define DRAW_OPT(form, help) { OPT_WORD, 0, "plot", DRAW_FORMS, help, &(form)->plot }

enum { DRAW_LABELS = 3, DRAW_MARKS = 2, DRAW_NAME = 64 };

struct draw_plot {		/* NULL: the chart has no such thing */
	enum chart_kind kind;
	const char *title, *y_title, *x_title;	/* without a title: the name of y */
	/* the label of a point: these columns, or all before LABEL_UNTIL; blanks between them */
	const char *label[DRAW_LABELS], *label_until;
	const char *series;	/* a line per value, which is its name */
	/* a chart per value of these columns, which is its title; not if it has no Y at all */
	const char *panel[DRAW_LABELS];
	const char *n;		/* the number of observations: of each point, of a heat map's row */
	const char *note;	/* a sentence below */
	bool histogram;		/* of Y: the values of all rows are counted by classes */
	/* Y: the first of these words that is a column: "nps,csat" */
	const char *y, *x, *low, *high, *inner_low, *inner_high;
	const char *second, *names[2];	/* of a second series: the column, and names for both */
	/* a column of what was, where the forecast Y is empty; without SERIES it is a line */
	const char *past;
	/* points to be noticed: this column has this word; NULL: any word */
	const char *strong[2];
	/* columns that are a line across, if all rows have the same number */
	const char *mark[DRAW_MARKS];
	double split_x, split_y;	/* lines that divide a scatter; NAN: none */
	enum figure_unit unit, x_unit;
};

/* If --plot is given, put_close draws the table so. A note says if it has no rows. */
void draw_use(struct put_opts *, const struct draw_plot *);

/*
 * Draws charts below each other. In the terminal in colours, unless the environment says not to
 * (custkit(7)).
 */
void draw_chart(struct chart *const *, size_t n, const char *form);

#endif
