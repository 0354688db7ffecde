/* quote - a cell as CSV and as TSV (pure). */
#ifndef QUOTE_H
#define QUOTE_H

struct text;

/* CSV: quoted only if it must be. */
void quote_csv(struct text *, const char *);

/* The same with a guard if it needs one: no spreadsheet takes it for a formula. */
void quote_guarded(struct text *, const char *);

/* TSV: \t, \n, \r and \\ stand for what would end a cell. */
void quote_tsv(struct text *, const char *);

#endif
