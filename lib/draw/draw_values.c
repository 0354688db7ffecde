#include "lib/draw/draw_values.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/say.h"
#include "lib/base/sort.h"
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "lib/chart/histogram.h"
#include "lib/draw/draw.h"
#include "lib/io/language.h"
#include "lib/io/opt.h"

static const double TOP = .1;

/* A limit: below 1 with all its digits, such as 0.002. */
static char *
limit_text(enum figure_unit unit, double x, char to[static FIGURE_SIZE])
{
	if (fabs(x) >= 1 || unit == FIGURE_SHARE)
		return figure_short(unit, x, language_of_cells_is_chinese(), to);
	snprintf(to, FIGURE_SIZE, "%s%.6g", x < 0 ? "−" : "", fabs(x));
	return to;
}

static char *
label_of(const struct histogram_class *c, enum figure_unit unit)
{
	char from[FIGURE_SIZE], to[FIGURE_SIZE];

	if (isnan(c->from))
		return mem_text("≤ 0");
	return mem_print(say_cell("%s to %s"), limit_text(unit, c->from, from),
	    limit_text(unit, c->to, to));
}

/* Adds a sentence, and frees it. Chinese has no blank between sentences. */
static void
add(struct text *t, char *s)
{
	if (t->n > 0 && t->s[t->n - 1] == '.')
		text_add(t, " ", 1);
	text_add(t, s, strlen(s));
	free(s);
}

static void
describe(const double *x, size_t n, size_t none, enum figure_unit unit, struct text *t)
{
	char a[FIGURE_SIZE], b[FIGURE_SIZE], c[FIGURE_SIZE];
	const size_t low = histogram_none(x, n);
	const double top = histogram_top(x, n, TOP);

	add(t, mem_print(say_cell("%s values: median %s, mean %s."),
	    figure_text(FIGURE_COUNT, (double)n, a), figure_text(unit, histogram_median(x, n), b),
	    figure_text(unit, histogram_mean(x, n), c)));
	add(t, mem_print(say_cell("%s (%s) are 0 or less."),
	    figure_text(FIGURE_COUNT, (double)low, a),
	    figure_text(FIGURE_SHARE, (double)low / (double)n, b)));
	if (!isnan(top))
		add(t, mem_print(say_cell("The largest 10%% of them have %s of the total."),
		    figure_text(FIGURE_SHARE, top, a)));
	if (none > 0)
		add(t, mem_print(say_cell("Rows without a value: %s."),
		    figure_text(FIGURE_COUNT, (double)none, a)));
	text_add(t, "", 1);
}

void
draw_values(const char *title, enum figure_unit unit, double *x, size_t n, size_t none,
    const char *form)
{
	struct text note = { 0 };

	if (n == 0) {
		opt_note("there is nothing to plot: no row has a value");
		return;
	}
	sort_doubles(x, n);
	const struct histogram h = histogram_of(x, n);
	struct chart *c = chart_new(CHART_BARS, 1, h.n);

	describe(x, n, none, unit, &note);
	c->id = "plot";
	c->title = c->about = title;
	c->note = note.s;
	c->unit = FIGURE_SHARE;
	c->count = mem_new(h.n, sizeof *c->count);
	for (size_t i = 0; i < h.n; i++) {
		c->label[i] = label_of(&h.of[i], unit);
		c->count[i] = (double)h.of[i].n;
		chart_at(c, 0, i)->y = (double)h.of[i].n / (double)n;
	}
	draw_chart(&c, 1, form);
	for (size_t i = 0; i < h.n; i++)
		free((char *)c->label[i]);
	chart_free(c);
	text_free(&note);
}
