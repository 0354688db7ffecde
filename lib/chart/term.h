/*
 * term - draws a chart (chart.h) with characters, for a terminal (pure).
 *
 * Bars are made of the blocks of Unicode, in eighths of a character; their numbers stand beside
 * them. A line, a scatter and a Lorenz curve are drawn on a grid of TERM_ROWS rows. All is aligned
 * by the width of the characters on a terminal, so that 客户 lines up. Kinds without a drawing of
 * their own are bars.
 *
 * COLOUR adds escape sequences: of the 256 colours of a terminal those nearest to Okabe and Ito
 * (2008) that can be told from both black and white. Nothing is said by a colour alone: without
 * these sequences the text is the same.
 */
#ifndef TERM_H
#define TERM_H
#include <stdbool.h>
#include <stddef.h>

struct chart;
struct text;

enum { TERM_ROWS = 16, TERM_LEAST = 40 };

/* Adds lines of at most WIDTH columns; a WIDTH below TERM_LEAST is taken for that. */
void term_chart(const struct chart *, size_t width, bool colour, struct text *);

#endif
