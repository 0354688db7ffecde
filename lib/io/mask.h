/* mask - hides personal data in messages (program: it obeys --unmask). */
#ifndef MASK_H
#define MASK_H

/*
 * A copy of a message about a cell of COLUMN; NULL if it is not about one column. If the column is
 * personal (lexicon.h) and --unmask is not given, the text between the first and the last quote is
 * masked: 'w***@example.com', '1***'. The caller frees it.
 */
char *mask_message(const char *column, const char *message);

#endif
