/*
 * canon - the canonical text of a row, and its hash, for the digest of a table (pure).
 *
 * Each cell is written with its kind; a text also with its length, which shows where the next cell
 * begins. A whole number has the same text in a column of reals, because SQLite stores it as an
 * integer. The form is part of the schema: with another form, cust-check would report all stores.
 */
#ifndef CANON_H
#define CANON_H
#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"

/* Append a cell: NULL, a number, or the N bytes of a text. */
void canon_none(struct text *);
void canon_int(struct text *, int64_t);
void canon_real(struct text *, double);
void canon_text(struct text *, const char *, size_t n);

/* The hash of the row, which is emptied for the next one. */
uint64_t canon_hash(struct text *);

#endif
