#include "lib/report/drawing.h"

#include <math.h>
#include <string.h>

#include "tests/unit/made.h"
#include "tests/unit/tap.h"

static void
test_bars(void)
{
	const struct report r = made_report(LANGUAGE_EN);
	struct drawing d = drawing_of(&r, &made_part);

	ok(d.chart->points == 3 && d.chart->lines == 1, "a bar per row");
	ok(strcmp(d.chart->label[0], "low") == 0 && strcmp(d.chart->label[1], "high") == 0,
	    "in the order of the block, in words");
	ok(chart_at(d.chart, 0, 1)->y == 1234.5678 && chart_at(d.chart, 0, 1)->low == 1000 &&
	    chart_at(d.chart, 0, 1)->high == 1500.25, "the value and its interval");
	ok(chart_at(d.chart, 0, 1)->strong && !chart_at(d.chart, 0, 0)->strong, "what is noticed");
	ok(isnan(chart_at(d.chart, 0, 2)->low), "no interval");
	ok(strcmp(d.about, "low 20.00 (10.00–30.00), high 1,234.57 (1,000.00–1,500.25), <b> 7.00")
	    == 0, "the alt text has all of it");
	ok(strcmp(d.title, "Made") == 0, "the title");
	drawing_free(&d);
}

/* Three values that were, two that are forecast: the curves meet at the last value. */
static void
test_line(void)
{
	static const char *const name[] = { "date", "value", "forecast" };
	static const char *const cell[] = { "2026-01-01", "5", "", "2026-02-01", "6", "",
		"2026-03-01", "7", "", "2026-04-01", "", "8", "2026-05-01", "", "9" };
	static const struct column columns[] = { { "date", NULL, SHOWN_MONTH, { { "", "" } } },
		{ "forecast", NULL, SHOWN_NUMBER, { { "", "" } } }, { 0 } };
	static const struct block b = { .id = "b", .command = "tool", .columns = columns,
		.chart = { .wanted = true, .kind = CHART_LINE, .label = "date", .y = "value",
		.second = "forecast", .first_name = { { "was", "" } } } };
	struct cells g = { 3, 5, MADE_TEXTS(name), MADE_TEXTS(cell) };
	const struct result result = { .cells = &g };
	const struct part p = { .block = &b, .result = &result };
	const struct report r = made_report(LANGUAGE_EN);
	struct drawing d = drawing_of(&r, &p);

	ok(d.chart->lines == 2 && strcmp(d.chart->label[4], "2026-05") == 0, "two lines, by month");
	ok(chart_at(d.chart, 1, 2)->y == 7 && chart_at(d.chart, 1, 3)->y == 8, "the lines meet");
	ok(isnan(chart_at(d.chart, 1, 1)->y) && isnan(chart_at(d.chart, 0, 3)->y),
	    "no value where there is none");
	ok(strcmp(d.chart->name[0], "was") == 0, "the names of the lines");
	drawing_free(&d);
}

int
main(void)
{
	test_bars();
	test_line();
	return done();
}
