/* UTF-16 and the marks at the beginning of a text. */
#include <string.h>

#include "lib/io/encoding.h"
#include "lib/io/encoding_own.h"

const char *
encoding_mark(const char *s, size_t n, size_t *size)
{
	static const struct {
		const char *mark;
		size_t n;
		const char *name;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, "UTF-8" },
		{ "\xff\xfe\0\0", 4, "UTF-32LE" },	/* before its beginning */
		{ "\0\0\xfe\xff", 4, "UTF-32BE" },
		{ "\xff\xfe", 2, "UTF-16LE" },
		{ "\xfe\xff", 2, "UTF-16BE" },
		{ "\x84\x31\x95\x33", 4, "GB18030" },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (n >= marks[i].n && memcmp(s, marks[i].mark, marks[i].n) == 0) {
			*size = marks[i].n;
			return marks[i].name;
		}
	*size = 0;
	return NULL;
}

static bool
is_printable(unsigned c)
{
	return c >= 0x20 && c < 0x7f;
}

/*
 * Are these pairs of bytes UTF-16?  Commas, digits and line feeds are a byte and a NUL; there is
 * no NUL of its own and no control character.  Two letters of ASCII are a Chinese character, but
 * a text of such characters alone is ASCII with a NUL in it.
 */
static bool
is_utf16(const unsigned char *s, size_t n, bool big)
{
	size_t ascii = 0, pairs = 0, lines = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		const unsigned high = big ? s[i] : s[i + 1], low = big ? s[i + 1] : s[i];
		const unsigned c = high << 8 | low;

		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
			return false;
		if (c == 0xffff || c == 0xfffe)
			return false;
		ascii += c < 0x80;
		lines += c == '\n' || c == '\r';
		pairs += is_printable(high) && is_printable(low);
	}
	return lines > 0 && ascii > n / 2 / 50 && pairs < n / 4;
}

const char *
encoding_utf16(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;

	if (memchr(s, '\0', n) == NULL)
		return NULL;
	return is_utf16(u, n, false) ? "UTF-16LE" : is_utf16(u, n, true) ? "UTF-16BE" : NULL;
}
