/* svg_plain - SVG for programs that know less of CSS than a browser (pure). */
#ifndef SVG_PLAIN_H
#define SVG_PLAIN_H

struct text;

/*
 * Writes a font without serifs in the place of "inherit", and the values of the first style sheet in the place of its variables, var(--ink), as the
 * light theme has them: librsvg knows no variables.
 */
void svg_plain(struct text *);

#endif
