#include "lib/chart/markup.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"

void
markup_add(struct text *t, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	char *s = mem_vprint(fmt, args);

	va_end(args);
	text_add(t, s, strlen(s));
	free(s);
}

static const char *
reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
markup_text(struct text *t, const char *s)
{
	static const char unknown[] = "\uFFFD";

	while (*s) {
		const struct text_char c = text_char(s);
		const char *as = reference(*s);

		if (as)
			text_add(t, as, strlen(as));
		else if (c.code == 0xfffd)
			text_add(t, unknown, sizeof unknown - 1);
		else if (!c.control || *s == '\n')
			text_add(t, s, c.bytes);
		s += c.bytes;
	}
}
