#include "lib/customer/phone.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lib/base/say.h"
#include "lib/base/text.h"
#include "lib/customer/phone_scan.h"

enum { MOBILE = 11, SERVICE = 10, LONG = 12, SHORTEST = 3, SHORT_CODE = 6, LOCAL = 8, GROUP = 6 };

/* What the number plan of China says. NUMBER is without the 0 of long distance. */
struct plan {
	enum phone_reason reason;
	bool sure;
	const char *number;
};

/* By the second digit: the third digits of mobile numbers that are in use. */
static const char *const mobile[] = {
	['3'] = "0123456789", ['4'] = "57", ['5'] = "012356789", ['6'] = "2567",
	['7'] = "0135678", ['8'] = "0123456789", ['9'] = "012356789",
};

static struct plan
plan_mobile(const char *number)
{
	if (number[1] < '3')
		return (struct plan){ PHONE_BAD_MOBILE_PREFIX, true, number };
	if (strchr(mobile[(unsigned char)number[1]], number[2]))
		return (struct plan){ PHONE_NO_REASON, true, number };
	return (struct plan){ PHONE_BAD_MOBILE_PREFIX, false, number };
}

/* An area code of 2 or 3 digits, and a number of 7 or 8. Which areas exist, the library knows. */
static bool
is_landline(const char *number, size_t n)
{
	if (strncmp(number, "10", 2) == 0 || (number[0] == '2' && number[1] != '6'))
		return n == 10;
	return number[0] >= '3' && number[0] <= '9' && (n == 10 || n == 11);
}

static bool
is_service(const char *number)
{
	return strncmp(number, "400", 3) == 0 || strncmp(number, "800", 3) == 0;
}

/* Too short for a number that can be called from anywhere. */
static enum phone_reason
reason_of_short(const char *digits, size_t n)
{
	if (n < SHORTEST)
		return PHONE_BAD_LENGTH;
	if (n <= SHORT_CODE || (digits[0] == '9' && (digits[1] == '5' || digits[1] == '6')))
		return PHONE_SHORT_CODE;
	return digits[0] >= '2' && digits[0] <= '8' ? PHONE_NO_AREA_CODE : PHONE_BAD_LENGTH;
}

static struct plan
plan_of(const char *digits)
{
	const bool is_long = digits[0] == '0';
	const char *number = digits + is_long;
	const size_t n = strlen(number);

	if (n == MOBILE && number[0] == '1' && (!is_long || number[1] >= '3'))
		return plan_mobile(number);
	if (n == SERVICE && !is_long && is_service(number))
		return (struct plan){ PHONE_NO_REASON, true, number };
	if (is_landline(number, n))
		return (struct plan){ PHONE_NO_REASON, false, number };
	if (n <= LOCAL && !is_long)
		return (struct plan){ reason_of_short(digits, n), true, number };
	return (struct plan){ PHONE_BAD_LENGTH, n <= MOBILE, number };
}

/* 010-62551234-801: in China the last group may be an extension. */
static bool
split_group(const struct phone_scan *s, char digits[static PHONE_SCAN_DIGITS + 1], char *extension)
{
	const size_t after = strlen(s->digits + s->group), n = strlen(digits);

	if (s->group == 0 || after == 0 || after > GROUP || after >= n || *s->extension)
		return false;
	digits[n - after] = '\0';
	const struct plan p = plan_of(digits);
	const bool is_mobile = p.number[0] == '1' && strlen(p.number) == MOBILE;
	const bool fits = p.reason == PHONE_NO_REASON && !is_mobile;

	if (fits)
		strcpy(extension, s->digits + s->group);
	else
		digits[n - after] = s->digits[s->group];
	return fits;
}

static void
ask(struct phone_ask *to, const char *before, const char *digits)
{
	snprintf(to->digits, sizeof to->digits, "%s%.*s", before, PHONE_SCAN_DIGITS, digits);
}

/* Digits after the country code, or without one. */
static enum phone_verdict
read_china(const struct phone_scan *s, const char *after, struct phone *to, struct phone_ask *more)
{
	char digits[PHONE_SCAN_DIGITS + 1];
	struct plan p = plan_of(strcpy(digits, after));

	if (p.reason == PHONE_BAD_LENGTH && split_group(s, digits, to->extension))
		p = plan_of(digits);
	if (!p.sure && p.reason == PHONE_BAD_LENGTH)
		ask(more, after == s->digits ? "" : "+86", digits);	/* 17951 138 0013 8000 */
	else if (!p.sure)
		ask(more, "+86", p.number);
	if (p.reason == PHONE_NO_REASON) {
		snprintf(to->e164, sizeof to->e164, "+86%.13s", p.number);
		return PHONE_VALID;
	}
	to->reason = p.reason;
	return PHONE_BAD;
}

/* The library reads the numbers of other countries. */
static enum phone_verdict
read_other(const char *before, const char *digits, struct phone *to, struct phone_ask *more)
{
	to->reason = PHONE_NO_LIBRARY;
	ask(more, before, digits);
	return PHONE_BAD;
}

static enum phone_verdict
read_digits(const struct phone_scan *s, const char *country, struct phone *to,
    struct phone_ask *more)
{
	const bool is_china = country && strcmp(country, "CN") == 0;
	const bool prefix = !s->plus && (is_china || country == NULL) &&
	    strncmp(s->digits, "00", 2) == 0;
	const char *digits = s->digits + (prefix ? 2 : 0);

	if (s->plus || prefix)
		return strncmp(digits, "86", 2) == 0 ? read_china(s, digits + 2, to, more) :
		    read_other("+", digits, to, more);
	if (is_china && strlen(digits) >= LONG && strncmp(digits, "86", 2) == 0)
		return read_china(s, digits + 2, to, more);	/* 86 is the country code */
	if (is_china)
		return read_china(s, digits, to, more);
	if (country)
		return read_other("", digits, to, more);
	to->reason = PHONE_NO_COUNTRY;
	return PHONE_BAD;
}

enum phone_verdict
phone_first(const char *cell, const char *country, struct phone *to, struct phone_ask *more)
{
	struct phone_scan s;

	*to = (struct phone){ 0 };
	*more = (struct phone_ask){ 0 };
	if (!phone_scan(cell, &s))
		return PHONE_EMPTY;
	to->reason = more->warning = s.reason;
	if (s.reason == PHONE_EXCEL_SCIENTIFIC || s.reason == PHONE_MASKED)
		return PHONE_LOST;
	if (s.reason != PHONE_NO_REASON && s.reason != PHONE_EXCEL_FLOAT)
		return PHONE_BAD;
	strcpy(to->extension, s.extension);
	return read_digits(&s, country, to, more);
}

const char *
phone_country(const char *country, const char *standard, char to[static PHONE_COUNTRY])
{
	static const char *const china[] = { "China", "CHN", "PRC", "P.R. China", "中国",
		"中国大陆", "中华人民共和国" };

	if (text_is_blank(country))
		return standard;
	for (size_t i = 0; i < sizeof china / sizeof *china; i++)
		if (strcasecmp(country, china[i]) == 0)
			return "CN";
	if (strlen(country) != 2)
		return NULL;
	for (size_t i = 0; i < 2; i++) {
		const char c = country[i];

		to[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		if (to[i] < 'A' || to[i] > 'Z')
			return NULL;
	}
	to[2] = '\0';
	return strcmp(to, "UK") == 0 ? "GB" : to;	/* the code of ISO 3166 */
}

const char *
phone_dial(const struct phone *p, const char *home, char to[static PHONE_SIZE])
{
	const size_t code = sizeof "+86" - 1;
	const char *number = p->e164 + code;

	if (strcmp(home, "CN") != 0 || strncmp(p->e164, "+86", code) != 0)
		return strcpy(to, p->e164);
	const bool whole = (*number == '1' && strlen(number) == MOBILE) ||
	    (is_service(number) && strlen(number) == SERVICE);

	snprintf(to, PHONE_SIZE, "%s%s", whole ? "" : "0", number);
	return to;
}

const char *
phone_key(const struct phone *p, char to[static PHONE_KEY_SIZE])
{
	snprintf(to, PHONE_KEY_SIZE, "%s%s%s", p->e164, *p->extension ? ";ext=" : "", p->extension);
	return to;
}

static const struct {
	const char *word, *about;
} reasons[PHONE_REASONS] = {
	[PHONE_NO_REASON] = { "", "" },
	[PHONE_EXCEL_FLOAT] = { "excel-float",
	    SAY("written as a decimal by a spreadsheet (13800138000.0)") },
	[PHONE_EXCEL_SCIENTIFIC] = { "excel-scientific",
	    SAY("damaged by a spreadsheet (1.38001E+10), digits are lost") },
	[PHONE_MASKED] = { "masked", SAY("masked (138****8000)") },
	[PHONE_SEVERAL] = { "several-numbers", SAY("more than one number in a cell") },
	[PHONE_NOT_A_NUMBER] = { "not-a-number", SAY("not a telephone number") },
	[PHONE_BAD_LENGTH] = { "bad-length", SAY("too few or too many digits") },
	[PHONE_BAD_MOBILE_PREFIX] = { "bad-mobile-prefix",
	    SAY("no mobile number of China begins with these digits") },
	[PHONE_SHORT_CODE] = { "short-code", SAY("short number of a service (95588)") },
	[PHONE_NO_AREA_CODE] = { "no-area-code", SAY("without an area code") },
	[PHONE_NO_COUNTRY] = { "no-country",
	    SAY("without a country code, and country is not an ISO code (CN)") },
	[PHONE_BAD_COUNTRY_CODE] = { "bad-country-code", SAY("unknown country code") },
	[PHONE_NOT_ASSIGNED] = { "not-assigned", SAY("not in the number plan of the country") },
	[PHONE_NO_LIBRARY] = { "no-library",
	    SAY("of another country, and libphonenumber is missing") },
};

const char *
phone_word(enum phone_reason reason)
{
	return reasons[reason].word;
}

const char *
phone_about(enum phone_reason reason)
{
	return reasons[reason].about;
}
