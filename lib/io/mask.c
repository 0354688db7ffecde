#define _GNU_SOURCE
#include "lib/io/mask.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/io/lexicon.h"
#include "lib/io/opt.h"

/* The number of bytes of the first UTF-8 character. */
static size_t
first_character(const char *s, const char *end)
{
	size_t n = s < end;

	while (s + n < end && ((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Shows nothing of a short cell: its first character would be most of it. */
void
mask_cell(struct text *to, const char *s, size_t n)
{
	const char *end = s + n;
	const char *at = memrchr(s, '@', (size_t)(end - s));
	const size_t first = first_character(s, at ? at : end);

	if (end - s > 3)
		text_add(to, s, first);
	text_add(to, "***", 3);
	if (at)
		text_add(to, at, (size_t)(end - at));
}

/*
 * Adds the text after the quotes without its parentheses: "is in the future (2048-05-03)" would
 * show the cell.
 */
static void
mask_rest(struct text *to, const char *s)
{
	const char *open = strchr(s, '(');
	const bool number = open && open[1] >= '0' && open[1] <= '9';
	const char *close = number ? strchr(open, ')') : NULL;

	if (close) {
		text_add(to, s, (size_t)(open + 1 - s));
		text_add(to, "***", 3);
		s = close;
	}
	text_add(to, s, strlen(s) + 1);
}

char *
mask_message(const char *column, const char *message)
{
	const char *from = strchr(message, '\''), *end = strrchr(message, '\'');
	struct text t = { 0 };

	if (column == NULL || !lexicon_is_personal(column) || opt_unmask() || end == from ||
	    end == from + 1)	/* an empty cell has nothing to mask */
		return mem_text(message);
	text_add(&t, message, (size_t)(++from - message));
	mask_cell(&t, from, (size_t)(end - from));
	mask_rest(&t, end);
	return t.s;
}
