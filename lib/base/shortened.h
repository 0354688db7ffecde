/*
 * shortened - ids that a spreadsheet program took for numbers, and lost digits of (pure).
 *
 * Such a program shows a number of 12 and more digits as 1.2E+17, and saves what it shows. It also
 * holds only 15 digits of a number: those after them become zeros.
 */
#ifndef SHORTENED_H
#define SHORTENED_H
#include <stdbool.h>
#include <stddef.h>

/* Use shortened_is. */
bool shortened_reads(const char *, size_t n);

/*
 * "3.6E+16", "1,23457E+17": different ids have become the same text. The exponent has 2 digits or
 * more. Of nearly all texts, only the second byte matters.
 */
static inline bool
shortened_is(const char *s, size_t n)
{
	/* ',', '.', 'E' or 'e': each pair differs in one bit */
	return n > 1 && ((s[1] & ~2) == ',' || (s[1] & ~32) == 'E') && shortened_reads(s, n);
}

/* Why such an id is bad, as the end of a sentence; NULL if it is none. */
const char *shortened_why(const char *);

/* For SQL: whether the text in COLUMN is such an id. */
#define SHORTENED_SQL(column) \
	"(" column " GLOB '[1-9]*[Ee]+[0-9][0-9]*'" \
	" AND substr(" column ", 2, 1) IN ('.', ',', 'E', 'e')" \
	" AND substr(" column ", 3) NOT GLOB '*[^0-9Ee+]*')"

enum shortened_digits {
	SHORTENED_OTHER,	/* not a number of more than 15 digits */
	SHORTENED_WHOLE,	/* one with all its digits */
	SHORTENED_ZEROS,	/* those after the first 15 are zeros */
};

/* Ids end in zeros by chance, too: only if all long ids of a column do, digits are lost. */
enum shortened_digits shortened_digits(const char *);

#endif
