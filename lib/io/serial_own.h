/*
 * serial_own - what the files serial*.c share (pure).
 *
 * serial_format.c judges number formats, serial_text.c makes text of a number by its format, and
 * serial_write.c finds the number and the format that give a text back.
 */
#ifndef SERIAL_OWN_H
#define SERIAL_OWN_H
#include "lib/io/serial.h"

enum {
	SERIAL_EPOCH_1900 = 25569,	/* 1970-01-01 in days since 1900, from March 1900 on */
	SERIAL_EPOCH_1904 = 24107,	/* since 1904 */
	SERIAL_DAY_SECONDS = 86400,
	SERIAL_DIGITS = 15,		/* of a number, at most */
	SERIAL_PLAIN_LEAST = -7,	/* exponents of 10 that are written out */
	SERIAL_PLAIN_MOST = 20,
};

/* The code of a format of ours: first those of days, then those with 1, 2 ... decimals. */
const char *serial_code(int which);

/* A decimal as people write it: its parts. */
struct serial_decimal {
	bool minus;
	size_t whole, places, zeros;	/* digits before and after the point; zeros at the end */
	size_t digits;			/* without leading zeros */
	size_t lead;			/* zeros after the point that leads */
};

/* Is S such a decimal, without a zero too many in front? */
bool serial_decimal_of(const char *s, struct serial_decimal *);

#endif
