#include "lib/io/apostrophe.h"

#include <string.h>

#include "lib/base/num.h"
#include "lib/io/unguard.h"

bool
apostrophe_needed(const char *s)
{
	const size_t n = strlen(s);
	double x;

	if (n == 0)
		return false;
	if (*s == '\'')
		return unguard_has_apostrophe(s);
	if (strchr("=+-@", *s))
		return s[n - 1] == '\t' || !num_parse(s, &x);
	return strchr("`\t\r", *s) || s[n - 1] == '\t';
}
