#include "lib/base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistr.h>
#include <uniwidth.h>

#include "lib/base/say.h"
#include "lib/base/shortened.h"

size_t
text_utf8(const char *s, size_t n)
{
	size_t i = 0;

	/* most input is ASCII: check 32 bytes at a time */
	for (uint64_t w[4]; i + sizeof w <= n; i += sizeof w) {
		memcpy(w, s + i, sizeof w);
		if ((w[0] | w[1] | w[2] | w[3]) & UINT64_C(0x8080808080808080))
			break;
	}
	const uint8_t *bad = u8_check((const uint8_t *)s + i, n - i);

	return bad ? (size_t)(bad - (const uint8_t *)s) : n;
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

/* Sets bit 7 of each of the eight bytes of W that is below 20 or is 7F. */
static uint64_t
controls(uint64_t w)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), del = w ^ 0x7f * ones;

	return (((w - 0x20 * ones) & ~w) | ((del - ones) & ~del)) & 0x80 * ones;
}

/* Eight bytes, or of a shorter text its first and last four, which may overlap, or its bytes. */
static uint64_t
bytes_at(const char *s, size_t n)
{
	uint64_t w = UINT64_C(0x2020202020202020);
	uint32_t half;

	if (n >= sizeof w) {
		memcpy(&w, s, sizeof w);
	} else if (n >= sizeof half) {
		memcpy(&half, s, sizeof half);
		w = half;
		memcpy(&half, s + n - sizeof half, sizeof half);
		w |= (uint64_t)half << 32;
	} else {
		memcpy(&w, s, n);
	}
	return w;
}

bool
text_is_id(const char *s, size_t n)
{
	if (n == 0 || n > 64)
		return false;
	uint64_t found = controls(bytes_at(s, n));

	for (size_t i = 8; i < n; i += 8)	/* the last eight may overlap those before */
		found |= controls(bytes_at(s + (i + 8 < n ? i : n - 8), 8));
	return found == 0;
}

bool
text_is_usual_id(const char *s, size_t n)
{
	if (!text_is_id(s, n) || *s == ' ' || shortened_is(s, n))
		return false;
	/* the first two bytes of the words of is_no_value */
	return n == 1 || memchr("nNuU(#", *s, 6) == NULL || memchr("uUnN/aAo", s[1], 8) == NULL;
}

/* What other systems write for an empty cell. */
static bool
is_no_value(const char *s)
{
	static const char *const words[] = { "null", "(null)", "n/a", "#n/a", "undefined" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return strcmp(s, "NA") == 0 || strcmp(s, "nan") == 0 || strcmp(s, "None") == 0;
}

const char *
text_id_why(const char *s)
{
	const size_t n = strlen(s);

	if (text_is_usual_id(s, n))
		return NULL;
	if (shortened_is(s, n))
		return shortened_why(s);
	if (n > 0 && s[n - 1] == '\t' && text_is_id(s, n - 1))
		return say("ends with a tab, by which some exports guard numbers from Excel;"
		    " use --unguard");
	if (!text_is_id(s, n))
		return n == 0 ? say("is empty") :
		    say("is longer than 64 bytes or has control characters");
	if (is_no_value(s))
		return say("is a word for no value, not an id; leave the cell empty or the row"
		    " out");
	return text_is_blank(s) ? say("is blank") : NULL;
}

bool
text_is_ascii(const char *s)
{
	while (*s && (*s & 0x80) == 0)
		s++;
	return *s == '\0';
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

char *
text_trim(char *s)
{
	s += strspn(s, " ");
	for (size_t n = strlen(s); n > 0 && s[n - 1] == ' ';)
		s[--n] = '\0';
	return s;
}

const char *
text_plural(bool one)
{
	return say_plural(SAY_MESSAGE, one);
}

const char *
text_plural_cell(bool one)
{
	return say_plural(SAY_CELL, one);
}
