#include <string.h>

#include "lib/chart/term_own.h"

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

static void
add_lines(const char *s, size_t width, struct text *t)
{
	while (*s) {
		const size_t n = chart_wrap(s, width);

		text_add(t, s, n);
		term_add(t, "\n");
		s += n + strspn(s + n, " ");
	}
}

void
term_chart(const struct chart *c, size_t wanted, bool colour, struct text *t)
{
	const size_t from = t->n, width = wanted < TERM_LEAST ? TERM_LEAST : wanted;
	struct term sheet = { width, colour, TERM_PLAIN, t };

	if (c->title) {
		add_lines(c->title, width, t);
		term_add(t, "\n");
	}
	if (c->kind == CHART_HEAT)
		term_heat(c, &sheet);
	else if (c->kind == CHART_LINE || c->kind == CHART_CONTROL || c->kind == CHART_LORENZ ||
	    c->kind == CHART_SCATTER)
		term_grid(c, &sheet);
	else
		term_bars(c, &sheet);
	if (c->note)
		add_lines(c->note, width, t);
	trim_lines(t, from);
}
