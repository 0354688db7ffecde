#include "lib/io/quote.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/apostrophe.h"

const bool quote_table[UCHAR_MAX + 1] = { ['\0'] = true, [','] = true, ['"'] = true,
	['\r'] = true, ['\n'] = true };

/* As strcspn(s, ",\"\r\n"), which is slow for the short texts of most cells. */
static inline size_t
count_plain(const char *s)
{
	const char *p = s;

	while (!quote_special(*p))
		p++;
	return (size_t)(p - s);
}

void
quote_csv(struct text *t, const char *s)
{
	const size_t plain = count_plain(s);

	if (s[plain] == '\0') {
		text_add(t, s, plain);
		return;
	}
	text_add(t, "\"", 1);
	for (const char *q; (q = strchr(s, '"')) != NULL; s = q + 1) {
		text_add(t, s, (size_t)(q - s));
		text_add(t, "\"\"", 2);
	}
	text_add(t, s, strlen(s));
	text_add(t, "\"", 1);
}

void
quote_guarded(struct text *t, const char *s)
{
	if (!apostrophe_needed(s)) {
		quote_csv(t, s);
		return;
	}
	char *with = mem_print("'%s", s);

	quote_csv(t, with);
	free(with);
}

void
quote_tsv(struct text *t, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '\t':
			text_add(t, "\\t", 2);
			break;
		case '\n':
			text_add(t, "\\n", 2);
			break;
		case '\r':
			text_add(t, "\\r", 2);
			break;
		case '\\':
			text_add(t, "\\\\", 2);
			break;
		default:
			text_add(t, s, 1);
		}
}
