#include "lib/base/num.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"

bool
num_parse(const char *s, double *to)
{
	char *end;
	double x;

	if (*s == '\0' || s[strspn(s, "+-.0123456789eE")] != '\0')
		return false;
	x = strtod(s, &end);
	if (*end != '\0' || !isfinite(x))
		return false;
	*to = x;
	return true;
}

bool
num_count(const char *s, int64_t *to)
{
	long long x;

	if (*s == '\0' || s[strspn(s, "0123456789")] != '\0')
		return false;
	errno = 0;
	x = strtoll(s, NULL, 10);
	if (errno != 0)
		return false;
	*to = x;
	return true;
}

bool
num_narrow(const char *s, char to[static NUM_SIZE])
{
	size_t n = 0;

	for (struct text_char c; *s; s += c.bytes) {
		c = text_char(s);
		const uint32_t code = c.code >= 0xff0b && c.code <= 0xff19 ?	/* ＋ to ９ */
		    c.code - 0xff0b + '+' : c.code;

		if (code >= 0x80 || n + 1 == NUM_SIZE)
			return false;
		to[n++] = (char)code;
	}
	to[n] = '\0';
	return true;
}

bool
num_rate(const char *s, double *to)
{
	char buf[NUM_SIZE];
	size_t n = strlen(s);

	if (n == 0 || s[n - 1] != '%')
		return num_parse(s, to);
	if (n >= sizeof buf)
		return false;
	memcpy(buf, s, n - 1);
	buf[n - 1] = '\0';
	if (!num_parse(buf, to))
		return false;
	*to /= 100;
	return true;
}

/* Tries 15 to 17 digits with printf and reads them back: exact, but slow. */
static size_t
shortest_slowly(double x, char to[static NUM_SIZE])
{
	int n = 0;

	for (int digits = 15; digits <= 17; digits++) {
		n = snprintf(to, NUM_SIZE, "%.*g", digits, x);
		if (strtod(to, NULL) == x)
			break;
	}
	return (size_t)n;
}

/* 00 to 99 */
const char num_pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

/* The number of decimal digits. */
static size_t
count_digits(uint64_t u)
{
	size_t n = 1;

	for (; u >= 10000; u /= 10000)
		n += 4;
	return n + (u >= 10) + (u >= 100) + (u >= 1000);
}

/* Below 10,000. */
static inline size_t
small_int(unsigned u, char *to)
{
	const unsigned high = u / 100, low = u % 100;

	if (high > 0) {
		const bool short_high = high < 10;

		memcpy(to, num_pairs + 2 * high + short_high, 2);
		to += 2 - short_high;
		memcpy(to, num_pairs + 2 * low, 2);
		to[2] = '\0';
		return 4 - (size_t)short_high;
	}
	const bool short_low = low < 10;

	memcpy(to, num_pairs + 2 * low + short_low, 2);
	to[2 - short_low] = '\0';
	return 2 - (size_t)short_low;
}

/* Not inline: it would make num_int save registers for the small numbers, too. */
static __attribute__((noinline)) size_t
large_int(int64_t i, char *to)
{
	uint64_t u = i < 0 ? -(uint64_t)i : (uint64_t)i;
	const size_t n = count_digits(u) + (i < 0);
	char *p = to + n;

	*p = '\0';
	for (; u >= 10; u /= 100)
		memcpy(p -= 2, num_pairs + u % 100 * 2, 2);
	if (p > to + (i < 0))
		*--p = (char)('0' + u);
	if (i < 0)
		*to = '-';
	return n;
}

size_t
num_int(int64_t i, char to[static NUM_SIZE])
{
	/* as most counts, days and scores */
	return (uint64_t)i < 10000 ? small_int((unsigned)i, to) : large_int(i, to);
}

#ifdef __SIZEOF_INT128__

/*
 * The fast way, for 1e-10 to 1e13, is exact. A double is c * 2^q, and what is nearer than half of
 * 2^q reads back as this double. scale multiplies both numbers by the power of ten, 10^places, that
 * leaves MOST_DIGITS digits before the point. It computes 2 * c * 5^places and 5^places, and shifts
 * them so that the bits behind the point fill one word. In 128 bits nothing is lost. round_off
 * then takes away a digit or two, as printf does, and says whether what remains reads back.
 * write_digits writes the rest.
 */
__extension__ typedef unsigned __int128 wide;

enum { FRACTION_BITS = 52, BIAS = 1075, WORD_BITS = 64, MOST_DIGITS = 17, POWERS_OF_5 = 28 };

struct scaled {
	wide x, half;		/* in 2^-64 */
	int before;		/* digits before the point of the double itself; it can be < 0 */
	bool even;		/* c: a text exactly between two doubles reads as this one */
	bool power;		/* of 2: the double below is only half as far as the one above */
};

static void
scale(double x, struct scaled *s)
{
	static const uint64_t five[POWERS_OF_5] = {
		1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125,
		244140625, 1220703125, 6103515625, 30517578125, 152587890625, 762939453125,
		3814697265625, 19073486328125, 95367431640625, 476837158203125,
		2384185791015625, 11920928955078125, 59604644775390625, 298023223876953125,
		1490116119384765625, 7450580596923828125,
	};
	const uint64_t most = UINT64_C(100000000000000000);	/* 10^MOST_DIGITS */
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	const uint64_t one = UINT64_C(1) << FRACTION_BITS, c = (bits & (one - 1)) | one;
	const int q = (int)(bits >> FRACTION_BITS) - BIAS;
	/* log10(2) is about 1233 / 4096, so this is the right number of places, or one more */
	int places = MOST_DIGITS - 1 - ((q + FRACTION_BITS) * 1233 >> 12);
	wide all = (wide)(2 * c) * five[places];

	if ((uint64_t)(all >> (1 - q - places)) >= most) {
		places--;
		all = (wide)(2 * c) * five[places];
	}
	const int by = WORD_BITS - (1 - q - places);	/* 4 to 62 */

	s->x = all << by;
	s->half = (wide)five[places] << by;
	s->before = MOST_DIGITS - places;
	s->even = c % 2 == 0;
	s->power = c == one;
}

/* Rounds to a multiple of BY, which *to counts. Returns whether that reads back. */
static inline bool
round_off(const struct scaled *s, unsigned by, uint64_t *to)
{
	const uint64_t n = (uint64_t)(s->x >> WORD_BITS), d = n / by;
	const wide unit = (wide)by << WORD_BITS;
	const wide rest = (wide)(n - d * by) << WORD_BITS | (uint64_t)s->x;
	const bool up = rest > unit / 2 || (rest == unit / 2 && d % 2 == 1);
	const wide off = up ? unit - rest : rest << s->power;

	*to = d + up;
	return off < s->half || (off == s->half && s->even);
}

/* Writes eight digits. */
static void
write_eight(uint32_t d, char *to)
{
	const uint32_t high = d / 10000, low = d % 10000;

	memcpy(to, num_pairs + high / 100 * 2, 2);
	memcpy(to + 2, num_pairs + high % 100 * 2, 2);
	memcpy(to + 4, num_pairs + low / 100 * 2, 2);
	memcpy(to + 6, num_pairs + low % 100 * 2, 2);
}

/* As %g writes a number below 1e-4. The digits are 0.d1d2... * 10^before. */
static size_t
write_exponent(const char *digit, size_t n, int before, char *to)
{
	size_t at = 1;

	to[0] = digit[0];
	if (n > 1) {
		to[1] = '.';
		memcpy(to + 2, digit + 1, n - 1);
		at = n + 1;
	}
	memcpy(to + at, "e-", 2);
	memcpy(to + at + 2, num_pairs + (1 - before) * 2, 2);
	to[at + 4] = '\0';
	return at + 4;
}

/*
 * Writes the first N of the MOST_DIGITS digits of D. All copies are of 16 bytes, which is faster
 * than the right number. With a sign before them they fit into NUM_SIZE if BEFORE is at most 14.
 */
static size_t
write_digits(uint64_t d, size_t n, int before, char *to)
{
	enum { COPY = 16, EIGHT = 100000000 };
	char digit[2 * COPY] = "";
	const uint64_t high = d / 10 / EIGHT;
	size_t at;

	write_eight((uint32_t)high, digit);
	write_eight((uint32_t)(d / 10 - high * EIGHT), digit + 8);
	digit[COPY] = (char)('0' + d % 10);
	while (n > 1 && digit[n - 1] == '0')
		n--;
	if (before < -3)
		return write_exponent(digit, n, before, to);
	if (before <= 0) {
		memcpy(to, "0.000", 5);
		at = 2 + (size_t)-before;
		memcpy(to + at, digit, COPY);
		to[at + COPY] = digit[COPY];
		at += n;
	} else {
		memcpy(to, digit, COPY);
		/* cppcheck-suppress pointerOutOfBoundsCond ; before is at most 14 */
		memcpy(to + before + 1, digit + before, COPY);
		to[before] = '.';
		at = n > (size_t)before ? n + 1 : (size_t)before;
	}
	to[at] = '\0';
	return at;
}

/* 0 if x is out of the range. It ends at 1e13, because rounding can add a digit. */
static size_t
shortest(double x, char *to)
{
	struct scaled s;
	uint64_t d, less;

	if (x < 1e-10 || x >= 1e13)
		return 0;
	scale(x, &s);
	if (round_off(&s, 100, &d)) {
		if (d < UINT64_C(1000000000000000))
			return write_digits(d * 100, MOST_DIGITS - 2, s.before, to);
		/* 0.999... has become 1 */
		return write_digits(d * 10, MOST_DIGITS - 2, s.before + 1, to);
	}
	const bool is_less = round_off(&s, 10, &less);

	round_off(&s, 1, &d);
	return write_digits(is_less ? less * 10 : d, MOST_DIGITS - is_less, s.before, to);
}

#else

static size_t
shortest(double x, char *to)
{
	(void)x, (void)to;
	return 0;
}

#endif

size_t
num_text(double x, char to[static NUM_SIZE])
{
	const bool minus = x < 0;
	size_t n;

	if (isnan(x)) {
		to[0] = '\0';
		return 0;
	}
	if (x == 0) {
		memcpy(to, "0", 2);	/* also for -0 */
		return 1;
	}
	if ((n = shortest(fabs(x), to + minus)) == 0)
		return shortest_slowly(x, to);
	if (minus)
		to[0] = '-';
	return n + minus;
}
