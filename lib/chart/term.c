#include "lib/chart/term_own.h"

#include <string.h>

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

/* Blanks at the end of the lines are of no use. */
static void
trim_lines(struct text *t, size_t from)
{
	size_t to = from;

	for (size_t i = from; i < t->n; i++) {
		if (t->s[i] == '\n')
			while (to > from && t->s[to - 1] == ' ')
				to--;
		t->s[to++] = t->s[i];
	}
	t->n = to;
}

void
term_chart(const struct chart *c, size_t width, struct text *t)
{
	const size_t from = t->n;

	width = width < TERM_LEAST ? TERM_LEAST : width;
	if (c->title) {
		term_cell(t, c->title, width, false);
		term_add(t, "\n\n");
	}
	if (c->kind == CHART_HEAT)
		term_heat(c, width, t);
	else if (c->kind == CHART_LINE || c->kind == CHART_CONTROL || c->kind == CHART_LORENZ ||
	    c->kind == CHART_SCATTER)
		term_grid(c, width, t);
	else
		term_bars(c, width, t);
	trim_lines(t, from);
}
