#include "lib/io/content_line.h"

#include <string.h>

enum { LINE = 75 };

/* Whether the byte is not the first of a character. */
static bool
goes_on(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Ends TO with the line S of N bytes, in pieces. */
static void
fold(struct text *to, const char *s, size_t n)
{
	size_t room = LINE;

	while (n > room) {
		size_t cut = room;

		while (cut > 1 && goes_on(s[cut]))
			cut--;
		text_add(to, s, cut);
		text_add(to, "\r\n ", 3);
		s += cut;
		n -= cut;
		room = LINE - 1;
	}
	text_add(to, s, n);
	text_add(to, "\r\n", 2);
}

void
content_line(struct text *to, const char *name, const char *value)
{
	struct text line = { 0 };

	text_add(&line, name, strlen(name));
	text_add(&line, ":", 1);
	text_add(&line, value, strlen(value));
	fold(to, line.s, line.n);
	text_free(&line);
}

void
content_line_text(struct text *to, const char *name, const char *value)
{
	struct text escaped = { 0 };

	for (const char *s = value; *s; s++) {
		const bool control = (unsigned char)*s < ' ' || *s == 0x7f;

		if (*s == '\\' || *s == ',' || *s == ';')
			text_add(&escaped, "\\", 1);
		if (*s == '\n')
			text_add(&escaped, "\\n", 2);
		else if (!control)
			text_add(&escaped, s, 1);
	}
	text_add(&escaped, "", 1);
	content_line(to, name, escaped.s);
	text_free(&escaped);
}
