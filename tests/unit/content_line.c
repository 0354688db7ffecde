/* content_line: folding at 75 bytes between characters, escapes. */
#include "lib/io/content_line.h"

#include <string.h>

#include "tests/unit/tap.h"

static bool
is(struct text *t, const char *want)
{
	const bool same = t->n == strlen(want) && memcmp(t->s, want, t->n) == 0;

	text_free(t);
	*t = (struct text){ 0 };
	return same;
}

/* No line of T is longer than 75 bytes; each ends with CR LF; unfolded, it is WANT. */
static bool
folds_to(struct text *t, const char *want)
{
	char got[4096];
	size_t n = 0, line = 0;
	bool good = true;

	for (size_t i = 0; i < t->n; i++) {
		if (t->s[i] == '\r') {
			good &= line <= 75 && t->s[i + 1] == '\n';
			i++;
			if (i + 1 < t->n)
				good &= t->s[++i] == ' ';
			line = 1;
			continue;
		}
		if (line == 1 && n > 0)		/* the first byte of a line after the first */
			good &= ((unsigned char)t->s[i] & 0xc0) != 0x80;
		got[n++] = t->s[i];
		line++;
	}
	good &= n == strlen(want) && memcmp(got, want, n) == 0;
	text_free(t);
	*t = (struct text){ 0 };
	return good;
}

static void
test_plain(void)
{
	struct text t = { 0 };

	content_line(&t, "BEGIN", "VCARD");
	ok(is(&t, "BEGIN:VCARD\r\n"), "a line");
	content_line_text(&t, "NOTE", "a,b;c\\d\ne\tf");
	ok(is(&t, "NOTE:a\\,b\\;c\\\\d\\nef\r\n"), "escapes; a tab is left out");
	content_line_text(&t, "FN", "");
	ok(is(&t, "FN:\r\n"), "an empty value");
}

/* "X:" and the value. */
static const char *
mark(char to[static 1100], const char *value)
{
	snprintf(to, 1100, "X:%s", value);
	return to;
}

static void
test_folding(void)
{
	struct text t = { 0 };
	char value[1024], want[1100];
	int bad = 0;

	memset(value, 'x', 74);
	value[73] = value[74] = '\0';
	content_line(&t, "X", value);
	ok(t.n == 77 && memcmp(t.s + 75, "\r\n", 2) == 0 && folds_to(&t, mark(want, value)),
	    "75 bytes fit");
	value[73] = 'x';
	content_line(&t, "X", value);
	ok(t.n == 81 && memcmp(t.s + 75, "\r\n x\r\n", 6) == 0 && folds_to(&t, mark(want, value)),
	    "76 do not");
	for (size_t ascii = 0; ascii < 80; ascii++) {
		memset(value, 'a', ascii);
		value[ascii] = '\0';
		for (int i = 0; i < 60; i++)
			strcat(value, i % 2 ? "客" : "𠮷");
		snprintf(want, sizeof want, "NOTE:%s", value);
		content_line_text(&t, "NOTE", value);
		bad += !folds_to(&t, want);
	}
	ok(bad == 0, "characters of three and four bytes are never split");
}

int
main(void)
{
	test_plain();
	test_folding();
	return done();
}
