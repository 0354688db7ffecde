/* phone_scan - the digits of a telephone number, however it is written (pure). */
#ifndef PHONE_SCAN_H
#define PHONE_SCAN_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/customer/phone.h"

enum { PHONE_SCAN_DIGITS = 22 };	/* a telephone number cannot have more digits */

struct phone_scan {
	bool plus;			/* a + comes before the digits */
	char digits[PHONE_SCAN_DIGITS + 1];
	size_t group;			/* where the digits after the last hyphen begin */
	char extension[PHONE_EXTENSION];
	enum phone_reason reason;	/* why it is not a number; or PHONE_EXCEL_FLOAT */
};

/*
 * Reads a cell: full-width digits, blanks and punctuation, extensions (转 801, ext. 801, x801).
 * False if the cell is blank.
 */
bool phone_scan(const char *cell, struct phone_scan *);

#endif
