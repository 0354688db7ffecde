#include "lib/base/money.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"

/* 900 billion in ten-thousandths. The sum of a thousand such amounts still fits in 64 bits. */
static const int64_t limit = INT64_C(9000000000000000);
static const double noise = 1e-9;

enum { PLACES = 4, DIGITS = 13 };	/* of both together: below 2^63 */

/* Are all digits before the exponent 0? */
static bool
is_zero(const char *s)
{
	const size_t n = strcspn(s, "eE");

	return strspn(s, "+-.0") >= n;
}

/*
 * Reads an amount with an exponent or more than four places through a double. This also finds the
 * noise that a double adds.
 */
static enum money_result
parse_slowly(const char *s, int64_t *to)
{
	char *end = NULL;
	double x;

	if (*s == '\0' || s[strspn(s, "+-.0123456789eE")] != '\0')
		return MONEY_BAD;
	if (!num_parse(s, &x)) {
		if (strpbrk(s, "0123456789") == NULL)
			return MONEY_BAD;
		x = strtod(s, &end);
		return *end == '\0' && isinf(x) ? MONEY_LARGE : MONEY_BAD;
	}
	if (fabs(x) * MONEY_ONE > (double)limit)
		return MONEY_LARGE;
	*to = llround(x * MONEY_ONE);
	/*
	 * Above 2^20 the spacing of doubles is more than 1e-10: also accept an error in the last
	 * bits.
	 */
	if (*to == 0 && !is_zero(s))
		return MONEY_FINE;	/* 1e-9 is not 0 */
	if (fabs(x - (double)*to / MONEY_ONE) > fmax(noise, fabs(x) * 4e-16))
		return MONEY_FINE;
	return MONEY_OK;
}

enum money_result
money_parse(const char *s, int64_t *to)
{
	const char *p = s;
	bool minus = *p == '-';
	int64_t x = 0;
	int digits = 0, places = 0;

	p += *p == '-' || *p == '+';
	for (; *p >= '0' && *p <= '9' && digits < DIGITS; p++, digits++)
		x = x * 10 + (*p - '0');
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9' && places < PLACES; p++, places++)
			x = x * 10 + (*p - '0');
	if (*p != '\0' || digits + places == 0)
		return parse_slowly(s, to);
	for (; places < PLACES; places++)
		x *= 10;
	if (x > limit)
		return MONEY_LARGE;
	*to = minus ? -x : x;
	return MONEY_OK;
}

enum money_result
money_parse_sum(const char *s, int64_t *to)
{
	const char *p = s + (*s == '-');
	int64_t x = 0;
	int places = -1;	/* -1: no point yet */

	for (; (*p >= '0' && *p <= '9') || (*p == '.' && places < 0); p++) {
		if (*p == '.')
			places = 0;
		else if ((places >= 0 && ++places > PLACES) || __builtin_mul_overflow(x, 10, &x) ||
		    __builtin_add_overflow(x, *p - '0', &x))
			return money_parse(s, to);
	}
	for (places = places < 0 ? 0 : places; places < PLACES; places++)
		if (__builtin_mul_overflow(x, 10, &x))
			return MONEY_LARGE;
	if (*p != '\0' || p == s + (*s == '-'))
		return money_parse(s, to);
	*to = *s == '-' ? -x : x;
	return MONEY_OK;
}

const char *
money_why(enum money_result r)
{
	switch (r) {
	case MONEY_FINE:
		return say("has more than 4 decimal places");
	case MONEY_LARGE:
		return say("is larger than 900,000,000,000");
	case MONEY_OK:
	case MONEY_BAD:
		break;
	}
	return say("is not a valid amount (such as 1200.50)");
}

size_t
money_text(int64_t amount, char to[static NUM_SIZE])
{
	uint64_t u = amount < 0 ? -(uint64_t)amount : (uint64_t)amount;
	uint64_t fraction = u % MONEY_ONE;
	size_t n = 0;

	if (amount < 0)
		to[n++] = '-';
	n += num_int((int64_t)(u / MONEY_ONE), to + n);
	if (fraction == 0)
		return n;
	to[n++] = '.';
	for (; fraction > 0; fraction = fraction * 10 % MONEY_ONE)
		to[n++] = (char)('0' + fraction * 10 / MONEY_ONE);
	to[n] = '\0';
	return n;
}
