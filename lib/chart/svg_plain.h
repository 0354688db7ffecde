/* svg_plain - SVG for programs that know less of CSS than a browser (pure). */
#ifndef SVG_PLAIN_H
#define SVG_PLAIN_H

struct text;

/*
 * Writes the values of the first style sheet in the place of its variables, var(--ink), as the
 * light theme has them, and a font without serifs in the place of "inherit": librsvg knows no
 * variables.
 */
void svg_plain(struct text *);

#endif
