/*
 * split - the words of a list that one character separates: "name,spend", "day|week" (pure).
 *
 *	for (const char *s; (s = split_next(&rest, ',', &n)) != NULL;)
 *		use(s, n);
 *
 * A word is N bytes of the list itself, and does not end with NUL.
 */
#ifndef SPLIT_H
#define SPLIT_H
#include <stdbool.h>
#include <stddef.h>

/*
 * The next word of the list *REST, which then is what follows the word: NULL after the last one.
 * Returns NULL if *REST is NULL. "a,,b" has three words, "a," has two, "" has one.
 */
const char *split_next(const char **rest, char separator, size_t *n);

/* The same, without an empty word at the end: "a,,b" has three words, "a," has one, "" none. */
const char *split_ended(const char **rest, char separator, size_t *n);

/* The number of WORD, of N bytes, among the words of split_next, from 0; -1 if it is none. */
int split_find(const char *list, char separator, const char *word, size_t n);

/* Is WORD one of the words? */
bool split_has(const char *list, char separator, const char *word);

#endif
