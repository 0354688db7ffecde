/*
 * alike - how alike two strings are (pure).
 *
 * The strings are compared by their bytes: lib/match/latin.h makes ASCII of a name first.
 */
#ifndef ALIKE_H
#define ALIKE_H
#include <stdbool.h>
#include <stdint.h>

/*
 * The similarity of Jaro (1989), from 0 to 1; and with Winkler's (1990) bonus of .1 per byte of a
 * common beginning, at most 4 bytes. 0 if a string is empty, or longer than 255 bytes.
 */
double alike_jaro(const char *, const char *);
double alike_winkler(const char *, const char *);

/*
 * Are the strings equal, or one edit of Damerau (1964) apart: a byte inserted, deleted or replaced,
 * or two neighbours swapped?
 */
bool alike_one_edit(const char *, const char *);

/*
 * A mark of a string: which letters and digits it has, and its length. If alike_may is false for
 * the marks of two strings, more than LIMIT edits are between them; so the strings need not be
 * read.
 */
uint64_t alike_mark(const char *);

static inline bool
alike_may(uint64_t a, uint64_t b, unsigned limit)
{
	const uint64_t letters = (a ^ b) & ((UINT64_C(1) << 48) - 1);
	const int apart = (int)(a >> 48) - (int)(b >> 48);

	return apart <= (int)limit && -apart <= (int)limit &&
	    __builtin_popcountll(letters) <= 2 * (int)limit;
}

/*
 * The same for two numbers of the same length, with a digit in every four bits: is one digit
 * replaced, or are two neighbours swapped? False if they are equal.
 */
bool alike_digits(uint64_t, uint64_t);

#endif
