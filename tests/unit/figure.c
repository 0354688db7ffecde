/* figure: texts by hand. */
#include "lib/chart/figure.h"

#include <math.h>
#include <string.h>

#include "tests/unit/tap.h"

static void
test_text(void)
{
	static const struct { enum figure_unit unit; double x; const char *want; } cases[] = {
		{ FIGURE_COUNT, 0, "0" }, { FIGURE_COUNT, 999, "999" },
		{ FIGURE_COUNT, 1000, "1,000" }, { FIGURE_COUNT, 1234567, "1,234,567" },
		{ FIGURE_COUNT, -1234, "−1,234" }, { FIGURE_AMOUNT, 1234.5, "1,234.50" },
		{ FIGURE_AMOUNT, -.001, "0.00" }, { FIGURE_AMOUNT, 999999.999, "1,000,000.00" },
		{ FIGURE_SHARE, .941, "94.1%" }, { FIGURE_SHARE, 1, "100.0%" },
		{ FIGURE_SHARE, 0, "0.0%" }, { FIGURE_POINTS, -11.7161, "−11.7" },
		{ FIGURE_POINTS, 25, "25.0" }, { FIGURE_CHANGE, .123, "+12.3%" },
		{ FIGURE_CHANGE, -.5, "−50.0%" }, { FIGURE_CHANGE, .0001, "0.0%" },
		{ FIGURE_CHANGE, 12.5, "+1,250.0%" }, { FIGURE_NUMBER, 12.5, "12.5" },
		{ FIGURE_NUMBER, 12, "12" }, { FIGURE_NUMBER, 1234.56, "1,235" },
		{ FIGURE_NUMBER, NAN, "" }, { FIGURE_NUMBER, 1e18, "1e+18" },
		{ FIGURE_NUMBER, INFINITY, "inf" },
	};
	char got[FIGURE_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const bool same = strcmp(figure_text(cases[i].unit, cases[i].x, got),
		    cases[i].want) == 0;

		ok(same, cases[i].want);
		if (!same)
			printf("# got '%s'\n", got);
	}
}

static void
test_short(void)
{
	static const struct { double x; const char *western, *chinese; } cases[] = {
		{ 0, "0", "0" }, { 999, "999", "999" }, { 9999, "9,999", "9,999" },
		{ 12345, "12.3k", "1.23万" }, { 200000, "200k", "20万" },
		{ 1.2e6, "1.2M", "120万" }, { -3.45e9, "−3.45bn", "−34.5亿" },
		{ 12000, "12k", "1.2万" }, { 10000, "10k", "1万" }, { 50000, "50k", "5万" },
		{ 3.4e8, "340M", "3.4亿" }, { 99994999, "100M", "9,999万" },
		{ 99999999, "100M", "1亿" }, { 2e12, "2,000bn", "20,000亿" },
	};
	char got[FIGURE_SIZE];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ok(strcmp(figure_short(FIGURE_COUNT, cases[i].x, false, got),
		    cases[i].western) == 0, cases[i].western);
		ok(strcmp(figure_short(FIGURE_COUNT, cases[i].x, true, got),
		    cases[i].chinese) == 0, cases[i].chinese);
	}
	ok(strcmp(figure_short(FIGURE_SHARE, .05714, false, got), "5.7%") == 0, "5.7%");
	ok(strcmp(figure_short(FIGURE_SHARE, .3084, false, got), "31%") == 0, "31%");
	ok(strcmp(figure_short(FIGURE_AMOUNT, 3.5, false, got), "3.5") == 0, "3.5");
	ok(strcmp(figure_short(FIGURE_AMOUNT, -1e300, true, got), "-1e+300") == 0, "-1e300");
	ok(strcmp(figure_short(FIGURE_NUMBER, NAN, false, got), "") == 0, "no number, no text");
}

int
main(void)
{
	test_text();
	test_short();
	return done();
}
