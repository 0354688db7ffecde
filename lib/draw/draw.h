/*
 * draw - the chart of a table that a tool prints, for the terminal, as SVG or as PNG (program).
 *
 * A struct draw_plot says which columns are what. put.h hands the table over: the tool sets
 * put_opts.draw, and has the option DRAW_OPT. draw_table then reads it, as any other table, and
 * draws it on standard output.
 */
#ifndef DRAW_H
#define DRAW_H
#include "lib/chart/chart.h"

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
	/* points to be noticed: this column has this word; NULL: any word */
	const char *strong[2];
	/* columns that are a line across, if all rows have the same number */
	const char *mark[DRAW_MARKS];
	double split_x, split_y;	/* lines that divide a scatter; NAN: none */
	enum figure_unit unit, x_unit;
};

/* Reads the table in PATH. FORM is one of the words of DRAW_FORMS. Notes if it has no rows. */
void draw_table(const struct draw_plot *, const char *form, const char *path);

/*
 * Draws charts below each other. In the terminal in colours, unless the environment says not to
 * (custkit(7)).
 */
void draw_chart(struct chart *const *, size_t n, const char *form);

#endif
