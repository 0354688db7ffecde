#include "lib/base/num.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#if LDBL_MANT_DIG == 64 && (defined __x86_64__ || defined __i386__)

#define SIGNIFICAND ((UINT64_C(1) << SIGNIFICAND_BITS) - 1)
enum { SIGNIFICAND_BITS = 52 };
enum { POWERS = 28 };	/* 10^27 is the highest exact power in a long double */

/*
 * The whole number nearest to x * 10^k, if it reads back to x, that is, if it differs by less than
 * half the distance to the next double. 0 if it does not read back; -1 if 64 bits are too few to
 * decide.
 */
static int64_t
digits_of(double x, double half_ulp, long double power)
{
	const long double scaled = x * power, most = half_ulp * power;
	const long double slack = scaled * LDBL_EPSILON;
	const int64_t d = llrintl(scaled);
	const long double off = fabsl(scaled - (long double)d);

	if (off > most + slack)
		return 0;
	return off >= most - slack || off >= 0.5L - slack ? -1 : d;
}

/* Writes d / 10^k with a point and without trailing zeros. */
static size_t
with_point(int64_t d, int k, char *to)
{
	char buf[NUM_SIZE];
	size_t n = 0, len;

	for (; k > 0 && d % 10 == 0; k--)
		d /= 10;
	len = num_int(d, buf);
	if (k == 0) {
		memcpy(to, buf, len + 1);
		return len;
	}
	if (len <= (size_t)k) {
		to[n++] = '0';
		to[n++] = '.';
		for (size_t zeros = (size_t)k - len; zeros > 0; zeros--)
			to[n++] = '0';
		memcpy(to + n, buf, len + 1);
		return n + len;
	}
	memcpy(to, buf, len - (size_t)k);
	to[len - (size_t)k] = '.';
	memcpy(to + len - (size_t)k + 1, buf + len - (size_t)k, (size_t)k + 1);
	return len + 1;
}

/* Is x < 10^(digits - 1)? */
static bool
below(double x, int digits)
{
	static const double ten[] = { 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4,
	    1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16 };

	return x < ten[digits + 5];
}

/*
 * The fast way, for 1e-4 to 1e15: computes with the 64 bits of a long double. 0 if these do not
 * decide.
 */
static size_t
shortest(double x, char to[static NUM_SIZE])
{
	static const long double power[POWERS] = {
		1e0L, 1e1L, 1e2L, 1e3L, 1e4L, 1e5L, 1e6L, 1e7L, 1e8L, 1e9L,
		1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
		1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L,
	};
	uint64_t bits;
	double half_ulp;

	if (x < 1e-4 || x >= 1e15)
		return 0;
	memcpy(&bits, &x, sizeof bits);
	if ((bits & SIGNIFICAND) == 0)
		return 0;	/* a power of 2: the double below it is nearer than the one above */
	bits = ((bits >> SIGNIFICAND_BITS) - SIGNIFICAND_BITS - 1) << SIGNIFICAND_BITS;
	memcpy(&half_ulp, &bits, sizeof half_ulp);
	/* the digits before the point, from the binary exponent: at most 1 too many or too few */
	int before = ilogb(x) * 1233 / 4096 + 1;

	while (below(x, before))
		before--;
	while (!below(x, before + 1))
		before++;
	/* If 16 digits do not suffice, 17 do. If they do, 15 may suffice, too. */
	int digits = 16;
	int64_t d = digits_of(x, half_ulp, power[digits - before]);

	if (d > 0) {
		const int64_t shorter = digits_of(x, half_ulp, power[15 - before]);

		if (shorter != 0) {
			d = shorter;
			digits = 15;
		}
	} else if (d == 0) {
		d = digits_of(x, half_ulp, power[++digits - before]);
	}
	return d <= 0 ? 0 : with_point(d, digits - before, to);
}

#else

static size_t
shortest(double x, char to[static NUM_SIZE])
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

/* The number of decimal digits. */
static size_t
count_digits(uint64_t u)
{
	size_t n = 1;

	for (; u >= 10000; u /= 10000)
		n += 4;
	return n + (u >= 10) + (u >= 100) + (u >= 1000);
}

size_t
num_int(int64_t i, char to[static NUM_SIZE])
{
	static const char pairs[] =
	    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	    "8081828384858687888990919293949596979899";
	uint64_t u = i < 0 ? -(uint64_t)i : (uint64_t)i;
	const size_t n = count_digits(u) + (i < 0);
	char *p = to + n;

	*p = '\0';
	for (; u >= 10; u /= 100)
		memcpy(p -= 2, pairs + u % 100 * 2, 2);
	if (p > to + (i < 0))
		*--p = (char)('0' + u);
	if (i < 0)
		*to = '-';
	return n;
}
