/*
 * page_own - what the files of page share (pure): page_html.c has the sections, page_html_table.c
 * their cards, charts and tables, page_html_cover.c what is around them, and page_html_text.c words
 * and numbers.
 */
#ifndef PAGE_OWN_H
#define PAGE_OWN_H
#include "lib/report/page.h"

extern const char page_style[];	/* the rules of CSS */

struct page {			/* of HTML, that is being written */
	const struct report *r;
	const struct cover *cover;
	struct text *to;
};

/* Words of the page, in its language. */
const char *page_says(const struct page *, enum page_word);

/* A sentence between two tags; nothing if there is none. PART may be NULL. */
void page_said(struct page *, const char *open, const struct part *, const struct said *,
    const char *close);

/* The sentences of a part between two tags; nothing if there are none. */
void page_sentences(struct page *, const struct part *, const char *open, const char *close);

/* A number as an element data; the first argument is a struct page, as for phrase.number. */
void page_number(void *page, const char *shown, const char *exact, const struct result *from);

/* The cell of a row in a column. */
void page_cell(struct page *, const struct part *, size_t row, const struct column *);

/* The cards, the chart and the table of a part. */
void page_data(struct page *, const struct part *);

void page_head(struct page *);		/* up to the beginning of the body */
void page_cover(struct page *);		/* title, period, source, contents */
void page_footer(struct page *);

#endif
