/* mask - hides personal data in messages (program: it obeys --unmask). */
#ifndef MASK_H
#define MASK_H
#include <stddef.h>

struct text;

/*
 * Adds the N bytes of a cell as w***@example.com, 1***: its first character, and the domain of an
 * address. Of a cell of up to three bytes nothing is shown.
 */
void mask_cell(struct text *, const char *, size_t n);

/*
 * A copy of a message about a cell of COLUMN; NULL if it is not about one column. If the column is
 * personal (lexicon.h) and --unmask is not given, the text between the first and the last quote is
 * masked: 'w***@example.com', '1***'. The caller frees it.
 */
char *mask_message(const char *column, const char *message);

#endif
