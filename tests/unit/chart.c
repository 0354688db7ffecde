/* chart: values begin as missing, and the ranges by hand. */
#include "lib/chart/chart.h"

#include "tests/unit/tap.h"

int
main(void)
{
	struct chart *c = chart_new(CHART_LINE, 2, 3);

	ok(isnan(chart_range_y(c).low) && isnan(chart_range_x(c).high), "no value, no range");
	chart_at(c, 0, 1)->y = 5;
	chart_at(c, 1, 2)->y = -1;
	ok(c->value[1].y == 5 && c->value[5].y == -1, "the points of a series are together");
	ok(chart_range_y(c).low == -1 && chart_range_y(c).high == 5, "the range of two values");
	chart_at(c, 0, 1)->high = 9;
	chart_at(c, 1, 2)->inner_low = -3;
	ok(chart_range_y(c).low == -3 && chart_range_y(c).high == 9, "intervals count");
	chart_add_mark(c, "target", 20, false);
	chart_add_mark(c, "centre", 2, true);
	chart_add_mark(c, "none", NAN, true);
	ok(c->marks == 2 && chart_range_y(c).high == 20, "marks count, on their axis");
	ok(chart_range_x(c).low == 2 && chart_range_x(c).high == 2, "a mark upright");
	for (int i = 0; i < 2 * CHART_MARKS; i++)
		chart_add_mark(c, "more", 1, false);
	ok(c->marks == CHART_MARKS, "no more marks than there is room for");
	chart_free(c);
	c = chart_new(CHART_HEAT, 2, 2);
	ok(chart_darkest(c) == 1, "no value: any will do");
	chart_at(c, 0, 0)->y = 1;
	chart_at(c, 0, 1)->y = .3;
	chart_at(c, 1, 0)->y = -5;
	ok(chart_darkest(c) == 1, "of numbers the largest is the darkest");
	c->unit = FIGURE_SHARE;
	ok(chart_darkest(c) == .3, "of shares the largest below 1");
	chart_free(c);
	ok(chart_wrap("one two three", 9) == 8 && chart_wrap("one two", 7) == 7 &&
	    chart_wrap("one two", 3) == 3, "a line ends at a blank");
	ok(chart_wrap("客户分析", 5) == 6, "or between Chinese characters: two of three bytes");
	ok(chart_wrap("abcdefgh", 4) == 4 && chart_wrap("", 4) == 0 && chart_wrap("客", 1) == 3,
	    "a word that is too long is divided; something is taken in any case");
	return done();
}
