/*
 * twins - ids that differ only in case, in blanks around them, in their Unicode form or by ".0":
 * "c1" and "C1", "17809" and "17809.0" (pure, but for memory).
 */
#ifndef TWINS_H
#define TWINS_H
#include <stdbool.h>
#include <stddef.h>

/* What an id is made of: the marks of many are joined by |. */
unsigned twins_marks(const char *id);

/* Can there be twins among ids of these marks?  Of most sets of ids there cannot. */
bool twins_possible(unsigned marks);

/* What twins have in common: the id without case, outer blanks and ".0"; the caller frees it. */
char *twins_key(const char *id);

struct twins;

struct twins *twins_new(void);
void twins_free(struct twins *);
void twins_add(struct twins *, const char *id);	/* each id once */

/* How many ids are the twin of an earlier one; and the first such pair, valid until twins_free. */
size_t twins_count(const struct twins *, const char **one, const char **other);

#endif
