/*
 * plot - draws curves and maps with gnuplot(1) on standard output: for the terminal, as SVG or
 * PNG (program).
 *
 * Ends the tool if gnuplot is not installed, or fails.
 */
#ifndef PLOT_H
#define PLOT_H
#include <stddef.h>

enum plot_form { PLOT_TERM, PLOT_SVG, PLOT_PNG };
#define PLOT_FORMS "term|svg|png"

struct plot;

/* PANELS is their number: one below the other in the terminal, side by side in SVG. */
struct plot *plot_open(enum plot_form, int panels);

/* Begins a panel. Both axes go from 0 to 1, with a diagonal, and the labels X and Y. */
void plot_panel(struct plot *, const char *title, const char *x, const char *y);

/* The axes go from 0 to X and to Y instead, without a diagonal; the curves have no marks. */
void plot_axes(struct plot *, double x, double y);

/* Adds a curve of N points to the panel. */
void plot_curve(struct plot *, const char *name, const double *x, const double *y, size_t n);

/* Draws and writes everything, and frees the plot. */
void plot_close(struct plot *);

struct plot_map {
	const char *title, *x;
	size_t rows, columns;
	char **name;		/* of each row */
	const double *share;	/* rows x columns, from 0 to 1; NAN: blank */
};

/* Draws and writes a heat map of percentages: numbers in the terminal, on colours in SVG. */
void plot_map(enum plot_form, const struct plot_map *);

#endif
