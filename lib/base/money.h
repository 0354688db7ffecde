/* money - amounts as whole ten-thousandths, so that sums are exact (pure). */
#ifndef MONEY_H
#define MONEY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/num.h"

enum { MONEY_ONE = 10000 };

enum money_result {
	MONEY_OK,
	MONEY_BAD,	/* not a decimal number */
	MONEY_FINE,	/* has more than four places */
	MONEY_LARGE,	/* exceeds 900,000,000,000 */
};

/*
 * Reads a decimal number. A number within 1e-9 of one with four places is rounded to that, because
 * sums of amounts come with floating-point noise (22.200000000000003).
 */
enum money_result money_parse(const char *, int64_t *to);

/*
 * Reads a sum of amounts, as money_text writes it: any that fits in 64 bits. Reads other spellings
 * as money_parse does.
 */
enum money_result money_parse_sum(const char *, int64_t *to);

/* The reason for a message: "is not a valid amount". */
const char *money_why(enum money_result);

/* Writes at most four places, without trailing zeros. Returns the length. */
size_t money_text(int64_t, char to[static NUM_SIZE]);

#endif
