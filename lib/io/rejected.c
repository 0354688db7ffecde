#include "lib/io/rejected.h"

#include <string.h>

#include "lib/base/text.h"

enum { PART = 3 };	/* bytes of a character that is not whole */

/* The bytes of the header, without the end of its line; N if the end is not there. */
static size_t
header_size(const char *s, size_t n)
{
	bool inside = false;
	size_t i = 0;

	for (; i < n && (inside || (s[i] != '\n' && s[i] != '\r')); i++)
		inside ^= s[i] == '"';
	return i;
}

/* Takes WORD, and the separator before it, off the end of the N bytes; 0: they end otherwise. */
static size_t
without(const char *s, size_t n, const char *word, char *separator)
{
	const size_t size = strlen(word);

	if (n < size + 1 || memcmp(s + n - size, word, size) != 0)
		return 0;
	const char c = s[n - size - 1];

	if (strchr(",;\t|", c) == NULL || (*separator && *separator != c))
		return 0;
	*separator = c;
	return n - size - 1;
}

char
rejected_separator(const char *s, size_t n)
{
	static const char *const last[] = { "reason", "column", "line", "file" };
	char separator = '\0';

	n = header_size(s, n);
	for (size_t i = 0; i < sizeof last / sizeof *last && n > 0; i++)
		n = without(s, n, last[i], &separator);
	return n > 0 ? separator : '\0';
}

bool
rejected_is_utf8(const char *s, size_t n, bool cut)
{
	const size_t valid = text_utf8(s, n);

	return n - valid <= (cut ? PART : 0);
}
