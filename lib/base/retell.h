/*
 * retell - an English sentence that was made of a format, in the language of the table (pure).
 *
 * The store keeps the reasons of alerts in English. The format is looked for among those that may
 * have made it, and its translation takes the same numbers and words.
 */
#ifndef RETELL_H
#define RETELL_H
#include <stddef.h>

/*
 * Several sentences have "; " between them. What no format has made stays as it is. "%s" behind a
 * letter or another directive is a plural ending, or a text with a translation of its own. The
 * caller frees the text.
 */
char *retell(const char *text, const char *const *formats, size_t n);

#endif
