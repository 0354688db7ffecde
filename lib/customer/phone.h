/*
 * phone - reads telephone numbers in a first pass, which knows spellings and damage that a library
 * does not know (pure).
 *
 * It knows the number plan of China, +86 (MIIT, Telecommunication Network Numbering Plan): mobile
 * numbers have 11 digits and begin with 13 to 19; others have an area code, 0 and 2 or 3 digits,
 * and a number of 7 or 8 digits; 400 and 800 numbers have 10 digits; shorter ones are services.
 * phone_read.h asks libphonenumber if this pass is not sure.
 */
#ifndef PHONE_H
#define PHONE_H
#include <stdbool.h>

enum {
	PHONE_SIZE = 17,	/* of an E.164 number: +, at most 15 digits, NUL */
	PHONE_EXTENSION = 9,
	PHONE_KEY_SIZE = PHONE_SIZE + PHONE_EXTENSION + 5,
	PHONE_COUNTRY = 3,
};

enum phone_verdict {
	PHONE_EMPTY,	/* the cell is blank */
	PHONE_VALID,
	PHONE_LOST,	/* digits are lost: nobody can say which number it was */
	PHONE_BAD,
};

/* Why a number is not valid; PHONE_EXCEL_FLOAT is only a warning. */
enum phone_reason {
	PHONE_NO_REASON,
	PHONE_EXCEL_FLOAT,	/* 13800138000.0 */
	PHONE_EXCEL_SCIENTIFIC,	/* 1.38001E+10 */
	PHONE_MASKED,		/* 138****8000 */
	PHONE_SEVERAL,		/* 13800138000/13900139000 */
	PHONE_NOT_A_NUMBER,
	PHONE_BAD_LENGTH,
	PHONE_BAD_MOBILE_PREFIX,
	PHONE_SHORT_CODE,	/* 95588 */
	PHONE_NO_AREA_CODE,
	PHONE_NO_COUNTRY,	/* no + and no country: which number plan? */
	PHONE_BAD_COUNTRY_CODE,
	PHONE_NOT_ASSIGNED,	/* the number plan of the country does not have it */
	PHONE_NO_LIBRARY,	/* of another country, and libphonenumber is not there */
	PHONE_REASONS
};

struct phone {
	char e164[PHONE_SIZE];			/* +8613800138000; "" unless valid */
	char extension[PHONE_EXTENSION];	/* its digits, or "" */
	enum phone_reason reason;
	bool unsure;	/* the library would know, but it is missing; see phone_read.h */
};

/*
 * The digits that the first pass is not sure of, for libphonenumber, with a + if they have a
 * country code. "": it is sure.
 */
struct phone_ask {
	char digits[28];
	enum phone_reason warning;	/* of the cell, if the library says that it is valid */
};

/*
 * Reads a cell. COUNTRY is that of a number without a country code, as phone_country gives it;
 * NULL: not known. If ASK is set, the verdict is the best without a library.
 */
enum phone_verdict phone_first(const char *cell, const char *country, struct phone *,
    struct phone_ask *);

/*
 * The country of a customer's phone, two capital letters, from the column COUNTRY: an ISO 3166 code
 * or a name of China; STANDARD if the column is empty. NULL if another name is there: which number
 * plan it means is not known.
 */
const char *phone_country(const char *country, const char *standard, char to[static PHONE_COUNTRY]);

/*
 * A valid number as it is dialled in HOME, two capital letters or "": 13800138000 and 02012345678
 * in China; +8613800138000 elsewhere.
 */
const char *phone_dial(const struct phone *, const char *home, char to[static PHONE_SIZE]);

/* The text by which customers are matched: "+8675512345678;ext=801" (RFC 3966). */
const char *phone_key(const struct phone *, char to[static PHONE_KEY_SIZE]);

/* The word for a reason, "bad-length"; and what it says of the cells, "have too many or ...". */
const char *phone_word(enum phone_reason);
const char *phone_about(enum phone_reason);

#endif
