/* worktime: valid units, other texts, and hours to print. */
#include "lib/service/worktime.h"

#include <string.h>

#include "lib/base/num.h"
#include "tests/unit/tap.h"

static void
test_parse(void)
{
	/* days of 9 hours, 09:00 to 18:00 */
	static const struct { const char *text; int64_t seconds; } good[] = {
		{ "30min", 1800 }, { "4h", 14400 }, { "1.5h", 5400 }, { "2d", 2 * 9 * 3600 },
		{ ".5d", 16200 },
		{ "1min", 60 }, { "0.25h", 900 }, { "1.h", 3600 }, { "007h", 25200 },
		{ "0.1min", 6 },
		{ "0.001h", 4 }, { "1000000d", INT64_C(32400000000) },
	};
	static const char *const bad[] = { "", "4", "h", "d", ".h", "4 h", " 4h", "4h ", "4H", "4m",
	    "4hours", "45s", "-4h", "+4h",
		"1e3h", "0h", "0.0min", "0.0001min", "1.2.3h", "1,5h", "1h30min", "1000000.1h",
		"nan", "infh",
		"0000000000000000000000000000000000004h" };
	char name[80];

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		int64_t seconds = 0;

		ok(worktime_parse(good[i].text, 9 * 3600, &seconds) && seconds == good[i].seconds,
		    good[i].text);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t seconds = 7;

		snprintf(name, sizeof name, "not '%s'", bad[i]);
		ok(!worktime_parse(bad[i], 9 * 3600, &seconds) && seconds == 7, name);
	}
}

static void
test_hours(void)
{
	static const struct { int64_t seconds; const char *text; } hours[] = {
		{ 0, "0" }, { 14400, "4" }, { 5400, "1.5" }, { 1800, "0.5" },
		{ 60, "0.016666666666666666" },
		{ 1, "0.0002777777777777778" }, { INT64_C(32400000000), "9000000" },
	};
	char text[NUM_SIZE];

	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
		num_text(worktime_hours(hours[i].seconds), text);
		ok(strcmp(text, hours[i].text) == 0, hours[i].text);
	}
}

int
main(void)
{
	test_parse();
	test_hours();
	return done();
}
