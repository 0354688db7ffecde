/* quote - writes a cell as CSV and as TSV (pure). */
#ifndef QUOTE_H
#define QUOTE_H

struct text;

/* CSV: adds quotes only if the cell needs them. */
void quote_csv(struct text *, const char *);

/* The same, with a guard if the cell needs one (apostrophe.h). */
void quote_guarded(struct text *, const char *);

/* TSV: writes tab, LF, CR and backslash as \t, \n, \r and \\. */
void quote_tsv(struct text *, const char *);

#endif
