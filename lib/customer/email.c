#include "lib/customer/email.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

#include "lib/base/text.h"

enum { LONGEST_CELL = 1024, NAME = 64, LABEL = 63, LONGEST = 254 };

#define LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

/* NFKC makes full-width characters ASCII, but leaves the full stop of Chinese. */
static const char stop[] = "\xe3\x80\x82";

static void
lower_ascii(char *s)
{
	for (; *s; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

/* Soft hyphen, blanks and joiners without width, marks of direction, the byte order mark. */
static bool
is_invisible(uint32_t code)
{
	return code == 0xad || (code >= 0x200b && code <= 0x200f) ||
	    (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
	    code == 0xfeff;
}

/* Copying from a web page or a list of contacts brings them along. */
static void
drop_invisible(char *s)
{
	char *to = s;

	while (*s) {
		const struct text_char c = text_char(s);

		if (!is_invisible(c.code)) {
			memmove(to, s, c.bytes);
			to += c.bytes;
		}
		s += c.bytes;
	}
	*to = '\0';
}

/* NFKC first: it makes capital letters of some signs. The caller frees it. */
static char *
lower_unicode(const char *s)
{
	uint8_t *plain, *lower;
	size_t n;

	plain = u8_normalize(UNINORM_NFKC, (const uint8_t *)s, strlen(s) + 1, NULL, &n);
	lower = plain ? u8_tolower(plain, n, NULL, UNINORM_NFKC, NULL, &n) : NULL;
	free(plain);
	return (char *)lower;
}

/* The caller frees it; NULL if the cell is too long or not UTF-8. */
static char *
lower(const char *cell)
{
	const size_t n = strlen(cell);

	if (n >= LONGEST_CELL || text_utf8(cell, n) < n)
		return NULL;
	char *s = mem_text(cell);

	if (text_is_ascii(s)) {	/* as most are; NFKC does not change it */
		lower_ascii(s);
		return s;
	}
	drop_invisible(s);
	char *to = lower_unicode(s);

	free(s);
	return to;
}

static char *
trim(char *s)
{
	static const char blanks[] = " \t\r\n";

	s += strspn(s, blanks);
	for (size_t n = strlen(s); n > 0 && strchr(blanks, s[n - 1]); n--)
		s[n - 1] = '\0';
	return s;
}

/* What is between < and > at the end, if they are there. */
static char *
unwrap(char *s)
{
	char *open = strrchr(s, '<');
	const size_t n = strlen(s);

	if (open && s[n - 1] == '>') {
		s[n - 1] = '\0';
		s = open + 1;
	}
	return trim(strncmp(s, "mailto:", 7) == 0 ? s + 7 : s);
}

static void
use_points(char *s)
{
	while ((s = strstr(s, stop)) != NULL) {
		*s = '.';
		memmove(s + 1, s + sizeof stop - 1, strlen(s + sizeof stop - 1) + 1);
	}
}

/* Are all characters of the set, or printable and beyond ASCII? */
static bool
is_among(const char *s, size_t n, const char *set)
{
	for (const char *end = s + n; s < end;) {
		const struct text_char c = text_char(s);

		if (c.control || (c.code < 0x80 && strchr(set, *s) == NULL))
			return false;
		s += c.bytes;
	}
	return true;
}

/* Words with a point between them. */
static bool
is_name(const char *s, size_t n)
{
	const char *end = s + n;

	if (n == 0 || n > NAME || *s == '.' || end[-1] == '.')
		return false;
	for (const char *p = s; p + 1 < end; p++)
		if (p[0] == '.' && p[1] == '.')
			return false;
	return is_among(s, n, LETTERS DIGITS "!#$%&'+-/=?^_`{|}~.");
}

/* Labels of letters, digits and inner hyphens; the last of more than one is not a number. */
static bool
is_domain(const char *s)
{
	size_t labels = 0, n;
	const char *last;

	do {
		last = s;
		n = strcspn(s, ".");
		if (n == 0 || n > LABEL || s[0] == '-' || s[n - 1] == '-' ||
		    !is_among(s, n, LETTERS DIGITS "-"))
			return false;
		labels++;
		s += n + 1;
	} while (s[-1] == '.');
	return labels > 1 && n > 1 && strspn(last, DIGITS) < n;
}

static enum email_verdict
read_text(char *s, char key[static EMAIL_SIZE])
{
	if (*s == '\0')
		return EMAIL_EMPTY;
	s = unwrap(s);
	char *at = strchr(s, '@');

	if (strchr(s, '*'))
		return EMAIL_MASKED;
	if (at == NULL)
		return EMAIL_BAD;
	use_points(at);
	if (!is_name(s, (size_t)(at - s)) || !is_domain(at + 1) || strlen(s) > LONGEST)
		return EMAIL_BAD;
	strcpy(key, s);
	return EMAIL_VALID;
}

enum email_verdict
email_read(const char *cell, char key[static EMAIL_SIZE])
{
	char *s = lower(cell);

	*key = '\0';
	if (s == NULL)
		return EMAIL_BAD;
	const enum email_verdict v = read_text(trim(s), key);

	free(s);
	return v;
}
