#include "lib/io/guard.h"

#include <string.h>

#include "lib/base/num.h"

/* Does a formula begin after N apostrophes? */
static bool
begins(const char *s, size_t n)
{
	return s[n] != '\0' && strchr("=+-@\t\r", s[n]) != NULL;
}

bool
guard_needed(const char *s)
{
	const size_t n = strspn(s, "'");
	double x;

	return begins(s, n) && (n > 0 || !num_parse(s, &x));
}

bool
guard_is(const char *s)
{
	const size_t n = strspn(s, "'");

	return n > 0 && begins(s, n);
}
