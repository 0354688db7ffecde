/*
 * svg - draws a chart (chart.h) as SVG (pure).
 *
 * The drawing is WIDTH units wide and scales with the page. Colours are those of Okabe and Ito
 * (2008), which people with any colour vision tell apart; no meaning is carried by colour alone.
 * They are set by classes, so that one style sheet serves light, dark and print. The element has
 * the role img, a title and a description.
 */
#ifndef SVG_H
#define SVG_H
#include <stddef.h>

struct chart;
struct text;

/* Adds the element svg to a page, which needs the style once. */
void svg_chart(const struct chart *, struct text *);

/* Adds the rules of CSS, without the element style. */
void svg_style(struct text *);

/* Adds a whole file of SVG, with its own style and background: N charts below each other. */
void svg_file(const struct chart *const *, size_t n, struct text *);

#endif
