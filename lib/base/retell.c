#include "lib/base/retell.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/say.h"
#include "lib/base/text.h"

/*
 * retell_one finds the format of a sentence: match() compares from left to right and tries the
 * shortest text first for each directive. fill() puts the texts into the translation.
 */
enum { PARTS = 8, WORD = 64 };
#define BETWEEN "; "

struct part {
	const char *s;
	size_t n;
};

/* Behind the directive S, which begins with "%". */
static const char *
behind(const char *s)
{
	s += 1 + strcspn(s + 1, "diufgs");
	return *s ? s + 1 : s;
}

/* A word that is an argument, in the language of the table; NULL: it has no translation. */
static const char *
said(struct part p)
{
	char word[WORD];

	if (p.n == 0 || p.n >= sizeof word)
		return NULL;
	memcpy(word, p.s, p.n);
	word[p.n] = '\0';
	const char *to = say_cell(word);

	return to == word ? NULL : to;
}

static bool
is_plural(struct part p)
{
	return p.n == 0 || (p.n == 1 && *p.s == 's');
}

/* Can the directive that ends with CONVERSION have printed this? BEFORE: what stands before it. */
static bool
is_printed(char conversion, char before, struct part p)
{
	if (conversion != 's')
		return p.n > 0 && strspn(p.s, "0123456789.-+e") >= p.n;
	if (before == '%' || isalpha((unsigned char)before))
		return is_plural(p) || said(p);
	return p.n > 0;
}

static bool
match(const char *format, char before, struct part text, struct part part[PARTS], size_t at)
{
	if (*format == '\0')
		return text.n == 0;
	if (*format != '%' || format[1] == '%') {
		const size_t bytes = *format == '%' ? 2 : 1;

		return text.n > 0 && *text.s == *format && match(format + bytes, *format,
		    (struct part){ text.s + 1, text.n - 1 }, part, at);
	}
	const char *next = behind(format);

	for (size_t n = 0; n <= text.n && at < PARTS; n++) {
		part[at] = (struct part){ text.s, n };
		if (is_printed(next[-1], before, part[at]) && match(next, '%',
		    (struct part){ text.s + n, text.n - n }, part, at + 1))
			return true;
	}
	return false;
}

/* Adds the translation of the format, with the parts in it. */
static void
fill(const char *to, const struct part part[PARTS], struct text *t)
{
	size_t next = 0;

	while (*to) {
		const size_t plain = strcspn(to, "%");

		text_add(t, to, plain);
		to += plain;
		if (*to == '\0')
			break;
		if (to[1] == '%') {
			text_add(t, "%", 1);
			to += 2;
			continue;
		}
		char *dollar;
		const unsigned long number = strtoul(to + 1, &dollar, 10);
		const struct part p = part[*dollar == '$' ? number - 1 : next++];
		const char *word = said(p);

		to = behind(to);
		if (word)
			text_add(t, word, strlen(word));
		else if (to[-1] != 's' || !is_plural(p))
			text_add(t, p.s, p.n);
	}
}

static bool
retell_one(struct part text, const char *const *formats, size_t n, struct text *t)
{
	struct part part[PARTS] = { { NULL, 0 } };

	for (size_t i = 0; i < n; i++) {
		const char *to = say_cell(formats[i]);

		if (to != formats[i] && match(formats[i], ' ', text, part, 0)) {
			fill(to, part, t);
			return true;
		}
	}
	return false;
}

/* Where the last "; " before the end of the text is; its beginning if there is none. */
static size_t
last_between(struct part text)
{
	for (size_t n = text.n; n-- > 0;)
		if (strncmp(text.s + n, BETWEEN, sizeof BETWEEN - 1) == 0)
			return n;
	return 0;
}

/* The sentences from S on: the longest text that a format has made, then the rest. */
static const char *
retell_next(const char *s, const char *const *formats, size_t nformats, struct text *t)
{
	const size_t skip = strncmp(s, BETWEEN, sizeof BETWEEN - 1) == 0 ? sizeof BETWEEN - 1 : 0;

	for (size_t n = strlen(s); n > 0; n = last_between((struct part){ s, n })) {
		if (retell_one((struct part){ s, n }, formats, nformats, t))
			return s + n;
		if (n <= skip)
			break;
		struct text rest = { 0 };
		const bool found = retell_one((struct part){ s + skip, n - skip }, formats,
		    nformats, &rest);

		if (found && skip > 0)
			text_add(t, say_cell(BETWEEN), strlen(say_cell(BETWEEN)));
		if (found)
			text_add(t, rest.s, rest.n);
		text_free(&rest);
		if (found)
			return s + n;
	}
	const char *end = strstr(s + skip, BETWEEN);
	const size_t n = end ? (size_t)(end - s) : strlen(s);

	text_add(t, s, n);
	return s + n;
}

char *
retell(const char *text, const char *const *formats, size_t n)
{
	struct text t = { 0 };

	while (*text)
		text = retell_next(text, formats, n, &t);
	text_add(&t, "", 1);
	return t.s;
}
