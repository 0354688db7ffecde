#define _GNU_SOURCE
#include "lib/io/unguard.h"

#include <stdbool.h>
#include <string.h>

size_t
unguard_quotes(char *s, size_t n, char separator)
{
	bool inside = false;
	char before = '\n';
	size_t to = 0;

	if (memmem(s, n, "=\"", 2) == NULL)
		return n;
	for (size_t i = 0; i < n; i++) {
		const bool begins = !inside && (before == '\n' || before == separator);

		before = s[i];
		if (begins && s[i] == '=' && i + 1 < n && s[i + 1] == '"')
			continue;
		inside ^= s[i] == '"';
		s[to++] = s[i];
	}
	return to;
}

bool
unguard_has_apostrophe(const char *s)
{
	return s[0] == '\'' && s[1] != '\0' &&
	    (strchr("0123456789=+-@\t\r'`", s[1]) || s[strlen(s) - 1] == '\t');
}

char *
unguard_cell(char *s)
{
	if (*s == '\'')	/* what follows is as it was, TABs too */
		return s + unguard_has_apostrophe(s);
	while (*s == '\t')
		s++;
	size_t n = strlen(s);

	while (n > 0 && s[n - 1] == '\t')
		s[--n] = '\0';
	if (n > 2 && s[0] == '=' && s[1] == '"' && s[n - 1] == '"') {
		s[n - 1] = '\0';
		return s + 2;
	}
	return s + (*s == '`');
}
