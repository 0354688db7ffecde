/*
 * plot - curves by gnuplot(1) on standard output: in the terminal, or as SVG (program).
 *
 * Ends the tool where gnuplot is not there, or fails.
 */
#ifndef PLOT_H
#define PLOT_H
#include <stddef.h>

enum plot_form { PLOT_TERM, PLOT_SVG };
#define PLOT_FORMS "term|svg"

struct plot;

/* PANELS stand one below the other in the terminal, side by side in SVG. */
struct plot *plot_open(enum plot_form, int panels);

/* A panel of axes from 0 to 1; its curves follow. */
void plot_panel(struct plot *, const char *title, const char *x, const char *y);

/* N points of a curve of the panel at hand. */
void plot_curve(struct plot *, const char *name, const double *x, const double *y, size_t n);

/* All is drawn and written. */
void plot_close(struct plot *);

#endif
