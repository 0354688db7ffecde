/* quote - writes a cell as CSV and as TSV (pure). */
#ifndef QUOTE_H
#define QUOTE_H
#include <stdbool.h>

struct text;

extern const bool quote_table[];

/* Does a cell of CSV with this byte need quotes, or does it end here? */
static inline bool
quote_special(char c)
{
	return quote_table[(unsigned char)c];
}

/* CSV: adds quotes only if the cell needs them. */
void quote_csv(struct text *, const char *);

/* The same, with a guard if the cell needs one (apostrophe.h). */
void quote_guarded(struct text *, const char *);

/* TSV: writes tab, LF, CR and backslash as \t, \n, \r and \\. */
void quote_tsv(struct text *, const char *);

#endif
