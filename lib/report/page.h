/* page - writes a report as HTML or Markdown (pure). */
#ifndef PAGE_H
#define PAGE_H
#include "lib/report/report.h"

struct text;

struct cover {			/* what stands above the sections */
	const char *title;
	const char *logo;	/* a data: URI; NULL: none */
	const char *source;	/* what the report is made from */
	const char *digest;	/* of it, 64 hexadecimal digits */
	const char *proof;	/* the command that prints the digest */
	const char *currency;	/* NULL: not known */
	const char *version;
};

/* One file: no script, nothing that is loaded from elsewhere. */
void page_html(const struct report *, const struct cover *, struct text *);
void page_md(const struct report *, const struct cover *, struct text *);

/* Words that both have, in the language of the report. */
enum page_word {
	PAGE_SOURCE, PAGE_AS_OF, PAGE_PERIOD, PAGE_COMPARED, PAGE_CURRENCY, PAGE_COMMAND,
	PAGE_NOTES, PAGE_DIGEST, PAGE_NO_STORE, PAGE_FEW, PAGE_FAILED, PAGE_NO_DATA, PAGE_CONTENTS,
	PAGE_ABOUT, PAGE_LOGO, PAGE_NAMES, PAGE_COHORT, PAGE_SIZE,
	PAGE_PERIOD_COLUMN, PAGE_KEY, PAGE_STDIN, PAGE_TO, PAGE_TITLE, PAGE_ROWS,
};
const char *page_word(enum page_word, enum language);	/* page_words.c */

#endif
