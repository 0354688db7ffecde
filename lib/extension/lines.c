#include "lib/extension/lines.h"

#include <string.h>

/*
 * Ends a cell in quotes, which begins after the first one; the last one leaves room for its end.
 * Returns where the next comma or the end of the row is, and ignores what stands before that.
 */
static char *
end_quoted(char *s)
{
	char *to = s;

	while (*s && !(s[0] == '"' && s[1] != '"')) {
		s += *s == '"';
		*to++ = *s++;
	}
	s += *s == '"';
	*to = '\0';
	return s + strcspn(s, ",\r\n");
}

static size_t
read_row(char **rest, char *cell[static LINES_CELLS])
{
	size_t n = 0;

	for (char *s = *rest;; s++) {
		const bool last = n + 1 == LINES_CELLS, quoted = *s == '"' && !last;

		cell[n++] = s + quoted;
		s = quoted ? end_quoted(s + 1) : s + strcspn(s, last ? "\r\n" : ",\r\n");
		const char end = *s;

		*s = '\0';
		*rest = s + (end != '\0');
		if (end != ',')
			return n;
	}
}

size_t
lines_next(char **rest, char *cell[static LINES_CELLS])
{
	static const char bom[] = "\xef\xbb\xbf";

	if (strncmp(*rest, bom, strlen(bom)) == 0)
		*rest += strlen(bom);
	*rest += strspn(*rest, "\r\n");
	return **rest ? read_row(rest, cell) : 0;
}
