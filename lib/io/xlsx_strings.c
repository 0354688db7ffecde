#define _GNU_SOURCE
#include "lib/io/xlsx_own.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

enum { ESCAPE = 7 };		/* bytes of _x000D_ */

struct xlsx_strings {
	struct xlsx_zip *zip;
	struct text text;	/* all strings, one after the other */
	size_t *end;		/* of each */
	size_t n, room;
	/* while reading */
	struct text now;	/* the string at hand, as it is spelled */
	bool value;		/* within its text */
	unsigned phonetic;	/* within readings of characters: they are not part of it */
};

/* The code in _xHHHH_; 0 if S is not such an escape, or of NUL or half a character. */
static unsigned
escape_of(const char *s, size_t n)
{
	unsigned code = 0;

	if (n < ESCAPE || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return 0;
	for (int i = 2; i < 6; i++) {
		if (!isxdigit((unsigned char)s[i]))
			return 0;
		code = code * 16 + (unsigned)(s[i] <= '9' ? s[i] - '0' : (s[i] | 32) - 'a' + 10);
	}
	return code >= 0xd800 && code <= 0xdfff ? 0 : code;
}

static void
add_character(struct text *t, unsigned code)
{
	char s[3];
	size_t n = 0;

	if (code < 0x80) {
		s[n++] = (char)code;
	} else {
		if (code < 0x800) {
			s[n++] = (char)(0xc0 | code >> 6);
		} else {
			s[n++] = (char)(0xe0 | code >> 12);
			s[n++] = (char)(0x80 | (code >> 6 & 0x3f));
		}
		s[n++] = (char)(0x80 | (code & 0x3f));
	}
	text_add(t, s, n);
}

void
xlsx_unescape(struct text *t, const char *s, size_t n)
{
	for (const char *at; (at = memchr(s, '_', n)) != NULL;) {
		const size_t plain = (size_t)(at - s);
		const unsigned code = escape_of(at, n - plain);
		const size_t used = code > 0 ? ESCAPE : 1;

		text_add(t, s, plain);
		if (code > 0)
			add_character(t, code);
		else
			text_add(t, "_", 1);
		s = at + used;
		n -= plain + used;
	}
	text_add(t, s, n);
}

/* A character beyond U+FFFF counts twice. */
bool
xlsx_too_long(const char *s, size_t n)
{
	size_t count = 0;

	if (n <= XLSX_CELL)
		return false;
	for (size_t i = 0; i < n; i++) {
		const unsigned char c = (unsigned char)s[i];

		count += (size_t)((c & 0xc0) != 0x80) + (c >= 0xf0);
	}
	return count > XLSX_CELL;
}

static _Noreturn void
refuse_long(const struct xlsx_strings *s)
{
	xlsx_bad(s->zip, "text %zu has more than 32,767 characters, more than a cell holds",
	    s->n + 1);
}

static void
end_string(struct xlsx_strings *s)
{
	const size_t from = s->text.n;

	xlsx_unescape(&s->text, s->now.s ? s->now.s : "", s->now.n);
	s->now.n = 0;
	if (xlsx_too_long(s->text.s + from, s->text.n - from))
		refuse_long(s);
	s->end = mem_grow(s->end, s->n + 1, &s->room, sizeof *s->end);
	s->end[s->n++] = s->text.n;
	if (s->text.n + s->n * sizeof *s->end > XLSX_LARGE)
		xlsx_bad(s->zip, "the texts of the workbook need more than %d MiB of memory",
		    XLSX_LARGE >> 20);
}

static void
on_start(void *ctx, const char *name, const char **attribute)
{
	struct xlsx_strings *s = ctx;
	(void)attribute;

	if (xlsx_is(name, "rPh"))
		s->phonetic++;
	s->value = s->phonetic == 0 && xlsx_is(name, "t");
}

static void
on_end(void *ctx, const char *name)
{
	struct xlsx_strings *s = ctx;

	s->value = false;
	if (xlsx_is(name, "rPh"))
		s->phonetic--;
	else if (xlsx_is(name, "si"))
		end_string(s);
}

static void
on_text(void *ctx, const char *text, size_t n)
{
	struct xlsx_strings *s = ctx;

	if (!s->value)
		return;
	if (s->now.n + n > XLSX_SPELLED)
		refuse_long(s);
	text_add(&s->now, text, n);
}

struct xlsx_strings *
xlsx_strings_read(struct xlsx_zip *z, const char *path)
{
	static const struct xlsx_tags tags = { on_start, on_end, on_text };

	if (path == NULL)
		return NULL;
	struct xlsx_strings *s = mem_new(1, sizeof *s);

	s->zip = z;
	struct xlsx_xml *x = xlsx_xml_open(z, path, 0, &tags, s);

	while (xlsx_xml_step(x))
		continue;
	xlsx_xml_close(x);
	text_free(&s->now);
	return s;
}

const char *
xlsx_strings_at(const struct xlsx_strings *s, size_t i, size_t *n)
{
	if (s == NULL || i >= s->n)
		return NULL;
	const size_t from = i > 0 ? s->end[i - 1] : 0;

	*n = s->end[i] - from;
	return *n > 0 ? s->text.s + from : "";
}

void
xlsx_strings_free(struct xlsx_strings *s)
{
	if (s == NULL)
		return;
	text_free(&s->text);
	free(s->end);
	free(s);
}
