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

void
text_tidy(char *s)
{
	size_t n = strlen(s);

	for (size_t bad; (bad = text_utf8(s, n)) < n; n--)
		memmove(s + bad, s + bad + 1, n - bad);
	for (char *p = s; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
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
