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
	return done();
}
