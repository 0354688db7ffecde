/* num - numbers as CSV and options spell them: C locale, the whole string (pure). */
#ifndef NUM_H
#define NUM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUM_SIZE = 32 };	/* room for any number and its NUL */

bool num_parse(const char *, double *to);	/* finite; no blanks, no hex, no inf */
bool num_count(const char *, int64_t *to);	/* digits only */
bool num_rate(const char *, double *to);	/* .1 or 10% */

/* The shortest text that reads back to the same double; empty for NAN. Returns its length. */
size_t num_text(double, char to[static NUM_SIZE]);
size_t num_int(int64_t, char to[static NUM_SIZE]);

#endif
