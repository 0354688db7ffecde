/* term_own - what the files of term share: texts of a given width (pure). */
#ifndef TERM_OWN_H
#define TERM_OWN_H
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/chart/term.h"

void term_add(struct text *, const char *);
void term_repeat(struct text *, const char *, size_t times);

/* Adds the text in WIDTH columns: cut with an ellipsis, or padded, on the left if RIGHT. */
void term_cell(struct text *, const char *, size_t width, bool right);

/* Adds S as a line, cut to WIDTH, and frees it. */
void term_line(struct text *, char *s, size_t width);

/* The greatest width of the N texts, at most MOST; NULL counts as "". */
size_t term_widest(const char *const *, size_t n, size_t most);

void term_bars(const struct chart *, size_t width, struct text *);
void term_heat(const struct chart *, size_t width, struct text *);
void term_grid(const struct chart *, size_t width, struct text *);

#endif
