#include "lib/base/shortened.h"

#include <string.h>

enum { KEPT = 15 };	/* digits of a number that a spreadsheet program keeps */

static const char digits[] = "0123456789";

bool
shortened_is(const char *s)
{
	if (strspn(s, digits) != 1 || *s == '0')
		return false;
	s += 1;
	if (*s == '.' || *s == ',')
		s += 1 + strspn(s + 1, digits);
	return (*s == 'E' || *s == 'e') && s[1] == '+' && strlen(s + 2) >= 2 &&
	    s[2 + strspn(s + 2, digits)] == '\0';
}

enum shortened_digits
shortened_digits(const char *s)
{
	const size_t n = strspn(s, digits);

	if (s[n] != '\0' || n <= KEPT)
		return SHORTENED_OTHER;
	return strspn(s + KEPT, "0") == n - KEPT ? SHORTENED_ZEROS : SHORTENED_WHOLE;
}
