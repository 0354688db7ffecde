#include "lib/base/shortened.h"

#include <string.h>

#include "lib/base/say.h"

enum { KEPT = 15 };	/* digits of a number that a spreadsheet program keeps */

static const char digits[] = "0123456789";

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
shortened_reads(const char *s, size_t n)
{
	const char *const end = s + n;

	if (n == 0 || !is_digit(*s) || *s == '0')
		return false;
	s += 1;
	if (s < end && (*s == '.' || *s == ','))
		do
			s++;
		while (s < end && is_digit(*s));
	if (end - s < 4 || (*s != 'E' && *s != 'e') || s[1] != '+')
		return false;
	for (s += 2; s < end && is_digit(*s);)
		s++;
	return s == end;
}

const char *
shortened_why(const char *s)
{
	return !shortened_is(s, strlen(s)) ? NULL :
	    say("is damaged by a spreadsheet: digits are lost (export the column as text, or see"
	    " custkit-import(7))");
}

enum shortened_digits
shortened_digits(const char *s)
{
	const size_t n = strspn(s, digits);

	if (s[n] != '\0' || n <= KEPT)
		return SHORTENED_OTHER;
	return strspn(s + KEPT, "0") == n - KEPT ? SHORTENED_ZEROS : SHORTENED_WHOLE;
}
