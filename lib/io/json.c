#include "lib/io/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"

enum {
	DEPTH_MAX = 500,
	DIGITS_SAFE = 300,	/* a double can hold any number of so many digits */
};

/* The end of the digits that begin at S; NULL if there are none. */
static const char *
digits(const char *s)
{
	const size_t n = strspn(s, "0123456789");

	return n > 0 ? s + n : NULL;
}

/* The end of the number that begins at S; NULL if there is none. */
static const char *
number(const char *s)
{
	const char *const from = s;
	bool exponent = false;

	s += *s == '-';
	s = *s == '0' ? s + 1 : digits(s);
	if (s && *s == '.')
		s = digits(s + 1);
	if (s && (*s == 'e' || *s == 'E')) {
		exponent = true;
		s = digits(s + (s[1] == '+' || s[1] == '-' ? 2 : 1));
	}
	if (s && (exponent || s - from > DIGITS_SAFE) && !isfinite(strtod(from, NULL)))
		return NULL;
	return s;
}

bool
json_is_number(const char *s)
{
	if (*s != '-' && (*s < '0' || *s > '9'))	/* true for most cells */
		return false;
	s = number(s);
	return s && *s == '\0';
}

static const char *
blanks(const char *s)
{
	return s + strspn(s, " \t\n\r");
}

static const char *
string(const char *s)
{
	if (*s++ != '"')
		return NULL;
	for (; *s != '"'; s++) {
		if ((unsigned char)*s < ' ')	/* also for NUL */
			return NULL;
		if (*s != '\\')
			continue;
		s++;
		if (*s == 'u' && strspn(s + 1, "0123456789abcdefABCDEF") >= 4)
			s += 4;
		else if (*s == '\0' || strchr("\"\\/bfnrt", *s) == NULL)
			return NULL;
	}
	return s + 1;
}

enum { NO_ESCAPE = -1, HEX = 4, LOW = 0xdc00, PAIRS = 0xd800, PAIRS_END = 0xe000 };

/* The code of an escape such as \u00e9 that begins at S. */
static long
code_of(const char *s)
{
	char hex[HEX + 1] = "";

	return s[0] == '\\' && s[1] == 'u' ? strtol(strncpy(hex, s + 2, HEX), NULL, 16) : NO_ESCAPE;
}

bool
json_is_text(const char *s)
{
	for (; (s = strchr(s, '\\')) != NULL; s += 2) {
		const long code = code_of(s);

		if (code == 0 || (code >= LOW && code < PAIRS_END))
			return false;
		if (code < PAIRS || code >= PAIRS_END)
			continue;
		s += 2 + HEX;	/* the other half follows */
		if (code_of(s) < LOW || code_of(s) >= PAIRS_END)
			return false;
	}
	return true;
}

static const char *
word(const char *s)
{
	static const char *const words[] = { "true", "false", "null" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return s + strlen(words[i]);
	return NULL;
}

static const char *value(const char *s, int depth);

/* The end of the members of an object, or of the elements of an array, up to CLOSE. */
static const char *
members(const char *s, int depth, char close)
{
	s = blanks(s + 1);
	if (*s == close)
		return s + 1;
	for (;; s++) {
		if (close == '}') {
			s = string(blanks(s));
			if (s == NULL || *(s = blanks(s)) != ':')
				return NULL;
			s++;
		}
		s = value(blanks(s), depth + 1);
		if (s == NULL)
			return NULL;
		s = blanks(s);
		if (*s == close)
			return s + 1;
		if (*s != ',')
			return NULL;
	}
}

static const char *
value(const char *s, int depth)
{
	if (depth > DEPTH_MAX)
		return NULL;
	switch (*s) {
	case '{':
		return members(s, depth, '}');
	case '[':
		return members(s, depth, ']');
	case '"':
		return string(s);
	default:
		return *s == '-' || (*s >= '0' && *s <= '9') ? number(s) : word(s);
	}
}

bool
json_is_object(const char *s)
{
	s = blanks(s);
	s = *s == '{' ? value(s, 0) : NULL;
	return s && *blanks(s) == '\0';
}

/*
 * Writes a character that must be escaped: C0 in a string, a character that a terminal acts on, or
 * a byte that is not UTF-8.
 */
static void
odd(struct text *t, const struct text_char *c)
{
	char code[8];
	const int n = snprintf(code, sizeof code, "\\u%04x", (unsigned)c->code);

	if (c->code == '\n')
		text_add(t, "\\n", 2);
	else if (c->code == '\t')
		text_add(t, "\\t", 2);
	else
		text_add(t, code, (size_t)n);
}

void
json_string(struct text *t, const char *s)
{
	struct text_char c;

	text_add(t, "\"", 1);
	for (; *s; s += c.bytes) {
		const size_t plain = text_plain(s);

		text_add(t, s, plain);
		s += plain;
		if (*s == '\0')
			break;
		c = text_char(s);
		if (*s == '"' || *s == '\\')
			text_add(t, "\\", 1);
		if (c.control)
			odd(t, &c);
		else
			text_add(t, s, c.bytes);
	}
	text_add(t, "\"", 1);
}

void
json_raw(struct text *t, const char *s)
{
	struct text_char c;

	for (; *s; s += c.bytes) {
		c = text_char(s);
		if (c.control && (unsigned char)*s >= ' ')
			odd(t, &c);
		else
			text_add(t, s, c.bytes);
	}
}
