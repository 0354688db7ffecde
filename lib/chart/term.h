/*
 * term - draws a chart (chart.h) with characters, for a terminal (pure).
 *
 * Bars are made of the blocks of Unicode, in eighths of a character; their numbers stand beside
 * them. A line, a scatter and a Lorenz curve are drawn on a grid of TERM_ROWS rows. All is aligned
 * by the width of the characters on a terminal, so that 客户 lines up, and needs no colour. Kinds
 * without a drawing of their own are bars.
 */
#ifndef TERM_H
#define TERM_H
#include <stddef.h>

struct chart;
struct text;

enum { TERM_ROWS = 16, TERM_LEAST = 40 };

/* Adds lines of at most WIDTH columns; a WIDTH below TERM_LEAST is taken for that. */
void term_chart(const struct chart *, size_t width, struct text *);

#endif
