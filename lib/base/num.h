/*
 * num - numbers as CSV and options spell them, in the C locale (pure).
 *
 * A parser reads the whole string. It returns false if this is not such a number.
 */
#ifndef NUM_H
#define NUM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { NUM_SIZE = 32 };	/* room for any number and its NUL */

#define NUM_LARGEST 1e100	/* of a table: the sum of the squares of many is still finite */

bool num_parse(const char *, double *to);	/* finite; no blanks, no hexadecimal, no inf */
bool num_count(const char *, int64_t *to);	/* digits only */
bool num_rate(const char *, double *to);	/* .1 or 10% */

/*
 * Writes S with full-width digits, points and signs as ASCII. False if it is too long for a number,
 * or has another character that is not ASCII.
 */
bool num_narrow(const char *s, char to[static NUM_SIZE]);

/* Writes the shortest text that reads back to the same double, "" for NAN. Returns the length. */
size_t num_text(double, char to[static NUM_SIZE]);
size_t num_int(int64_t, char to[static NUM_SIZE]);

/* "00" to "99", two bytes each. */
extern const char num_pairs[];

#endif
