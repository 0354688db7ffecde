/* Bars of blocks, from zero to the right and to the left, with their numbers. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/chart/term_own.h"

enum { EIGHTHS = 8, BAR_LEAST = 8 };

struct bars {
	const struct chart *c;
	struct term *sheet;
	double low, high;	/* the ends of the axis; 0 is between them */
	size_t width;		/* of the area of the bars */
	size_t labels, numbers, counts;	/* of the texts */
	char **number, **count;	/* the texts beside the bars */
};

static void
add_figure(struct text *t, const char *before, enum figure_unit unit, double x)
{
	char figure[FIGURE_SIZE];

	term_add(t, before);
	term_add(t, figure_text(unit, x, figure));
}

/*
 * "25 (−11.7…55.2) ◆ 30 !": the value, its interval, that of the second series; ! says that the
 * point is to be noticed. Not WHOLE: without those that the bar shows, too.
 */
static char *
number_of(const struct chart *c, size_t point, bool whole)
{
	const struct chart_value *v = chart_at(c, 0, point);
	const double second = c->lines > 1 ? chart_at(c, 1, point)->y : NAN;
	struct text t = { 0 };

	if (isnan(v->y))
		term_add(&t, "–");
	add_figure(&t, "", c->unit, v->y);
	if (whole && !isnan(v->y) && !isnan(v->low) && !isnan(v->high)) {
		add_figure(&t, " (", c->unit, v->low);
		add_figure(&t, "…", c->unit, v->high);
		term_add(&t, ")");
	}
	if (whole && !isnan(second))
		add_figure(&t, " ◆ ", c->unit, second);
	if (v->strong)
		term_add(&t, " !");
	text_add(&t, "", 1);
	return t.s;
}

static char *
count_of(const struct chart *c, size_t point)
{
	char figure[FIGURE_SIZE];

	if (c->count == NULL || isnan(c->count[point]))
		return mem_text("");
	return mem_print("n=%s", figure_text(FIGURE_COUNT, c->count[point], figure));
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
	for (size_t i = 0; i < b->c->marks; i++)
		if (cell_of(b, b->c->mark[i].at) == cell)
			return "┊";
	if (isnan(v->low) || isnan(v->high))
		return b->low < 0 && cell == cell_of(b, 0) ? "│" : " ";
	const size_t low = cell_of(b, v->low), high = cell_of(b, v->high);

	return cell == low ? "├" : cell == high ? "┤" : cell > low && cell < high ? "─" :
	    b->low < 0 && cell == cell_of(b, 0) ? "│" : " ";
}

static void
add_bar(const struct bars *b, size_t point)
{
	const double y = chart_at(b->c, 0, point)->y, zero = 0;
	const size_t from = place(b, y < zero ? y : zero), to = place(b, y < zero ? zero : y);
	const double second = b->c->lines > 1 ? chart_at(b->c, 1, point)->y : NAN;
	const bool odd = chart_at(b->c, 0, point)->strong;

	for (size_t i = 0; i < b->width; i++) {
		const size_t end = isnan(y) ? 0 : within(to, i), begin = within(from, i);
		const bool marked = !isnan(second) && cell_of(b, second) == i;

		const bool bare = end <= begin || (begin > 0 && begin >= EIGHTHS - 1);

		term_take(b->sheet, marked ? TERM_S1 : bare ? TERM_PLAIN : odd ? TERM_ODD :
		    TERM_S0);
		term_add(b->sheet->out, marked || bare ? beside(b, point, i) : block(begin, end));
	}
	term_take(b->sheet, TERM_PLAIN);
}

static void
set_numbers(struct bars *b, bool whole)
{
	for (size_t i = 0; i < b->c->points; i++) {
		free(b->number[i]);
		b->number[i] = number_of(b->c, i, whole);
	}
	b->numbers = term_widest((const char *const *)b->number, b->c->points, SIZE_MAX);
}

/* What has no room is left out: first the second numbers, then ends of labels and numbers. */
static void
divide(struct bars *b, size_t width)
{
	const size_t n = b->c->points, third = width / 3, part = 2 * width / 5;

	b->labels = term_widest(b->c->label, n, part);
	b->counts = term_widest((const char *const *)b->count, n, width / 4);
	set_numbers(b, true);
	const size_t beside = b->labels + b->counts + 2 + (b->counts > 0);

	if (beside + b->numbers + BAR_LEAST > width) {
		set_numbers(b, false);
		b->numbers = b->numbers < third ? b->numbers : third;
	}
	if (beside + b->numbers + BAR_LEAST > width) {
		b->counts = 0;
		b->width = width - b->labels - b->numbers - 2;
	} else {
		b->width = width - beside - b->numbers;
	}
}

static struct bars
bars_of(const struct chart *c, struct term *sheet)
{
	struct bars b = { .c = c, .sheet = sheet, .number = mem_new(c->points, sizeof *b.number),
		.count = mem_new(c->points, sizeof *b.count) };
	const struct chart_range r = chart_range_y(c);

	b.low = r.low < 0 ? r.low : 0;
	b.high = r.high > 0 ? r.high : 0;
	for (size_t i = 0; i < c->points; i++)
		b.count[i] = count_of(c, i);
	divide(&b, sheet->width);
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
		term_line(t, mem_print("┊ %s: %s", c->mark[i].name, figure_text(c->unit,
		    c->mark[i].at, figure)), width);
}

/* Whether another label begins with the same N bytes. */
static bool
is_double(const struct chart *c, size_t point, size_t n)
{
	for (size_t i = 0; i < c->points; i++)
		if (i != point && c->label[i] && strncmp(c->label[i], c->label[point], n) == 0)
			return true;
	return false;
}

/* Labels that are cut to the same words differ at their ends: then these are shown. */
static void
add_label(const struct bars *b, size_t point, struct text *t)
{
	const char *label = b->c->label[point] ? b->c->label[point] : "", *end = label;
	const size_t all = text_width(label, strlen(label));
	const size_t room = b->labels > 0 ? b->labels - 1 : 0;

	if (all <= b->labels || !is_double(b->c, point, text_fit(label, room))) {
		term_cell(t, label, b->labels, false);
		return;
	}
	while (text_width(end, strlen(end)) > room)
		end += text_fit(end, 2);
	char *cut = mem_print("…%s", end);

	term_cell(t, cut, b->labels, false);
	free(cut);
}

static void
add_row(const struct bars *b, size_t point, struct text *t)
{
	add_label(b, point, t);
	term_add(t, " ");
	add_bar(b, point);
	term_add(t, " ");
	term_cell(t, b->number[point], b->numbers, true);
	if (b->counts > 0) {
		term_add(t, " ");
		term_cell(t, b->count[point], b->counts, true);
	}
	term_add(t, "\n");
}

void
term_bars(const struct chart *c, struct term *sheet)
{
	struct bars b = bars_of(c, sheet);

	for (size_t i = 0; i < c->points; i++)
		add_row(&b, i, sheet->out);
	for (size_t i = 0; i < c->points; i++) {
		free(b.number[i]);
		free(b.count[i]);
	}
	add_legend(c, sheet->width, sheet->out);
	free(b.number);
	free(b.count);
}
