#include "lib/base/text.h"

#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

size_t
text_utf8(const char *s, size_t n)
{
	size_t i = 0;

	/* most input is ASCII: check eight bytes at a time */
	for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
		memcpy(&w, s + i, sizeof w);
		if (w & UINT64_C(0x8080808080808080))
			break;
	}
	const uint8_t *bad = u8_check((const uint8_t *)s + i, n - i);

	return bad ? (size_t)(bad - (const uint8_t *)s) : n;
}

bool
text_gb18030(const char *s, size_t n)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	char buf[512], *in = (char *)(uintptr_t)s;
	bool good = cd != (iconv_t)-1;

	while (good && n > 0) {
		char *out = buf;
		size_t room = sizeof buf, before = n;

		good = iconv(cd, &in, &n, &out, &room) != (size_t)-1 || n < before;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	return good;
}

size_t
text_width(const char *s, size_t n)
{
	int w = u8_width((const uint8_t *)s, n, "UTF-8");

	return w < 0 ? 0 : (size_t)w;
}

static bool
is_control(ucs4_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

struct text_char
text_char(const char *s)
{
	const unsigned char first = (unsigned char)*s;
	ucs4_t c = first;

	if (first < 0x80)
		return (struct text_char){ first, 1, is_control(c) };
	const int n = u8_mbtoucr(&c, (const uint8_t *)s, strnlen(s, 4));

	return n > 0 ? (struct text_char){ c, (uint8_t)n, is_control(c) }
	    : (struct text_char){ 0xfffd, 1, true };
}

size_t
text_plain(const char *s)
{
	const char *p = s;

	while (*p >= ' ' && *p < 0x7f && *p != '"' && *p != '\\')
		p++;
	return (size_t)(p - s);
}

size_t
text_fit(const char *s, size_t width)
{
	const size_t n = strlen(s);
	size_t at = 0, next = 0;

	while (next < n && text_width(s, next + text_char(s + next).bytes) <= width)
		at = next += text_char(s + next).bytes;
	return at;
}

void
text_tidy(char *s)
{
	size_t n = strlen(s);
	char *to = s;

	for (size_t bad; (bad = text_utf8(s, n)) < n; n--)
		memmove(s + bad, s + bad + 1, n - bad);
	for (const char *p = s; *p;) {
		const struct text_char c = text_char(p);

		memmove(to, c.control ? "?" : p, c.control ? 1 : c.bytes);
		to += c.control ? 1 : c.bytes;
		p += c.bytes;
	}
	*to = '\0';
}

const char *
text_shell(const char *s, char *to, size_t n)
{
	static const char safe[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+,:@%=";
	size_t k = 0;

	if (*s != '\0' && s[strspn(s, safe)] == '\0')
		return s;
	to[k++] = '\'';
	for (; *s && k + 6 < n; s++)
		if (*s == '\'') {
			memcpy(to + k, "'\\''", 4);
			k += 4;
		} else {
			to[k++] = *s;
		}
	to[k++] = '\'';
	to[k] = '\0';
	return to;
}

bool
text_is_id(const char *s, size_t n)
{
	if (n == 0 || n > 64)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	return true;
}

bool
text_is_blank(const char *s)
{
	return s[strspn(s, " \t")] == '\0';
}

void
text_free(struct text *t)
{
	free(t->s);
	*t = (struct text){ 0 };
}
