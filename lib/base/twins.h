/*
 * twins - finds ids that differ only in case, in blanks around them, in their Unicode form or by
 * ".0": "c1" and "C1", "17809" and "17809.0" (pure).
 */
#ifndef TWINS_H
#define TWINS_H
#include <stdbool.h>
#include <stddef.h>

/* The kinds of characters in an id, as bits. Combine the marks of several ids with |. */
unsigned twins_marks(const char *id);

/* Whether ids with these marks can have twins. Most sets of ids cannot. */
bool twins_possible(unsigned marks);

/* What twins have in common: the id without case, outer blanks and ".0"; the caller frees it. */
char *twins_key(const char *id);

struct twins;

struct twins *twins_new(void);
void twins_free(struct twins *);
void twins_add(struct twins *, const char *id);	/* add each id only once */

/* The number of ids that are twins of an earlier id; and the first pair, valid until twins_free. */
size_t twins_count(const struct twins *, const char **one, const char **other);

#endif
