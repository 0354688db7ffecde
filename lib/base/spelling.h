/*
 * spelling - amounts as people and other systems write them, turned into plain decimals (pure).
 *
 * It reads a currency sign or code before or after the number; thousands separators (comma or
 * point, whichever is not the decimal one, apostrophe, blanks, no-break blanks); a minus sign
 * before or after the number (also U+2212), or parentheses, for less than 0; full-width digits.
 * A number with a unit, such as 1.2 of ten thousand, is not read.
 */
#ifndef SPELLING_H
#define SPELLING_H
#include <stdbool.h>
#include <stddef.h>

enum { SPELLING_SIZE = 48 };	/* room for the digits of any amount, and its NUL */

enum spelling_result {
	SPELLING_OK,
	SPELLING_BAD,		/* not a number in any spelling */
	SPELLING_UNIT,		/* a number with a unit: 3.5万, 2k, 10% */
	SPELLING_GROUPS,	/* separators that do not fit the decimal one: 1.200,50 and point */
};

/* What stands beside the number: the sign of a currency, or none. */
enum spelling_currency {
	SPELLING_NO_CURRENCY, SPELLING_CNY, SPELLING_YEN, SPELLING_JPY, SPELLING_DOLLAR,
	SPELLING_USD, SPELLING_EUR, SPELLING_GBP, SPELLING_HKD, SPELLING_TWD, SPELLING_KRW,
	SPELLING_INR, SPELLING_RUB, SPELLING_TRY, SPELLING_CHF, SPELLING_CAD, SPELLING_AUD,
	SPELLING_SGD, SPELLING_BRL, SPELLING_PLN, SPELLING_SEK, SPELLING_VND, SPELLING_THB,
	SPELLING_AED, SPELLING_KRONE, SPELLING_ILS, SPELLING_NOK, SPELLING_DKK, SPELLING_CZK,
	SPELLING_HUF, SPELLING_RON, SPELLING_UAH, SPELLING_IDR, SPELLING_MYR, SPELLING_PHP,
	SPELLING_MXN, SPELLING_NZD, SPELLING_ZAR, SPELLING_BGN,
	SPELLING_CURRENCIES
};

/* Is this a sign, if any, and then only digits and points? "" is. */
static inline bool
spelling_is_plain(const char *s)
{
	for (s += *s == '-' || *s == '+'; *s; s++)
		if ((unsigned char)(*s - '0') > 9 && *s != '.')
			return false;
	return true;
}

/*
 * Writes the number as a plain decimal: "-1200.50" for "(¥1,200.50)". DECIMAL is '.' or ','.
 * *currency is that of the sign.
 */
enum spelling_result spelling_read(const char *, char decimal, char to[static SPELLING_SIZE],
    enum spelling_currency *currency);

/* The reason for a message, as the end of a sentence: "has a unit; ..."; never NULL. */
const char *spelling_why(enum spelling_result, char decimal);

/* The currency of a code in a cell: "CNY", "¥", "元", "US$"; SPELLING_CURRENCIES: not known. */
enum spelling_currency spelling_of_code(const char *);

/* The code of a currency, or the sign of one that has no single code: "EUR", "$". */
const char *spelling_name(enum spelling_currency);

/* Can amounts of the two be added? A sign of several currencies (¥, $, kr) fits each of them. */
bool spelling_fits(enum spelling_currency, enum spelling_currency);

/*
 * Adds the currency of one more amount to that of all before: a code settles what a sign of several
 * currencies left open. False, and *all is kept, if the two do not fit.
 */
bool spelling_join(enum spelling_currency *all, enum spelling_currency);

#endif
