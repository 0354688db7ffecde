/*
 * plain - dates and amounts in their usual spelling, each read with one load (pure).
 *
 * They do not end with a NUL. Of another spelling they say only that it is another; date.h and
 * money.h then read it, or say what is wrong.
 */
#ifndef PLAIN_H
#define PLAIN_H
#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	PLAIN_DATE = 10,	/* bytes of YYYY-MM-DD */
	PLAIN_AMOUNT = 8,	/* the most bytes of 12345.67, and how many are loaded */
};

/* Eight bytes, the first one in the lowest bits. */
static inline uint64_t
plain_load(const char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof w);
	return le64toh(w);
}

/* Is each byte of W, a digit less '0', from 0 to 9? */
static inline bool
plain_are_digits(uint64_t w)
{
	return ((w | (w + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080)) == 0;
}

/* The years 1900 to 2200, in which every fourth is a leap year but 1900, 2100 and 2200. */
static inline bool
plain_day(unsigned year, unsigned month, unsigned day, int32_t *to)
{
	enum { FROM = 1900, NOT_LEAP = 2100, DAYS_BEFORE_1970 = 25567 };
	static const uint16_t before[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	const unsigned y = year - FROM, m = month - 1;

	if (y > 300 || m > 11)
		return false;
	const bool leap = y % 4 == 0 && y != 0 && y != 200 && y != 300;

	if (day - 1 >= days[m] + (unsigned)(leap && m == 1))
		return false;
	*to = (int32_t)(y * 365 + (y > 0 ? (y - 1) / 4 : 0) - (year > NOT_LEAP) + before[m] +
	    (leap && m > 1) + day - 1) - DAYS_BEFORE_1970;
	return true;
}

/* Reads the PLAIN_DATE bytes at S; false if they are no date of the years 1900 to 2200. */
static inline bool
plain_date(const char *s, int32_t *to)
{
	const uint64_t dashes = UINT64_C(0x2d00002d00000000);
	const uint64_t digits = UINT64_C(0x00ffff00ffffffff), zeros = UINT64_C(0x0030300030303030);
	const uint64_t w = plain_load(s), d = (w & digits) - zeros;
	const unsigned tens = (unsigned)s[8] - '0', ones = (unsigned)s[9] - '0';

	if ((w & ~digits) != dashes || !plain_are_digits(d) || tens > 9 || ones > 9)
		return false;
	/* each byte becomes ten times itself and the next one: those at 0, 2 and 5 are wanted */
	const uint64_t pairs = d * 10 + (d >> 8);

	return plain_day((unsigned)(pairs & 0xff) * 100 + (unsigned)(pairs >> 16 & 0xff),
	    (unsigned)(pairs >> 40 & 0xff), tens * 10 + ones, to);
}

/*
 * Reads N bytes that end at END, as 12345.67: 4 to PLAIN_AMOUNT of them, two after the point.
 * PLAIN_AMOUNT bytes before END can be read. *to is in ten-thousandths.
 */
static inline bool
plain_amount(const char *end, size_t n, int64_t *to)
{
	const uint64_t zeros = UINT64_C(0x30302e3030303030);	/* 00000.00 */
	const uint64_t second = UINT64_C(0x000000ff000000ff);

	if (n - 4 > PLAIN_AMOUNT - 4 || end[-3] != '.')
		return false;
	/* what stands before it becomes zeros, as does the point */
	const unsigned foreign = 8 * (PLAIN_AMOUNT - (unsigned)n);
	uint64_t w = (plain_load(end - PLAIN_AMOUNT) ^ zeros) >> foreign << foreign;

	if (!plain_are_digits(w))
		return false;
	/* Of 12345.67, every second byte becomes 12, 34, 50 and 67; and these 10,000,000, 100,000,
	   1,000 and 100 ten-thousandths each. */
	w = w * 10 + (w >> 8);
	w = (w & second) * (UINT64_C(10000000) << 32 | 1000) +
	    (w >> 16 & second) * (UINT64_C(100000) << 32 | 100);
	*to = (int64_t)(w >> 32);
	return true;
}

#endif
