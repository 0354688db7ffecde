/* Bars of blocks, from zero to the right and to the left, with their numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/term_own.h"

enum { EIGHTHS = 8, BAR_LEAST = 8, NUMBER = 2 * FIGURE_SIZE + 16 };

struct bars {
	const struct chart *c;
	double low, high;	/* the ends of the axis; 0 is between them */
	size_t width;		/* of the area of the bars */
	char **number;		/* the texts beside the bars */
};

/* "25 (-11.7 to 55.2)": the value, and its interval if there is one. */
static char *
number_of(const struct chart *c, size_t point)
{
	const struct chart_value *v = chart_at(c, 0, point);
	char y[FIGURE_SIZE], low[FIGURE_SIZE], high[FIGURE_SIZE];

	figure_text(c->unit, v->y, y);
	if (isnan(v->y))
		return mem_text("–");
	if (isnan(v->low) || isnan(v->high))
		return mem_text(y);
	return mem_print("%s (%s…%s)", y, figure_text(c->unit, v->low, low),
	    figure_text(c->unit, v->high, high));
}

/* In eighths of a character, from the left end of the area. */
static size_t
place(const struct bars *b, double x)
{
	const double span = b->high - b->low;
	const double at = span > 0 ? (x - b->low) / span : 0;

	return (size_t)llround((at < 0 ? 0 : at > 1 ? 1 : at) * (double)(b->width * EIGHTHS));
}

/*
 * The character of a cell that a bar covers from eighth A to eighth B of it. There are blocks for
 * all eighths from the left, but from the right only for a half.
 */
static const char *
block(size_t a, size_t b)
{
	static const char *const left[] = { " ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" };

	if (a == 0)
		return left[b];
	return a > 2 ? "▐" : "█";
}

static size_t
within(size_t eighths, size_t cell)
{
	const size_t from = cell * EIGHTHS;

	return eighths <= from ? 0 : eighths >= from + EIGHTHS ? EIGHTHS : eighths - from;
}

static size_t
cell_of(const struct bars *b, double x)
{
	const size_t cell = place(b, x) / EIGHTHS;

	return cell < b->width ? cell : b->width - 1;
}

/* The interval, where the bar does not cover it; and the second series. */
static const char *
beside(const struct bars *b, size_t point, size_t cell)
{
	const struct chart_value *v = chart_at(b->c, 0, point);
	const double second = b->c->lines > 1 ? chart_at(b->c, 1, point)->y : NAN;

	if (!isnan(second) && cell_of(b, second) == cell)
		return "◆";
	if (isnan(v->low) || isnan(v->high))
		return b->low < 0 && cell == cell_of(b, 0) ? "│" : " ";
	const size_t low = cell_of(b, v->low), high = cell_of(b, v->high);

	return cell == low ? "├" : cell == high ? "┤" : cell > low && cell < high ? "─" :
	    b->low < 0 && cell == cell_of(b, 0) ? "│" : " ";
}

static void
add_bar(const struct bars *b, size_t point, struct text *t)
{
	const double y = chart_at(b->c, 0, point)->y, zero = 0;
	const size_t from = place(b, y < zero ? y : zero), to = place(b, y < zero ? zero : y);
	const double second = b->c->lines > 1 ? chart_at(b->c, 1, point)->y : NAN;

	for (size_t i = 0; i < b->width; i++) {
		const size_t end = isnan(y) ? 0 : within(to, i), begin = within(from, i);
		const bool marked = !isnan(second) && cell_of(b, second) == i;

		const bool bare = end <= begin || (begin > 0 && begin >= EIGHTHS - 1);

		term_add(t, marked || bare ? beside(b, point, i) : block(begin, end));
	}
}

static struct bars
bars_of(const struct chart *c)
{
	struct bars b = { .c = c, .number = mem_new(c->points, sizeof *b.number) };
	const struct chart_range r = chart_range_y(c);

	b.low = r.low < 0 ? r.low : 0;
	b.high = r.high > 0 ? r.high : 0;
	for (size_t i = 0; i < c->points; i++)
		b.number[i] = number_of(c, i);
	return b;
}

/* What the diamond is, and lines that are meant for the whole chart. */
static void
add_legend(const struct chart *c, size_t width, struct text *t)
{
	char figure[FIGURE_SIZE];

	if (c->lines > 1 && c->name[0] && c->name[1])
		term_line(t, mem_print("█ %s  ◆ %s", c->name[0], c->name[1]), width);
	for (size_t i = 0; i < c->marks; i++)
		term_line(t, mem_print("%s: %s", c->mark[i].name, figure_text(c->unit,
		    c->mark[i].at, figure)), width);
}

void
term_bars(const struct chart *c, size_t width, struct text *t)
{
	struct bars b = bars_of(c);
	const size_t label = term_widest(c->label, c->points, width / 3);
	const size_t number = term_widest((const char *const *)b.number, c->points, width / 3);
	const size_t taken = label + number + 2;

	b.width = width > taken + BAR_LEAST ? width - taken : BAR_LEAST;
	for (size_t i = 0; i < c->points; i++) {
		term_cell(t, c->label[i] ? c->label[i] : "", label, false);
		term_add(t, " ");
		add_bar(&b, i, t);
		term_add(t, " ");
		term_cell(t, b.number[i], number, true);
		term_add(t, "\n");
		free(b.number[i]);
	}
	add_legend(c, width, t);
	free(b.number);
}
