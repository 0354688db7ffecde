/* mask - messages that quote personal data (program: --unmask decides). */
#ifndef MASK_H
#define MASK_H

/*
 * A copy of a message about a cell of COLUMN (NULL: of none).  If the column is personal
 * (lexicon.h), the text between the first and the last quote is masked: 'w***@example.com',
 * '1***'; not after --unmask. The caller frees it.
 */
char *mask_message(const char *column, const char *message);

#endif
