/*
 * header - judges the names of columns: whether two names are the same, and which name of ours
 * another system's name stands for (pure).
 */
#ifndef HEADER_H
#define HEADER_H
#include <stdbool.h>
#include <stddef.h>

/*
 * Whether two names are the same: in all but the case of ASCII letters and outer blanks, and for
 * header_same also but for blanks and '-' in the place of '_'.
 */
bool header_same_case(const char *, const char *);
bool header_same(const char *, const char *);

/*
 * Our name for a column of another system: date for trans_date or "Order Date"; NULL if the name is
 * not known.
 */
const char *header_alias(const char *name);

/* What the header shows to be wrong: "the columns are separated by ';'"; NULL: nothing. */
const char *header_fault(char *const *name, size_t n);

#endif
