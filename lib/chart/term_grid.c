/* Lines, bands and points on a grid of characters. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/term_own.h"
#include "lib/chart/ticks.h"

enum { TICKS = 4, LETTERS = 26 };

struct grid {
	const struct chart *c;
	size_t width;
	struct chart_range x, y;
	const char **cell;	/* TERM_ROWS lines of WIDTH; NULL: blank */
};

static const char *const letters[LETTERS] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k",
	"l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z" };
static const char *const curves[] = { "•", "○", "×", "+", "▲", "□", "▽", "■" };
static const char *const odd = "◆";
enum { CURVES = sizeof curves / sizeof *curves };

static bool
is_scatter(const struct chart *c)
{
	return c->kind == CHART_SCATTER;
}

static size_t
scale(double at, const struct chart_range *r, size_t n)
{
	const double span = r->high - r->low;
	const double part = span > 0 ? (at - r->low) / span : .5;

	return (size_t)llround((part < 0 ? 0 : part > 1 ? 1 : part) * (double)(n - 1));
}

/* The column of a place among the points, 0 to points - 1, or of an x. */
static size_t
column(const struct grid *g, double at)
{
	return scale(at, &g->x, g->width);
}

static size_t
row(const struct grid *g, double y)
{
	return TERM_ROWS - 1 - scale(y, &g->y, TERM_ROWS);
}

static const char **
at(const struct grid *g, size_t r, size_t col)
{
	return &g->cell[r * g->width + col];
}

/* The value at a place between two points; NAN if one of them is not there. */
static double
between(const struct grid *g, size_t line, size_t col, double (*of)(const struct chart_value *))
{
	const double place = g->width > 1 ? (double)col * (double)(g->c->points - 1) /
	    (double)(g->width - 1) : 0;
	const size_t i = (size_t)place, next = i + 1 < g->c->points ? i + 1 : i;
	const double part = place - (double)i, a = of(chart_at(g->c, line, i));

	return part > 0 ? a + part * (of(chart_at(g->c, line, next)) - a) : a;
}

static double y_of(const struct chart_value *v) { return v->y; }
static double low_of(const struct chart_value *v) { return v->low; }
static double high_of(const struct chart_value *v) { return v->high; }
static double inner_low_of(const struct chart_value *v) { return v->inner_low; }
static double inner_high_of(const struct chart_value *v) { return v->inner_high; }

static void
band(const struct grid *g, size_t line, const char *sign, double (*low)(const struct chart_value *),
    double (*high)(const struct chart_value *))
{
	for (size_t col = 0; col < g->width; col++) {
		const double a = between(g, line, col, low), b = between(g, line, col, high);

		if (isnan(a) || isnan(b))
			continue;
		for (size_t r = row(g, b); r <= row(g, a); r++)
			*at(g, r, col) = sign;
	}
}

static void
draw_line(const struct grid *g, size_t line)
{
	const char *sign = curves[line % CURVES];

	for (size_t col = 0; col < g->width; col++) {
		const double y = between(g, line, col, y_of);

		if (!isnan(y))
			*at(g, row(g, y), col) = sign;
	}
	/* a point between gaps; one to be noticed */
	for (size_t i = 0; i < g->c->points; i++) {
		const struct chart_value *v = chart_at(g->c, line, i);

		if (!isnan(v->y))
			*at(g, row(g, v->y), column(g, (double)i)) = v->strong ? odd : sign;
	}
}

static void
draw_lorenz(const struct grid *g, size_t line)
{
	for (size_t i = 0; i < g->c->points; i++) {
		const struct chart_value *v = chart_at(g->c, line, i);

		if (!isnan(v->x) && !isnan(v->y))
			*at(g, row(g, v->y), column(g, v->x)) = curves[line % CURVES];
	}
}

static void
draw_points(const struct grid *g)
{
	for (size_t i = 0; i < g->c->points; i++) {
		const struct chart_value *v = chart_at(g->c, 0, i);

		if (!isnan(v->x) && !isnan(v->y))
			*at(g, row(g, v->y), column(g, v->x)) = letters[i % LETTERS];
	}
}

/* Two lines across can be told from each other. */
static const char *
sign_of(const struct chart_mark *m, size_t i)
{
	return m->upright ? "┊" : i % 2 ? "─" : "┄";
}

static void
draw_marks(const struct grid *g)
{
	for (size_t i = 0; i < g->c->marks; i++) {
		const struct chart_mark *m = &g->c->mark[i];

		if (isnan(m->at))
			continue;
		for (size_t k = 0; k < (m->upright ? (size_t)TERM_ROWS : g->width); k++)
			*at(g, m->upright ? k : row(g, m->at), m->upright ? column(g, m->at) : k) =
			    sign_of(m, i);
	}
}

static void
draw(const struct grid *g)
{
	const struct chart *c = g->c;

	if (c->kind == CHART_LORENZ)
		for (size_t col = 0; col < g->width; col++)
			*at(g, row(g, g->x.high * (double)col / (double)(g->width - 1)), col) = "·";
	for (size_t line = 0; line < c->lines && !is_scatter(c); line++) {
		band(g, line, "░", low_of, high_of);
		band(g, line, "▒", inner_low_of, inner_high_of);
	}
	draw_marks(g);
	for (size_t line = 0; line < c->lines && !is_scatter(c); line++)
		(c->kind == CHART_LORENZ ? draw_lorenz : draw_line)(g, line);
	if (is_scatter(c))
		draw_points(g);
}

/* The ink of a sign: a curve has that of its series, a band is soft. */
static enum term_ink
ink_of(const struct grid *g, const char *sign)
{
	for (size_t i = 0; i < CURVES; i++)
		if (sign == curves[i])
			return (enum term_ink)(TERM_S0 + i % TERM_SERIES);
	if (sign == NULL)
		return TERM_PLAIN;
	return sign == odd ? TERM_ODD : is_scatter(g->c) && isalpha((unsigned char)*sign) ?
	    TERM_S0 : TERM_SOFT;
}

/* The numbers of the y axis: at most TICKS + 1 rows have one. */
static void
add_rows(const struct grid *g, char tick[TERM_ROWS][FIGURE_SIZE], size_t left, struct term *sheet)
{
	struct text *t = sheet->out;

	for (size_t r = 0; r < TERM_ROWS; r++) {
		term_cell(t, tick[r], left, true);
		term_add(t, *tick[r] ? " ┤" : " │");
		for (size_t col = 0; col < g->width; col++) {
			term_take(sheet, ink_of(g, *at(g, r, col)));
			term_add(t, *at(g, r, col) ? *at(g, r, col) : " ");
		}
		term_take(sheet, TERM_PLAIN);
		term_add(t, "\n");
	}
}

/* The first and the last label, or the ends of x, and one in the middle if there is room. */
static void
add_below(const struct grid *g, size_t left, struct text *t)
{
	const struct chart *c = g->c;
	const bool numbers = is_scatter(c) || c->kind == CHART_LORENZ;
	char low[FIGURE_SIZE], high[FIGURE_SIZE];
	const char *first = numbers ? figure_text(c->x_unit, g->x.low, low) : c->label[0];
	const char *last = numbers ? figure_text(c->x_unit, g->x.high, high) :
	    c->label[c->points - 1];
	const size_t half = g->width / 2;

	term_repeat(t, " ", left + 1);
	term_add(t, "└");
	term_repeat(t, "─", g->width);
	term_add(t, "\n");
	term_repeat(t, " ", left + 2);
	term_cell(t, first ? first : "", half, false);
	if (c->points > 1 || numbers)
		term_cell(t, last ? last : "", g->width - half, true);
	term_add(t, "\n");
	if (c->x_title)
		term_lines(t, c->x_title, left + 2, g->width, true);
}

static void
add_point(const struct chart *c, size_t i, size_t width, struct text *t)
{
	const struct chart_value *v = chart_at(c, 0, i);
	char x[FIGURE_SIZE], y[FIGURE_SIZE];
	char *s;

	if (isnan(v->x) || isnan(v->y))
		s = mem_print("–  %s", c->label[i] ? c->label[i] : "");
	else
		s = mem_print("%s  %s (%s, %s)", letters[i % LETTERS],
		    c->label[i] ? c->label[i] : "", figure_text(c->x_unit, v->x, x),
		    figure_text(c->unit, v->y, y));
	term_line(t, s, width);
}

static void
add_legend(const struct chart *c, size_t width, struct text *t)
{
	char y[FIGURE_SIZE];

	for (size_t i = 0; is_scatter(c) && i < c->points; i++)
		add_point(c, i, width, t);
	for (size_t line = 0; c->lines > 1 && line < c->lines; line++) {
		char *s = mem_print("%s %s", curves[line % CURVES],
		    c->name[line] ? c->name[line] : "");

		term_line(t, s, width);
	}
	for (size_t i = 0; i < c->marks; i++) {
		const struct chart_mark *m = &c->mark[i];
		char *s = mem_print("%s %s: %s", sign_of(m, i), m->name ? m->name : "",
		    figure_text(m->upright ? c->x_unit : c->unit, m->at, y));

		term_line(t, s, width);
	}
}

/* The ends of the axes are round numbers. */
static size_t
choose_axes(struct grid *g, char tick[TERM_ROWS][FIGURE_SIZE])
{
	const struct chart *c = g->c;
	const struct ticks y = ticks_in(c->unit, g->y.low, g->y.high, TICKS);
	size_t widest = 0;

	g->y = (struct chart_range){ y.from, y.to };
	for (size_t i = 0; i < y.n; i++) {
		char *to = tick[row(g, ticks_at(&y, i))];

		figure_tick(c->unit, ticks_at(&y, i), y.step, c->chinese, to);
		const size_t width = text_width(to, strlen(to));

		widest = width > widest ? width : widest;
	}
	if (is_scatter(c)) {
		const struct ticks x = ticks_in(c->x_unit, g->x.low, g->x.high, TICKS);

		g->x = (struct chart_range){ x.from, x.to };
	}
	return widest;
}

void
term_grid(const struct chart *c, struct term *sheet)
{
	struct text *t = sheet->out;
	const size_t width = sheet->width;
	char tick[TERM_ROWS][FIGURE_SIZE] = { "" };
	struct grid g = { .c = c, .y = chart_range_y(c), .x = chart_range_x(c) };

	if (isnan(g.y.low) || c->points == 0)
		return;
	if (c->kind == CHART_LORENZ)
		g.x = g.y = (struct chart_range){ 0, 1 };
	else if (!is_scatter(c))
		g.x = (struct chart_range){ 0, (double)(c->points - 1) };
	else if (isnan(g.x.low))
		return;
	const size_t left = choose_axes(&g, tick);

	g.width = width - left - 2;
	g.cell = mem_new(g.width * TERM_ROWS, sizeof *g.cell);
	draw(&g);
	if (c->y_title)
		term_lines(t, c->y_title, 0, width, false);
	add_rows(&g, tick, left, sheet);
	add_below(&g, left, t);
	add_legend(c, width, t);
	free(g.cell);
}
