/* term: small charts, drawn by hand. */
#include "lib/chart/term.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/text.h"
#include "lib/chart/chart.h"
#include "tests/unit/tap.h"

static void
draws(const struct chart *c, size_t width, const char *want, const char *name)
{
	struct text t = { 0 };

	term_chart(c, width, false, &t);
	text_add(&t, "", 1);
	ok(strcmp(t.s, want) == 0, name);
	if (strcmp(t.s, want) != 0)
		printf("# got\n%s# want\n%s", t.s, want);
	text_free(&t);
}

/*
 * 40 columns: a label of 4, a number of 1, two blanks: 33 for the bars. 8 is all of them, 4 is
 * 16.5 (132 eighths), 1 is 4.125 (33 eighths).
 */
static void
test_bars(void)
{
	struct chart *c = chart_new(CHART_BARS, 1, 4);

	c->unit = FIGURE_COUNT;
	c->label[0] = "客户";
	c->label[1] = "b";
	c->label[2] = "c";
	c->label[3] = "none";
	chart_at(c, 0, 0)->y = 8;
	chart_at(c, 0, 1)->y = 4;
	chart_at(c, 0, 2)->y = 1;
	draws(c, 40,
	    "客户 █████████████████████████████████ 8\n"
	    "b    ████████████████▌                 4\n"
	    "c    ████▏                             1\n"
	    "none                                   –\n", "bars in eighths, 客户 aligned, no value");
	chart_free(c);
}

/*
 * From -8 to 8 in 34 columns (a label of 1, a number of 2, "−8" being the widest, two blanks, and
 * one more for the width of 40 less 5 = 35): zero is at 140 eighths, half a cell into the 18th.
 */
static void
test_negative(void)
{
	struct chart *c = chart_new(CHART_BARS, 1, 2);

	c->unit = FIGURE_COUNT;
	c->label[0] = "a";
	c->label[1] = "b";
	chart_at(c, 0, 0)->y = -8;
	chart_at(c, 0, 1)->y = 8;
	draws(c, 40,
	    "a █████████████████▌                  −8\n"
	    "b                  ▐█████████████████  8\n", "bars to the left of zero");
	chart_free(c);
}

static void
test_interval(void)
{
	struct chart *c = chart_new(CHART_BARS, 2, 1);
	struct chart_value *v = chart_at(c, 0, 0);

	/* "4 (2…8) ◆ 10" takes 12: 25 columns for 0 to 10; 4 is 10, 8 is 20 */
	c->unit = FIGURE_COUNT;
	c->title = "T";
	c->label[0] = "a";
	c->name[0] = "now";
	c->name[1] = "then";
	v->y = 4;
	v->low = 2;
	v->high = 8;
	chart_at(c, 1, 0)->y = 10;
	draws(c, 40, "T\n\n"
	    "a ██████████──────────┤   ◆ 4 (2…8) ◆ 10\n"
	    "█ now  ◆ then\n", "an interval beyond the bar, a second value");
	chart_free(c);
}

static void
test_heat(void)
{
	struct chart *c = chart_new(CHART_HEAT, 2, 2);

	c->unit = FIGURE_SHARE;
	c->name[0] = "2025-01";
	c->name[1] = "二月";
	c->label[0] = "0";
	c->label[1] = "1";
	chart_at(c, 0, 0)->y = 1;
	chart_at(c, 0, 1)->y = .3;
	chart_at(c, 1, 0)->y = .5;
	draws(c, 40,
	    "           0    1\n"
	    "2025-01 █100 ▓ 30\n"
	    "二月    █ 50\n", "a heat map in percent, 50 being the darkest; a gap stays blank");
	chart_free(c);
}

/* The line of the drawing, from 0; the caller frees it. */
static char *
line_of(const struct text *t, size_t nth)
{
	const char *s = t->s;

	for (; nth > 0; nth--)
		s = strchr(s, '\n') + 1;
	return strndup(s, strcspn(s, "\n"));
}

static bool
is_line(const struct text *t, size_t nth, const char *want)
{
	char *line = line_of(t, nth);
	const bool is = strcmp(line, want) == 0;

	if (!is)
		printf("# line %zu: got\n#%s|\n# want\n#%s|\n", nth, line, want);
	free(line);
	return is;
}

/* x from 0 to 10, y from 0 to 1 (5 and 4 steps): corners, and the middle of the frame. */
static void
test_scatter(void)
{
	static const double at[3][2] = { { 0, 0 }, { 10, 1 }, { 0, 1 } };
	struct chart *c = chart_new(CHART_SCATTER, 1, 3);
	struct text t = { 0 };

	c->unit = c->x_unit = FIGURE_NUMBER;
	for (size_t i = 0; i < 3; i++) {
		c->label[i] = i == 0 ? "价格" : i == 1 ? "speed" : "wrap";
		chart_at(c, 0, i)->x = at[i][0];
		chart_at(c, 0, i)->y = at[i][1];
	}
	term_chart(c, 40, false, &t);
	text_add(&t, "", 1);
	ok(is_line(&t, 0, "  1 ┤c                                 b"), "two corners");
	ok(is_line(&t, TERM_ROWS - 1, "  0 ┤a"), "the origin");
	ok(is_line(&t, TERM_ROWS, "    └───────────────────────────────────"), "the axis");
	ok(is_line(&t, TERM_ROWS + 1, "     0                                10"), "its ends");
	ok(is_line(&t, TERM_ROWS + 2, "a  价格 (0, 0)"), "the list of the points");
	text_free(&t);
	chart_free(c);
}

/* Two points, 0 and 1, in 36 columns: the line rises by one row per 36/15 columns. */
static void
test_line(void)
{
	struct chart *c = chart_new(CHART_LINE, 1, 2);
	struct text t = { 0 };

	c->unit = FIGURE_NUMBER;
	c->label[0] = "一月";
	c->label[1] = "Feb";
	chart_at(c, 0, 0)->y = 0;
	chart_at(c, 0, 1)->y = 1;
	chart_at(c, 0, 0)->low = 0;
	chart_at(c, 0, 0)->high = 0;
	chart_at(c, 0, 1)->low = 0;
	chart_at(c, 0, 1)->high = 1;
	term_chart(c, 40, false, &t);
	text_add(&t, "", 1);
	ok(is_line(&t, 0, "  1 ┤                                 ••"), "the end of a line");
	ok(is_line(&t, TERM_ROWS - 1, "  0 ┤••░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░"),
	    "its begin, and the band below it");
	ok(is_line(&t, TERM_ROWS + 1, "     一月                            Feb"), "labels");
	text_free(&t);
	chart_free(c);
}

/* Nothing is wider than the terminal, however long the words are. */
static void
test_width(void)
{
	static const enum chart_kind kinds[] = { CHART_BARS, CHART_LINE, CHART_COLUMNS,
		CHART_LORENZ, CHART_HEAT, CHART_SCATTER, CHART_CONTROL, CHART_TREEMAP };
	bool fits = true;

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t width = 40; width < 130; width += 7) {
			struct chart *c = chart_new(kinds[k], 2, 30);
			struct text t = { 0 };

			c->title = "一个很长很长很长很长很长很长很长很长很长很长很长很长很长的标题";
			c->name[0] = "the first name, which is longer than a terminal is wide, 客户";
			c->name[1] = "b";
			for (size_t i = 0; i < 60; i++) {
				c->label[i % 30] = "a label that is longer than the chart 客户客户";
				c->value[i] = (struct chart_value){ (double)i / 60, (double)i / 60,
					-1e6, 1e6, NAN, NAN, i == 3 };
			}
			chart_add_mark(c, "target of the year, with a long name", .3, 0);
			term_chart(c, width, false, &t);
			text_add(&t, "", 1);
			for (char *s = t.s, *next; *s; s = next) {
				next = strchr(s, '\n') + 1;
				fits = fits && text_width(s, (size_t)(next - 1 - s)) <= width;
			}
			text_free(&t);
			chart_free(c);
		}
	ok(fits, "no line is wider than the terminal");
}

/* 40 columns: the texts and blanks take 12, so that 28 are for the bars; 4 of 8 is 14 of them. */
static void
test_colour(void)
{
	struct chart *c = chart_new(CHART_BARS, 2, 2);
	struct text t = { 0 };

	c->unit = FIGURE_COUNT;
	c->note = "客户 and more words than one line of forty columns has room for";
	c->count = mem_new(2, sizeof *c->count);
	c->count[0] = 7;
	c->count[1] = NAN;
	c->label[0] = "a";
	c->label[1] = "b";
	chart_at(c, 0, 0)->y = 4;
	chart_at(c, 0, 1)->y = 8;
	chart_at(c, 0, 1)->strong = true;
	chart_at(c, 1, 0)->y = 8;
	term_chart(c, 40, true, &t);
	text_add(&t, "", 1);
	ok(strcmp(t.s,
	    "a \033[38;5;32m██████████████\033[0m             \033[38;5;166m◆\033[0m 4 ◆ 8 n=7\n"
	    "b \033[1;38;5;166m████████████████████████████\033[0m   8 !\n"
	    "客户 and more words than one line of\nforty columns has room for\n") == 0,
	    "colours, counts, what is to be noticed, a note");
	text_free(&t);
	chart_free(c);
}

static void
test_empty(void)
{
	for (enum chart_kind k = CHART_BARS; k <= CHART_TREEMAP; k++) {
		struct chart *c = chart_new(k, 1, 0);
		struct text t = { 0 };

		term_chart(c, 80, false, &t);
		text_free(&t);
		chart_free(c);
		c = chart_new(k, 1, 1);
		term_chart(c, 80, false, &t);
		text_add(&t, "", 1);
		ok(strstr(t.s, "nan") == NULL, "a chart without values");
		text_free(&t);
		chart_free(c);
	}
}

/*
 * 40 columns: labels have two fifths of them, 16. Two that are cut to the same words show their
 * ends; a label that differs from them does not. The bars have 40 - 16 - 1 - 2 = 21 columns.
 */
static void
test_long_labels(void)
{
	struct chart *c = chart_new(CHART_BARS, 1, 3);

	c->unit = FIGURE_COUNT;
	c->label[0] = "complaints of the north";
	c->label[1] = "complaints of the south";
	c->label[2] = "complaint";
	for (size_t i = 0; i < 3; i++)
		chart_at(c, 0, i)->y = 4;
	chart_add_mark(c, "what the manager wants", 4, false);
	draws(c, 40,
	    "…ts of the north █████████████████████ 4\n"
	    "…ts of the south █████████████████████ 4\n"
	    "complaint        █████████████████████ 4\n"
	    "┊ what the manager wants: 4\n", "labels that begin alike show their ends");
	c->mark[0].name = "what the manager of the shop wants too";
	draws(c, 40,
	    "…ts of the north █████████████████████ 4\n"
	    "…ts of the south █████████████████████ 4\n"
	    "complaint        █████████████████████ 4\n"
	    "┊ what the manager of the shop wants\ntoo: 4\n", "a legend goes on in the next line");
	chart_free(c);
}

int
main(void)
{
	test_bars();
	test_negative();
	test_interval();
	test_heat();
	test_scatter();
	test_line();
	test_width();
	test_colour();
	test_empty();
	test_long_labels();
	return done();
}
