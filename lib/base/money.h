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
	MONEY_FINE,	/* finer than four places */
	MONEY_LARGE,	/* beyond 900,000,000,000 */
};

/*
 * A decimal number; one within 1e-9 of four places is rounded to them, because sums of amounts
 * come with float noise (22.200000000000003).
 */
enum money_result money_parse(const char *, int64_t *to);

/* A sum of amounts, as money_text writes it: up to 64 bits; else as money_parse. */
enum money_result money_parse_sum(const char *, int64_t *to);

/* Why, for a message: "is not an amount". */
const char *money_why(enum money_result);

/* At most four places, no trailing zeros.  Returns the length. */
size_t money_text(int64_t, char to[static NUM_SIZE]);

#endif
