/* quote - a cell as each format writes it (pure). */
#ifndef QUOTE_H
#define QUOTE_H

struct text;

/* CSV: quoted only if it must be. */
void quote_csv(struct text *, const char *);

#endif
