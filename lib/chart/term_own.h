/* term_own - what the files of term share: texts of a given width (pure). */
#ifndef TERM_OWN_H
#define TERM_OWN_H
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/chart/term.h"

/* What is drawn with a colour of its own. */
enum term_ink { TERM_PLAIN, TERM_S0, TERM_S1, TERM_S2, TERM_S3, TERM_ODD, TERM_SOFT };
enum { TERM_SERIES = 4 };

/* A sheet to draw on: lines of WIDTH columns are added to the text. */
struct term {
	size_t width;
	bool colour;
	enum term_ink ink;	/* of what is added next: see term_take */
	struct text *out;
};

/* Takes the ink; after a drawing and at the end of a line it must be TERM_PLAIN again. */
void term_take(struct term *, enum term_ink);

void term_add(struct text *, const char *);
void term_repeat(struct text *, const char *, size_t times);

/* Adds the text in WIDTH columns: cut with an ellipsis, or padded, on the left if RIGHT. */
void term_cell(struct text *, const char *, size_t width, bool right);

/* Adds S as lines of WIDTH columns, LEFT columns from the left; on the right if RIGHT. */
void term_lines(struct text *, const char *s, size_t left, size_t width, bool right);

/* Adds S as lines of WIDTH columns, and frees it. */
void term_line(struct text *, char *s, size_t width);

/* The greatest width of the N texts, at most MOST; NULL counts as "". */
size_t term_widest(const char *const *, size_t n, size_t most);

void term_bars(const struct chart *, struct term *);
void term_heat(const struct chart *, struct term *);
void term_grid(const struct chart *, struct term *);

#endif
