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

void
term_chart(const struct chart *c, size_t wanted, bool colour, struct text *t)
{
	const size_t from = t->n, width = wanted < TERM_LEAST ? TERM_LEAST : wanted;
	struct term sheet = { width, colour, TERM_PLAIN, t };

	if (c->title) {
		term_lines(t, c->title, 0, width, false);
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
		term_lines(t, c->note, 0, width, false);
	trim_lines(t, from);
}
