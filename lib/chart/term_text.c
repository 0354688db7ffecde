/* Texts of a given width. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/term_own.h"

void
term_take(struct term *s, enum term_ink ink)
{
	/* blue, vermilion, green, purple; vermilion; grey */
	static const char *const codes[] = { "\033[0m", "\033[38;5;32m", "\033[38;5;166m",
		"\033[38;5;29m", "\033[38;5;132m", "\033[1;38;5;166m", "\033[38;5;245m" };

	if (s->colour && ink != s->ink) {
		if (s->ink == TERM_ODD && ink != TERM_PLAIN)	/* it is bold */
			term_add(s->out, codes[TERM_PLAIN]);
		term_add(s->out, codes[ink]);
	}
	s->ink = ink;
}

void
term_add(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void
term_repeat(struct text *t, const char *s, size_t times)
{
	while (times-- > 0)
		term_add(t, s);
}

void
term_cell(struct text *t, const char *s, size_t width, bool right)
{
	size_t is = text_width(s, strlen(s)), n = strlen(s);
	const bool cut = is > width;

	if (cut) {
		n = text_fit(s, width > 0 ? width - 1 : 0);
		is = text_width(s, n) + 1;
	}
	if (right)
		term_repeat(t, " ", width - is);
	text_add(t, s, n);
	if (cut)
		term_add(t, "…");
	if (!right)
		term_repeat(t, " ", width - is);
}

void
term_lines(struct text *t, const char *s, size_t left, size_t width, bool right)
{
	while (*s) {
		const size_t n = chart_wrap(s, width);
		char *line = mem_print("%.*s", (int)n, s);

		term_repeat(t, " ", left);
		term_cell(t, line, width, right);
		term_add(t, "\n");
		free(line);
		s += n + strspn(s + n, " ");
	}
}

void
term_line(struct text *t, char *s, size_t width)
{
	term_lines(t, s, 0, width, false);
	free(s);
}

size_t
term_widest(const char *const *s, size_t n, size_t most)
{
	size_t widest = 0;

	for (size_t i = 0; i < n; i++) {
		const size_t width = s[i] ? text_width(s[i], strlen(s[i])) : 0;

		widest = width > widest ? width : widest;
	}
	return widest < most ? widest : most;
}
